package dev.paysaga.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Dashboards and alerts ask for metrics that the programs really have. */
class ObservabilityIT extends RunningSuite {

    private static final Pattern METRIC =
            Pattern.compile("\\b(paysaga|jvm|hikaricp|http_server|process|system|kafka|executor)_[a-z0-9_]+");
    /** What Prometheus itself knows: who answers, and what fires. */
    private static final Pattern PROMETHEUS = Pattern.compile("\\b(up|ALERTS)\\{");

    @Test
    void everyMetricOfDashboardsAndAlertsExists() throws IOException {
        buyer.checksOut("drip-set").pays().confirms();
        Set<String> asked = new TreeSet<>();
        queries().forEach(query -> {
            var names =
                    METRIC.matcher(query).results().map(found -> found.group()).toList();
            assertThat(names.isEmpty() && !PROMETHEUS.matcher(query).find())
                    .as("a query without a metric of ours: %s", query)
                    .isFalse();
            asked.addAll(names);
        });

        assertThat(asked).hasSizeGreaterThan(20);
        assertThat(exposed()).containsAll(asked);
    }

    private static Stream<String> queries() throws IOException {
        var alerts =
                AlertsTest.alerts().stream().map(alert -> alert.path("expr").asString());
        var shown = DashboardsTest.boards().stream()
                .flatMap(board -> board.path("panels").valueStream())
                .flatMap(panel -> panel.path("targets").valueStream())
                .map(target -> target.path("expr").asString());
        return Stream.concat(alerts, shown);
    }

    private Set<String> exposed() throws IOException {
        var operator = Map.of("Authorization", "Bearer " + suite.secrets().operatorToken());
        Set<String> names = new TreeSet<>();
        for (var program : List.of("checkout", "payment", "ledger", "wallet", "relay")) {
            var answer = http.get(suite.url(program) + "/actuator/prometheus", operator);
            assertThat(answer.status()).as(program).isEqualTo(200);
            names.addAll(answer.text()
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("[ {]", 2)[0])
                    .collect(Collectors.toSet()));
        }
        return names;
    }
}
