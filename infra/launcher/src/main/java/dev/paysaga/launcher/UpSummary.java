package dev.paysaga.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** What {@code up} says when everything is ready: where things are, and what to try next. */
final class UpSummary {

    private final ProjectHome home;
    private final StateFolder state;
    private final Ports ports;
    private final Screen screen;

    UpSummary(ProjectHome home, StateFolder state, Ports ports, Screen screen) {
        this.home = home;
        this.state = state;
        this.ports = ports;
        this.screen = screen;
    }

    void print(double seconds) {
        screen.line("");
        screen.title("Paysaga is up after %.1f s.".formatted(seconds));
        for (var part : List.of(Part.CHECKOUT, Part.PAYMENT, Part.LEDGER, Part.WALLET, Part.RELAY, Part.PSP)) {
            screen.line("  %-9s %s".formatted(part.label(), ports.url(part)));
        }
        screen.line("  %-9s 127.0.0.1:%d   MySQL %s".formatted("mysql", ports.of(Part.MYSQL), mysqlVersion()));
        screen.line("  %-9s 127.0.0.1:%d   Kafka %s".formatted("kafka", ports.of(Part.KAFKA), kafkaVersion()));
        screen.line("  Java %s".formatted(System.getProperty("java.version")));
        screen.line("");
        screen.line("  . %s; curl $CHECKOUT_URL/v1/products".formatted(state.env()));
        screen.line("  ./paysaga status | logs payment | stop ledger | start ledger | demo | down");
    }

    private String mysqlVersion() {
        var mysqld = home.mysql().resolve("bin/mysqld").toString();
        return Commands.run(home.path(), List.of(mysqld, "--no-defaults", "--version"))
                .text()
                .replaceAll("(?s).*Ver (\\S+).*", "$1");
    }

    private String kafkaVersion() {
        try (var jars = Files.newDirectoryStream(home.kafkaJars(), "kafka-clients-*.jar")) {
            for (var jar : jars) {
                return jar.getFileName().toString().replaceAll("kafka-clients-|\\.jar", "");
            }
            return "";
        } catch (IOException _) {
            return "";
        }
    }
}
