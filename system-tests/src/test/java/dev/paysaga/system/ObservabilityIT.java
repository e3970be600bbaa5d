package dev.paysaga.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.launcher.ProjectHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Dashboards and alerts ask for metrics that the programs really have. */
class ObservabilityIT extends RunningSuite {

    private static final Path FOLDER = ProjectHome.find().path().resolve("infra/observability");
    private static final Pattern METRIC =
            Pattern.compile("\\b(paysaga|jvm|hikaricp|http_server|process|system|kafka|executor)_[a-z0-9_]+");

    @Test
    void everyMetricOfDashboardsAndAlertsExists() throws IOException {
        buyer.checksOut("drip-set").pays().confirms();
        Set<String> asked = new TreeSet<>();
        queries().forEach(query -> {
            var names =
                    METRIC.matcher(query).results().map(found -> found.group()).toList();
            assertThat(names.isEmpty() && !query.startsWith("up{"))
                    .as("a query without a metric of ours: %s", query)
                    .isFalse();
            asked.addAll(names);
        });

        assertThat(asked).hasSizeGreaterThan(20);
        assertThat(exposed()).containsAll(asked);
    }

    private static Stream<String> queries() throws IOException {
        var rules = Files.readAllLines(FOLDER.resolve("rules.yml")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("expr: "))
                .map(line -> line.substring("expr: ".length()));
        try (var boards = Files.list(FOLDER.resolve("grafana/dashboards"))) {
            var shown = boards.flatMap(board -> JsonMapper.shared()
                            .readTree(board.toFile())
                            .path("panels")
                            .valueStream()
                            .flatMap(panel -> panel.path("targets").valueStream())
                            .map(target -> target.path("expr").asString()))
                    .toList();
            return Stream.concat(rules, shown.stream());
        }
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
