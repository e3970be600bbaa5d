package dev.paysaga.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * {@code .paysaga}: all that {@code up} keeps.
 *
 * @param path holds data, logs, secrets, env, and what is needed to find a running supervisor and its processes
 */
record StateFolder(Path path) {

    static StateFolder of(ProjectHome home) {
        return new StateFolder(PrivateFiles.folder(home.path().resolve(".paysaga")));
    }

    Path env() {
        return path.resolve("env");
    }

    Path data() {
        return path.resolve("data");
    }

    Path logs() {
        return path.resolve("logs");
    }

    Path supervisorLog() {
        return logs().resolve("supervisor.log");
    }

    /** Every process of the running suite; see {@link ProcessTable}. */
    Path processes() {
        return path.resolve("processes");
    }

    /** Names the socket on which the supervisor takes commands. */
    Path control() {
        return path.resolve("control");
    }

    /**
     * Held by the one supervisor for as long as it lives; the system frees it with the process, however that ends. Empty
     * when another process holds it.
     */
    Optional<FileLock> lock() {
        try {
            var channel = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                var lock = channel.tryLock();
                if (lock == null) {
                    channel.close();
                }
                return Optional.ofNullable(lock);
            } catch (OverlappingFileLockException _) {
                channel.close();
                return Optional.empty();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock " + path, e);
        }
    }

    /** Keeps the logs of the run before as {@code *.log.1}. */
    void rotateLogs() {
        try {
            Files.createDirectories(logs());
            for (var part : Part.values()) {
                var log = logs().resolve(part.label() + ".log");
                if (Files.exists(log)) {
                    Files.move(log, logs().resolve(part.label() + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot rotate the logs in " + logs(), e);
        }
    }

    /** What only a running suite has. */
    void forgetRunning() {
        try {
            Files.deleteIfExists(env());
            Files.deleteIfExists(control());
            Files.deleteIfExists(processes());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot tidy up " + path, e);
        }
    }
}
