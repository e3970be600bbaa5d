package dev.paysaga.benchmarks;

import dev.paysaga.launcher.Cluster;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each process of the suite has used so far, read from {@code /proc} (Linux only).
 *
 * @param use by name, in start order; {@code load} is this process
 */
record Processes(Map<String, Use> use) {

    private static final List<String> NAMES =
            List.of("mysql", "kafka", "psp", "checkout", "payment", "ledger", "wallet", "relay");

    static Processes now(Cluster cluster) {
        var use = new LinkedHashMap<String, Use>();
        NAMES.forEach(name -> use.put(name, Use.of(cluster.pid(name))));
        use.put("load", Use.of(ProcessHandle.current().pid()));
        return new Processes(use);
    }

    Processes since(Processes before) {
        var since = new LinkedHashMap<String, Use>();
        use.forEach((name, now) -> {
            @Nullable Use then = before.use.get(name);
            since.put(
                    name, new Use(now.cpuSeconds() - (then == null ? 0 : then.cpuSeconds()), now.residentMegabytes()));
        });
        return new Processes(since);
    }

    double cpuSeconds() {
        return use.values().stream().mapToDouble(Use::cpuSeconds).sum();
    }

    long residentMegabytes() {
        return use.values().stream().mapToLong(Use::residentMegabytes).sum();
    }
}
