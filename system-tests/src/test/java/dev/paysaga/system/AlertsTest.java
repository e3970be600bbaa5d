package dev.paysaga.system;

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
import org.junit.jupiter.api.Test;

/** Whoever is woken by an alert finds what to do. */
class AlertsTest {

    private static final Path HOME = ProjectHome.find().path();
    private static final Pattern RUNBOOK = Pattern.compile("runbook: \"docs/runbook\\.md#([a-z0-9_-]+)\"");

    @Test
    void everyAlertLeadsToASectionOfTheRunbook() throws IOException {
        List<String> rules = Files.readAllLines(HOME.resolve("infra/observability/rules.yml"));
        Set<String> sections = Files.readAllLines(HOME.resolve("docs/runbook.md")).stream()
                .filter(line -> line.matches("##+ .+"))
                .map(AlertsTest::anchor)
                .collect(Collectors.toSet());

        List<String> linked = rules.stream()
                .flatMap(line -> RUNBOOK.matcher(line).results().map(found -> found.group(1)))
                .toList();

        assertThat(linked)
                .hasSameSizeAs(rules.stream()
                        .filter(line -> line.contains("- alert: "))
                        .toList())
                .hasSizeGreaterThan(10);
        assertThat(sections).containsAll(linked);
    }

    /** As the pages of common code hosts name a heading. */
    private static String anchor(String heading) {
        return heading.replaceFirst("#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9_ -]", "")
                .replace(' ', '-');
    }
}
