package dev.paysaga.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvFileTest {

    @TempDir
    Path folder;

    @Test
    void aShellCanSourceIt() throws IOException {
        var file = write(part("checkout", PartStatus.State.READY, 4711));

        var answer = Commands.run(
                folder, List.of("sh", "-c", ". ./env && echo $CHECKOUT_URL $MYSQL_PORT $CHECKOUT_PID $MYSQL_USER"));

        assertThat(answer.text().strip()).isEqualTo("http://127.0.0.1:8080 13306 4711 auditor");
        assertThat(Files.readAllLines(file)).allMatch(line -> line.matches("[A-Z_]+=\\S+"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void itHasEveryAddressAndToken() throws IOException {
        var file = write(part("relay", PartStatus.State.READY, 1));

        assertThat(Files.readAllLines(file).stream().map(line -> line.substring(0, line.indexOf('='))))
                .containsExactly(
                        "CHECKOUT_URL",
                        "PAYMENT_URL",
                        "LEDGER_URL",
                        "WALLET_URL",
                        "RELAY_URL",
                        "PSP_URL",
                        "KAFKA_BOOTSTRAP",
                        "MYSQL_HOST",
                        "MYSQL_PORT",
                        "MYSQL_USER",
                        "MYSQL_PASSWORD",
                        "OPERATOR_TOKEN",
                        "SERVICE_TOKEN",
                        "RELAY_PID");
    }

    @Test
    void aProgramWithoutProcessHasNoPid() throws IOException {
        var file = write(part("ledger", PartStatus.State.STOPPED, 0));

        assertThat(Files.readString(file)).doesNotContain("LEDGER_PID");
    }

    private Path write(PartStatus status) {
        var file = folder.resolve("env");
        EnvFile.write(file, Ports.published(), Secrets.in(folder.resolve("secrets")), List.of(status));
        return file;
    }

    private static PartStatus part(String name, PartStatus.State state, long pid) {
        return new PartStatus(name, state, pid, 1, Duration.ZERO, 0);
    }
}
