package dev.paysaga.system;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.paysaga.testing.CommittedText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every fault that we know of, played to its end against the running suite, and audited. Most are played at once: a test
 * waits for its own. {@code docs/provider-faults.md} is what came of them.
 */
class ProviderFaultsIT extends RunningSuite {

    private static final int AT_ONCE = 16;

    private final Semaphore places = new Semaphore(AT_ONCE);

    @TestFactory
    Stream<DynamicTest> everyFaultEndsWhereItHasTo() {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Map<FaultRow, Future<String>> plays = new LinkedHashMap<>();
        List<FaultRow> rows = FaultRows.all();
        rows.stream()
                .filter(row -> !row.isAlone())
                .forEach(row -> plays.put(row, threads.submit(() -> inItsPlace(row))));
        Map<FaultRow, String> ends = new LinkedHashMap<>();
        rows.forEach(row -> ends.put(row, ""));
        var together = rows.stream()
                .filter(row -> !row.isAlone())
                .map(row -> DynamicTest.dynamicTest(row.toString(), () -> ends.put(row, endOf(row, plays))));
        var alone = rows.stream()
                .filter(FaultRow::isAlone)
                .map(row -> DynamicTest.dynamicTest(row.toString(), () -> ends.put(row, played(row))));
        var documented = Stream.of(DynamicTest.dynamicTest(
                "docs/provider-faults.md says so",
                () -> CommittedText.assertIs("docs/provider-faults.md", page(ends))));
        return Stream.of(together, alone, documented).flatMap(tests -> tests).onClose(threads::shutdownNow);
    }

    private static String endOf(FaultRow row, Map<FaultRow, Future<String>> plays) throws Exception {
        Future<String> play = plays.get(row);
        if (play == null) {
            throw new IllegalStateException("Not played: " + row);
        }
        try {
            return play.get();
        } catch (ExecutionException e) {
            throw new AssertionError(row + " went otherwise", e.getCause());
        }
    }

    private String inItsPlace(FaultRow row) throws Exception {
        places.acquire();
        try {
            return played(row);
        } finally {
            places.release();
        }
    }

    private String played(FaultRow row) throws Exception {
        var play = new Play(buyer.with(row.psp()), operator, provider, books);
        try {
            row.plot().on(play);
        } catch (Throwable e) {
            throw new AssertionError("order " + play.orderId() + " at " + row.psp(), e);
        }
        play.isAudited();
        return play.end();
    }

    private static String page(Map<FaultRow, String> ends) {
        if (ends.containsValue("")) {
            throw new AssertionError("Not every fault has been played to its end; the page stays as it is");
        }
        var lines = new ArrayList<String>();
        ends.entrySet().stream()
                .collect(groupingBy(
                        end -> "| " + end.getKey().id() + " | " + end.getKey().story() + " | %s | " + end.getValue()
                                + " |",
                        LinkedHashMap::new,
                        groupingBy(end -> name(end.getKey().psp()), LinkedHashMap::new, counting())))
                .forEach((line, psps) -> lines.add(line.formatted(String.join(", ", psps.keySet()))));
        return "# What providers do to us, and where it ends\n\n"
                + "Written by the build: `ProviderFaultsIT` plays each of these against the running suite (real databases, broker\n"
                + "and HTTP; the provider is the simulator of `infra/psp-simulator`), waits for the end, and audits it: what the\n"
                + "provider keeps of an order is what the books hold and what the wallets have.\n\n"
                + "| Fault | What happens | Provider | Where it ends |\n|---|---|---|---|\n"
                + String.join("\n", lines) + "\n";
    }

    private static String name(String psp) {
        return psp.equals("TOSS") ? "Toss" : "PortOne";
    }
}
