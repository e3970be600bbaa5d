package dev.paysaga.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The table of {@code status}. */
final class StatusTable {

    private final Screen screen;

    StatusTable(Screen screen) {
        this.screen = screen;
    }

    /** Returns 0 when everything is ready, else 1. */
    int print(List<String> lines, Ports ports) {
        screen.title("service    state      pid      port   memory   up        restarts  health");
        var ready = true;
        for (var line : lines) {
            var words = line.split("\t");
            if (words.length != 6) {
                screen.problem(line);
                return 1;
            }
            var part = Part.named(words[0]);
            var pid = Long.parseLong(words[2]);
            var health = pid == 0 ? "-" : health(part, ports);
            ready &= "READY".equals(words[1]) && "ok".equals(health);
            screen.line("%-10s %-10s %-8s %-6s %-8s %-9s %-9s %s"
                    .formatted(
                            words[0],
                            words[1].toLowerCase(Locale.ROOT),
                            pid == 0 ? "-" : words[2],
                            words[3],
                            memory(pid),
                            pid == 0 ? "-" : duration(Long.parseLong(words[4])),
                            words[5],
                            health));
        }
        return ready ? 0 : 1;
    }

    private static String health(Part part, Ports ports) {
        var well = switch (part) {
            case MYSQL -> MysqlServer.greets(ports.of(part));
            case KAFKA -> KafkaBroker.listens(ports.of(part));
            case PSP, CHECKOUT, PAYMENT, LEDGER, WALLET, RELAY -> JavaServer.isReady(part, ports);
        };
        return well ? "ok" : "not ready";
    }

    /** Resident memory; a question mark where the system does not say. */
    static String memory(long pid) {
        if (pid == 0) {
            return "-";
        }
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB")
                    .findFirst()
                    .orElse("?");
        } catch (IOException _) {
            var answer = Commands.run(Path.of("/"), List.of("ps", "-o", "rss=", "-p", Long.toString(pid)));
            return answer.ok() ? Long.parseLong(answer.text().strip()) / 1024 + " MB" : "?";
        }
    }

    private static String duration(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3_600
                ? "%d m %02d s".formatted(seconds / 60, seconds % 60)
                : "%d h %02d m".formatted(seconds / 3_600, seconds / 60 % 60);
    }
}
