package dev.paysaga.launcher;

import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** {@code demo}: starts everything unless it runs, pays one order, shows what happened, leaves things as they were. */
final class Demo {

    private final Suite suite;
    private final Screen screen;

    Demo(Suite suite, Screen screen) {
        this.suite = suite;
        this.screen = screen;
    }

    int run() throws InterruptedException {
        var begin = System.nanoTime();
        var wasUp = suite.isUp();
        if (wasUp) {
            if (!Files.exists(suite.state().env())) {
                throw Suite.busy();
            }
            screen.line("Paysaga is up already: the order is paid on it, and it stays up.");
        } else {
            screen.title("Starting MySQL, Kafka, the PSP simulator, four services and the relay");
            suite.start(true);
        }
        int code;
        try {
            code = payAndTell();
        } catch (LaunchFailure e) {
            screen.problem("The demo's order did not go through. " + e.getMessage());
            screen.line("The logs: " + suite.state().logs());
            code = 1;
        }
        if (!wasUp) {
            screen.line("");
            screen.title("Ending everything");
            suite.down();
        }
        screen.line("");
        screen.line("%s in %.1f s."
                .formatted(code == 0 ? screen.good("Done") : "Failed", (System.nanoTime() - begin) / 1e9));
        if (code == 0 && !wasUp) {
            screen.line(
                    "'./paysaga up' does the same and stays up, for your own requests; the README has some to begin with.");
        }
        return code;
    }

    private int payAndTell() throws InterruptedException {
        var since = Instant.now().minusSeconds(60);
        screen.line("");
        screen.title("Paying an order of two sellers");
        var order = new DemoOrder(suite.ports(), secrets(), screen).pay();
        var events = Timeline.of("127.0.0.1:" + suite.ports().of(Part.KAFKA), order.orderId(), since);
        return new DemoReport(suite.ports(), secrets(), screen).tell(order, events) ? 0 : 1;
    }

    private Secrets secrets() {
        return Secrets.in(suite.state().path().resolve("secrets"));
    }

    /** The bearer header of an operator. */
    static Map<String, String> operator(Secrets secrets) {
        return Map.of("Authorization", "Bearer " + secrets.operatorToken());
    }

    /** @param sellers whose lines the order has */
    record PaidOrder(String orderId, long amount, String currency, List<String> sellers) {}
}
