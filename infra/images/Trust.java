import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;

/** Makes a trust store for Maven of the certificates in a PEM file: {@code java Trust.java <pem> <store>}. */
class Trust {

    public static void main(String[] files) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var pem = Files.newInputStream(Path.of(files[0]))) {
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("trusted-" + store.size(), certificate);
            }
        }
        try (var out = Files.newOutputStream(Path.of(files[1]))) {
            store.store(out, "changeit".toCharArray());
        }
    }
}
