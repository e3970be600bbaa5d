package dev.paysaga.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MysqlCertificateTest {

    @TempDir
    Path server;

    @TempDir
    Path client;

    @Test
    void clientsKnowTheServerAndASecondRunChangesNothing() throws Exception {
        MysqlCertificate.make(server, client);

        X509Certificate certificate;
        try (var in = Files.newInputStream(server.resolve("server.pem"))) {
            certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
        var trusted = KeyStore.getInstance(
                client.resolve("mysql.p12").toFile(), MysqlCertificate.STORE_PASSWORD.toCharArray());
        certificate.verify(trusted.getCertificate("mysql").getPublicKey());
        assertThat(certificate.getSubjectAlternativeNames())
                .extracting(name -> name.getLast().toString())
                .contains("mysql", "127.0.0.1");
        assertThat(server.resolve("server-key.pem")).content().startsWith("-----BEGIN PRIVATE KEY-----");

        var before = Files.readString(server.resolve("server.pem"));
        MysqlCertificate.make(server, client);
        assertThat(server.resolve("server.pem")).content().isEqualTo(before);
    }
}
