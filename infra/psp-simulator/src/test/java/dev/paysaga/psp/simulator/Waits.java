package dev.paysaga.psp.simulator;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;

final class Waits {

    private Waits() {}

    static void until(String what, Callable<Boolean> holds) {
        await(what)
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .until(holds);
    }
}
