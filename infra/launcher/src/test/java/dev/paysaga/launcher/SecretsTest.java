package dev.paysaga.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    Path folder;

    @Test
    void onlyTheOwnerMayReadTheFile() throws IOException {
        var file = folder.resolve("secrets");

        Secrets.in(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void theValuesStayTheSame() {
        var file = folder.resolve("secrets");

        var made = Secrets.in(file);
        var read = Secrets.in(file);

        assertThat(read.password("checkout_app")).isEqualTo(made.password("checkout_app"));
        assertThat(read.operatorToken()).isEqualTo(made.operatorToken());
        assertThat(read.tossSecretKey()).startsWith("test_sk_").isEqualTo(made.tossSecretKey());
    }

    @Test
    void noTwoAreEqualAndEveryFolderHasItsOwn() {
        var one = Secrets.in(folder.resolve("one"));
        var other = Secrets.in(folder.resolve("other"));

        assertThat(one.password("root")).hasSize(32).isNotEqualTo(one.password("relay"));
        assertThat(one.password("root")).isNotEqualTo(other.password("root"));
    }

    @Test
    void whatAnOlderFileLacksIsAdded() throws IOException {
        var file = folder.resolve("secrets");
        Files.writeString(file, "root=kept\n");

        var secrets = Secrets.in(file);

        assertThat(secrets.password("root")).isEqualTo("kept");
        assertThat(secrets.serviceToken()).isEqualTo(Secrets.in(file).serviceToken());
    }
}
