package dev.paysaga.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The container engine's command line, for one compose project. */
final class Engine {

    private final Path home;
    private final String project;
    private final Map<String, String> environment;

    /** @param environment what the compose file's variables are */
    Engine(Path home, String project, Map<String, String> environment) {
        this.home = home;
        this.project = project;
        this.environment = environment;
    }

    /**
     * {@code docker compose ...}.
     *
     * @return what it printed
     * @throws IllegalStateException with what it printed, when it fails
     */
    String compose(String... words) {
        var command = new ArrayList<>(List.of("docker", "compose", "-p", project));
        Collections.addAll(command, words);
        return run(command);
    }

    /** {@code docker ...}, the same. */
    String docker(String... words) {
        var command = new ArrayList<>(List.of("docker"));
        Collections.addAll(command, words);
        return run(command);
    }

    /** The id of a service's first container, running or not. */
    String container(String service) {
        return compose("ps", "-aq", service).lines().findFirst().orElseThrow();
    }

    /** Any command that speaks to the engine by itself. */
    String run(List<String> command) {
        var builder = new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            var process = builder.start();
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed:\n" + said);
            }
            return said.strip();
        } catch (IOException e) {
            throw new UncheckedIOException("There is no container engine: 'docker' cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
