package dev.paysaga.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The committed schemas and examples say what the code says. When they differ the test writes the files anew and fails:
 * look at the difference, and commit it if it is what you meant.
 */
class EventContractTest {

    private static final Path SCHEMAS = Path.of("src/main/resources/schemas");
    private static final Path EXAMPLES = Path.of("src/main/resources/examples");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    static List<Class<? extends SagaEvent>> events() {
        return Topic.ALL.stream()
                .<Class<? extends SagaEvent>>flatMap(topic -> topic.types().values().stream())
                .toList();
    }

    static List<SagaEvent> examples() {
        return EventExamples.ALL;
    }

    @ParameterizedTest
    @MethodSource("events")
    void theCommittedSchemaIsTheRecords(Class<? extends SagaEvent> event) throws IOException {
        assertCommitted(schemaFile(event), EventSchemas.of(event));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theCommittedExampleIsTheRecords(SagaEvent event) throws IOException {
        assertCommitted(exampleFile(event), event);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleObeysItsSchema(SagaEvent event) throws IOException {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(schemaFile(event.getClass())));

        assertThat(schema.validate(Files.readString(exampleFile(event)), InputFormat.JSON))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleReadsBackAsTheEvent(SagaEvent event) throws IOException {
        assertThat(JSON.readValue(exampleFile(event), event.getClass())).isEqualTo(event);
    }

    @Test
    void everyEventHasAnExample() {
        assertThat(EventExamples.ALL.stream().map(SagaEvent::getClass)).containsExactlyInAnyOrderElementsOf(events());
    }

    @Test
    void noFileIsLeftOfAnEventThatIsGone() throws IOException {
        var expected =
                events().stream().map(event -> Topic.typeOf(event) + ".json").toList();
        for (Path folder : List.of(SCHEMAS, EXAMPLES)) {
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .as(folder.toString())
                        .containsExactlyInAnyOrderElementsOf(expected);
            }
        }
    }

    @Test
    void aTypeNamesItsTopicAndVersion() {
        Topic.ALL.forEach(topic -> assertThat(topic.types().keySet())
                .allMatch(type -> type.matches("paysaga\\." + topic.aggregate() + "\\.[a-z-]+\\.v[1-9]")));
    }

    private static void assertCommitted(Path file, Object content) throws IOException {
        String now = JSON.writeValueAsString(content).replace("\r\n", "\n") + "\n";
        String committed = Files.exists(file) ? Files.readString(file, UTF_8) : "";
        if (!now.equals(committed)) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, now, UTF_8);
        }
        assertThat(committed)
                .as("%s was not what the code says; it has been written anew, review and commit it", file)
                .isEqualTo(now);
    }

    private static Path schemaFile(Class<? extends SagaEvent> event) {
        return SCHEMAS.resolve(Topic.typeOf(event) + ".json");
    }

    private static Path exampleFile(SagaEvent event) {
        return EXAMPLES.resolve(Topic.typeOf(event.getClass()) + ".json");
    }
}
