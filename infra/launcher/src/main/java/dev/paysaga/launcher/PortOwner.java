package dev.paysaga.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which process listens on a port, as far as this user may see it. */
final class PortOwner {

    private static final String LISTEN = "0A";

    private PortOwner() {}

    /** For a sentence: {@code pid 4711 (java -jar other.jar)}, or that it cannot be seen. */
    static String describe(int port) {
        return pid(port)
                .map(pid -> "process %d (%s)".formatted(pid, command(pid)))
                .orElse("a process that this user may not see");
    }

    private static Optional<Long> pid(int port) {
        var inode = inode("/proc/net/tcp", port).or(() -> inode("/proc/net/tcp6", port));
        if (inode.isPresent()) {
            return ProcessHandle.allProcesses()
                    .map(ProcessHandle::pid)
                    .filter(pid -> holds(pid, "socket:[" + inode.get() + "]"))
                    .findFirst();
        }
        var answer = Commands.run(Path.of("/"), List.of("lsof", "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN"));
        return answer.ok() ? answer.text().lines().findFirst().map(Long::valueOf) : Optional.empty();
    }

    private static Optional<String> inode(String table, int port) {
        var local = ":%04X".formatted(port);
        try {
            return Files.readAllLines(Path.of(table)).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(words -> words.length > 9
                            && words[1].toUpperCase(Locale.ROOT).endsWith(local))
                    .filter(words -> LISTEN.equals(words[3]))
                    .map(words -> words[9])
                    .findFirst();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static boolean holds(long pid, String socket) {
        try (var files = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (var file : files) {
                if (Files.isSymbolicLink(file)
                        && socket.equals(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
            return false;
        } catch (IOException _) {
            return false;
        }
    }

    private static String command(long pid) {
        var text = ProcessHandle.of(pid)
                .flatMap(process -> process.info().commandLine().or(process.info()::command))
                .orElse("command not visible");
        return text.length() <= 100 ? text : text.substring(0, 97) + "...";
    }
}
