package dev.paysaga.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.launcher.ProjectHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Whoever is woken by an alert finds what to do, and nobody is woken for nothing. */
class AlertsTest {

    private static final Path HOME = ProjectHome.find().path();
    private static final Path FOLDER = HOME.resolve("infra/observability");
    private static final String RUNBOOK = "docs/runbook.md";
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([a-z0-9_-]+)\"></a>");

    @Test
    void everyAlertLeadsToASectionOfTheRunbook() throws IOException {
        List<String> runbook = Files.readAllLines(HOME.resolve(RUNBOOK));
        Set<String> sections = Stream.concat(
                        runbook.stream().filter(line -> line.matches("##+ .+")).map(AlertsTest::anchor),
                        runbook.stream()
                                .flatMap(line -> ANCHOR.matcher(line).results().map(found -> found.group(1))))
                .map(section -> RUNBOOK + "#" + section)
                .collect(Collectors.toSet());

        assertThat(alerts())
                .hasSizeGreaterThan(10)
                .allSatisfy(alert -> assertThat(sections)
                        .contains(alert.at("/annotations/runbook").asString("")));
    }

    @Test
    void everyAlertSaysWhatHappenedAndWhetherToWakeSomebody() {
        assertThat(alerts()).allSatisfy(alert -> {
            assertThat(alert.at("/annotations/summary").asString("")).isNotBlank();
            assertThat(alert.at("/labels/severity").asString("")).isIn("page", "ticket");
            assertThat(alert.path("for").asString("")).matches("\\d+m");
        });
    }

    /** Which {@code infra/observability/check} runs. */
    @Test
    void aTestSeesEveryAlertFireAndStaySilent() {
        List<JsonNode> tests = read("rules-test.yml")
                .path("tests")
                .valueStream()
                .flatMap(test -> test.path("alert_rule_test").valueStream())
                .toList();

        assertThat(alerts())
                .extracting(AlertsTest::name)
                .allSatisfy(name -> assertThat(tests)
                        .filteredOn(test -> test.path("alertname").asString().equals(name))
                        .extracting(test -> !test.path("exp_alerts").isEmpty())
                        .contains(true, false));
    }

    /** With a promtool of this machine, or Debian's. */
    @Test
    void theyFireWhenTheyShouldAndThenAlone() throws Exception {
        var check = new ProcessBuilder(FOLDER.resolve("check").toString())
                .redirectErrorStream(true)
                .start();
        check.getOutputStream().close();
        String said = new String(check.getInputStream().readAllBytes(), UTF_8);

        assertThat(check.waitFor()).as(said).isZero();
        assertThat(said).contains("SUCCESS");
    }

    /** Of all groups. */
    static List<JsonNode> alerts() {
        return read("rules.yml")
                .path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .toList();
    }

    private static JsonNode read(String file) {
        return new YAMLMapper().readTree(FOLDER.resolve(file).toFile());
    }

    private static String name(JsonNode alert) {
        return alert.path("alert").asString("");
    }

    /** As the pages of common code hosts name a heading. */
    private static String anchor(String heading) {
        return heading.replaceFirst("#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9_ -]", "")
                .replace(' ', '-');
    }
}
