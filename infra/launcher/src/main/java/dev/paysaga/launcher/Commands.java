package dev.paysaga.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Short commands of the system that are run for their answer. */
final class Commands {

    /** What a command printed and how it ended; 127 when there is no such program, as in a shell. */
    record Answer(int exitCode, String text) {
        boolean ok() {
            return exitCode == 0;
        }
    }

    private Commands() {}

    static Answer run(Path folder, List<String> command) {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            return new Answer(127, String.valueOf(e.getMessage()));
        }
        try {
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            return new Answer(process.waitFor(), text);
        } catch (IOException e) {
            return new Answer(1, String.valueOf(e.getMessage()));
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return new Answer(130, "interrupted");
        }
    }

    static boolean exists(String program) {
        return List.of(System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
