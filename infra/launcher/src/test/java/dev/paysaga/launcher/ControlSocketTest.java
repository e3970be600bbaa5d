package dev.paysaga.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlSocketTest {

    @TempDir
    Path folder;

    @Test
    void aRequestIsAnsweredLineByLine() {
        var file = folder.resolve("control");
        var lines = new ArrayList<String>();

        try (var _ = ControlSocket.open(file, (request, answer) -> {
            answer.println("heard " + request);
            answer.println("over");
        })) {
            assertThat(ControlSocket.ask(file, "status", lines::add)).isTrue();
        }

        assertThat(lines).containsExactly("heard status", "over");
    }

    @Test
    void nobodyAnswersAfterTheEnd() {
        var file = folder.resolve("control");
        ControlSocket.open(file, (_, answer) -> answer.println("here")).close();

        assertThat(ControlSocket.ask(file, "status", _ -> {})).isFalse();
        assertThat(ControlSocket.ask(folder.resolve("absent"), "status", _ -> {}))
                .isFalse();
    }
}
