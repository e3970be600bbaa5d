package dev.paysaga.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * Makes MySQL's certificate for a cluster of containers, once: a key for the server, signed by an authority that signs
 * nothing else, for its key is forgotten; and the store by which clients know the server.
 *
 * <p>A program of its own: {@code MysqlCertificate SERVER_FOLDER CLIENT_FOLDER}. In the first folder {@code ca.pem},
 * {@code server.pem}, {@code server-key.pem}, for the server alone; in the second {@code mysql.p12}, no secret, its password
 * is {@value #STORE_PASSWORD}. What is there is left as it is.
 */
public final class MysqlCertificate {

    static final String STORE_PASSWORD = "changeit";
    private static final int VALID_DAYS = 3650;

    private MysqlCertificate() {}

    public static void main(String[] folders) throws IOException, GeneralSecurityException {
        make(Path.of(folders[0]), Path.of(folders[1]));
    }

    static void make(Path server, Path client) throws IOException, GeneralSecurityException {
        // Written last: with it, all the others are there.
        Path trust = client.resolve("mysql.p12");
        if (Files.exists(trust)) {
            return;
        }
        Path work = Files.createTempDirectory("certificate");
        try {
            var password = UUID.randomUUID().toString().toCharArray();
            var store = work.resolve("keys.p12");
            keytool(store, password, "authority", "CN=Paysaga MySQL authority", "bc:c=ca:true", "ku:c=keyCertSign");
            keytool(
                    store,
                    password,
                    "server",
                    "CN=mysql",
                    "san=dns:mysql,dns:localhost,ip:127.0.0.1",
                    "eku=serverAuth");
            var keys = KeyStore.getInstance(store.toFile(), password);
            Certificate authority = keys.getCertificate("authority");
            write(server.resolve("ca.pem"), "CERTIFICATE", authority.getEncoded());
            write(
                    server.resolve("server.pem"),
                    "CERTIFICATE",
                    keys.getCertificate("server").getEncoded());
            // Readable for the server, which is another user than we are; nobody else has this folder.
            write(
                    server.resolve("server-key.pem"),
                    "PRIVATE KEY",
                    keys.getKey("server", password).getEncoded());

            var trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("mysql", authority);
            try (var out = Files.newOutputStream(trust)) {
                trusted.store(out, STORE_PASSWORD.toCharArray());
            }
        } finally {
            Folders.delete(work);
        }
    }

    /** Makes a key and its certificate; all but the authority's is signed by the authority. */
    private static void keytool(Path store, char[] password, String alias, String name, String... extensions)
            throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass:env",
                "STORE_PASSWORD",
                "-alias",
                alias,
                "-dname",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                Integer.toString(VALID_DAYS)));
        if (!alias.equals("authority")) {
            command.addAll(List.of("-signer", "authority"));
        }
        for (var extension : extensions) {
            command.addAll(List.of("-ext", extension));
        }
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("STORE_PASSWORD", new String(password));
        var process = builder.start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new LaunchFailure("MySQL's certificate could not be made:\n" + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("Interrupted while making MySQL's certificate", e);
        }
    }

    private static void write(Path file, String kind, byte[] content) throws IOException {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(file, "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
    }
}
