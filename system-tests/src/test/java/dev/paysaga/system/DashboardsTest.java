package dev.paysaga.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.launcher.ProjectHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Dashboards tell whoever looks at them at night what is normal. That their metrics exist, {@link ObservabilityIT} asks. */
class DashboardsTest {

    private static final Path FOLDER = ProjectHome.find().path().resolve("infra/observability/grafana/dashboards");

    @Test
    void everyPanelSaysWhatIsNormalAndInWhichUnit() throws IOException {
        assertThat(boards())
                .hasSizeGreaterThan(2)
                .allSatisfy(board -> assertThat(panels(board))
                        .filteredOn(panel -> !panel.path("targets").isEmpty())
                        .isNotEmpty()
                        .allSatisfy(panel -> {
                            assertThat(panel.path("description").asString(""))
                                    .as("%s", panel)
                                    .containsIgnoringCase("normal");
                            assertThat(panel.at("/fieldConfig/defaults/unit")
                                            .asString("")
                                            .isEmpty())
                                    .as("%s", panel)
                                    .isEqualTo(panel.path("type").asString().equals("table"));
                            assertThat(panel.at("/datasource/uid").asString("")).isEqualTo("prometheus");
                        }));
    }

    @Test
    void boardsAndPanelsHaveNamesOfTheirOwnAndAPlace() throws IOException {
        assertThat(boards()).extracting(board -> board.path("uid").asString()).doesNotHaveDuplicates();
        for (JsonNode board : boards()) {
            assertThat(panels(board))
                    .extracting(panel -> panel.path("id").asInt())
                    .doesNotHaveDuplicates();
            assertThat(panels(board).stream().flatMap(panel -> cells(panel).stream()))
                    .as("two panels of %s in one place", board.path("title"))
                    .doesNotHaveDuplicates();
        }
    }

    /** Of the grid, which is 24 wide. */
    private static List<String> cells(JsonNode panel) {
        JsonNode place = panel.path("gridPos");
        int left = place.path("x").asInt();
        int top = place.path("y").asInt();
        int right = left + place.path("w").asInt();
        assertThat(right).as("%s", panel).isBetween(left + 1, 24);
        return IntStream.range(left, right)
                .boxed()
                .flatMap(
                        x -> IntStream.range(top, top + place.path("h").asInt()).mapToObj(y -> x + "," + y))
                .toList();
    }

    private static List<JsonNode> panels(JsonNode board) {
        return board.path("panels").valueStream().toList();
    }

    /** As Grafana reads them. */
    static List<JsonNode> boards() throws IOException {
        var found = new ArrayList<JsonNode>();
        try (var files = Files.list(FOLDER)) {
            files.sorted().forEach(file -> found.add(JsonMapper.shared().readTree(file.toFile())));
        }
        return found;
    }
}
