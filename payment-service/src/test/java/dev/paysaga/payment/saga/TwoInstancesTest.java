package dev.paysaga.payment.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paysaga.events.Psp;
import dev.paysaga.launcher.FreePorts;
import dev.paysaga.payment.PaymentApplication;
import dev.paysaga.testing.ServiceProperties;
import dev.paysaga.testing.TestMysql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Two instances look after the same payments at once, again and again: this one, and one that is a process of its own. */
class TwoInstancesTest extends RunningService {

    private static final int OTHER_PORT = FreePorts.next();
    private static final List<String> CONFIRM_FAULTS = List.of("F04", "F05", "F07", "F08", "F09", "F10");
    private static final List<String> CANCEL_FAULTS = List.of("F04", "F05", "F07", "F08", "F09");

    private static final Process OTHER = startTheOther();

    private static Process startTheOther() {
        var command = new ArrayList<>(List.of(
                Objects.requireNonNull(System.getProperty("java.home")) + "/bin/java",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                Objects.requireNonNull(System.getProperty("java.class.path")),
                PaymentApplication.class.getName(),
                "--paysaga.payment.resolve-after=1s",
                "--paysaga.payment.resolve-pause-max=1s",
                "--paysaga.payment.resolve-claim=1500ms",
                "--paysaga.payment.round-pause=200ms",
                "--paysaga.payment.push-after=1h"));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "other-instance.log").toFile());
        ServiceProperties.register(
                (name, value) -> builder.environment().put(name, String.valueOf(value.get())), "payment");
        builder.environment().put("TOSS_BASE_URL", Simulator.running().url());
        builder.environment().put("PORTONE_BASE_URL", Simulator.running().url());
        builder.environment().put("SERVER_PORT", Integer.toString(OTHER_PORT));
        try {
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void stopTheOther() throws InterruptedException {
        OTHER.destroy(); // in order: who is killed keeps its partitions for a while, and the next test waits for them
        assertThat(OTHER.waitFor(Duration.ofSeconds(60))).isTrue();
    }

    private static final int MOST_ORDERS = 120;

    @Test
    void sweepersOfTwoInstancesTakeAndGiveBackTheMoneyOfEachPaymentOnce() throws Exception {
        await("the other is up").atMost(Duration.ofSeconds(60)).until(() -> lookups(OTHER_PORT) >= 0);
        double before = lookups(OTHER_PORT);
        double beforeHere = lookups(port);

        // Whoever looks first takes all that is due: more come until both have had some.
        List<String> orders = new ArrayList<>();
        do {
            int batch = orders.size() / CONFIRM_FAULTS.size();
            orders.addAll(together(CONFIRM_FAULTS.size(), i -> unresolved(i + batch, CONFIRM_FAULTS.get(i))));
        } while (orders.size() < MOST_ORDERS && (lookups(OTHER_PORT) <= before || lookups(port) <= beforeHere));

        await("all are approved")
                .atMost(Duration.ofSeconds(60))
                .until(() -> orders.stream().allMatch(order -> status(order).equals("SUCCESS")));
        together(orders.size(), i -> {
            provider.will(orders.get(i), "cancel", CANCEL_FAULTS.get(i % CANCEL_FAULTS.size()), 1);
            return cancel(orders.get(i));
        });
        await("all is given back")
                .atMost(Duration.ofSeconds(60))
                .until(() -> orders.stream().allMatch(order -> cancels(order).equals(List.of("4000 SUCCESS"))));

        assertThat(orders).allSatisfy(order -> {
            assertThat(provider.captures(order)).isEqualTo(1);
            assertThat(provider.cancels(order)).isEqualTo(1);
            assertThat(outbox(order)).containsExactly("paysaga.payment.approved.v1 1", "paysaga.payment.canceled.v1 2");
            assertThat(openCases(order)).doesNotContain("PROVIDER_CONTRADICTS", "CANCEL_FAILED");
        });
        assertThat(lookups(OTHER_PORT)).as("the other has looked, too").isGreaterThan(before);
        assertThat(lookups(port)).as("so has this one").isGreaterThan(beforeHere);
    }

    private String unresolved(int i, String fault) {
        Psp psp = i % 2 == 0 ? Psp.TOSS : Psp.PORTONE;
        String order = checkedOut(psp, 4_000);
        provider.will(order, "confirm", fault, 1);
        confirm(order, provider.pay(order, 4_000, Map.of("psp", psp.name())), 4_000);
        return order;
    }

    private static <T> List<T> together(int times, Numbered<T> work) throws Exception {
        var futures = new ArrayList<Future<T>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < times; i++) {
                int number = i;
                futures.add(threads.submit((Callable<T>) () -> work.of(number)));
            }
        }
        var results = new ArrayList<T>();
        for (var future : futures) {
            results.add(future.get());
        }
        return results;
    }

    private interface Numbered<T> {
        T of(int number) throws Exception;
    }

    /** How often an instance has asked a provider what has become of a payment; -1 while it is not up. */
    private double lookups(int instance) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + instance + "/actuator/prometheus"))
                    .header("Authorization", "Bearer " + TestMysql.secrets().operatorToken())
                    .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() != 200
                    ? -1
                    : answer.body()
                            .lines()
                            .filter(line -> line.startsWith("paysaga_psp_calls_seconds_count")
                                    && line.contains("operation=\"lookup\""))
                            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                            .sum();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
