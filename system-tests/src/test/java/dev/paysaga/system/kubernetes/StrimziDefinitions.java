package dev.paysaga.system.kubernetes;

import static java.util.stream.Collectors.toMap;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.paysaga.launcher.ProjectHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Strimzi's custom resource definitions, written by Strimzi's own generator from its classes. */
final class StrimziDefinitions {

    /** Where the build puts the generator and the classes. */
    private static final Path JARS = ProjectHome.find().path().resolve("system-tests/target/strimzi");

    private static final String MODELS = "io.strimzi.api.kafka.model.";
    private static final Map<String, String> CLASSES = Map.of(
            "Kafka", MODELS + "kafka.Kafka",
            "KafkaConnect", MODELS + "connect.KafkaConnect",
            "KafkaConnector", MODELS + "connector.KafkaConnector",
            "KafkaNodePool", MODELS + "nodepool.KafkaNodePool",
            "KafkaTopic", MODELS + "topic.KafkaTopic",
            "KafkaUser", MODELS + "user.KafkaUser");

    private final Map<String, Schema> schemas;

    private StrimziDefinitions(Map<String, Schema> schemas) {
        this.schemas = schemas;
    }

    static StrimziDefinitions generate() throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var outputs =
                CLASSES.entrySet().stream().map(kind -> kind.getValue() + "=" + JARS.resolve(kind.getKey() + ".yaml"));
        var command = Stream.concat(
                Stream.of(java, "-cp", "crd-generator.jar:api.jar", "io.strimzi.crdgenerator.CrdGenerator", "--yaml"),
                outputs);
        var log = JARS.resolve("generator.log");
        var generator = new ProcessBuilder(command.toList())
                .directory(JARS.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!generator.waitFor(2, TimeUnit.MINUTES) || generator.exitValue() != 0) {
            generator.destroyForcibly();
            throw new IllegalStateException("Strimzi's generator failed: " + Manifest.read(log));
        }
        return new StrimziDefinitions(CLASSES.keySet().stream()
                .flatMap(kind -> Manifest.parse(Manifest.read(JARS.resolve(kind + ".yaml"))).stream())
                .flatMap(StrimziDefinitions::versions)
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    List<String> problems(Manifest manifest) {
        var schema = schemas.get(manifest.apiVersion() + " " + manifest.kind());
        if (schema == null) {
            return List.of("There is no %s in %s.".formatted(manifest.kind(), manifest.apiVersion()));
        }
        var errors = schema.validate(manifest.content()).stream().map(Error::toString);
        return Stream.concat(errors, KubernetesObjects.problemsOfMetadata(manifest).stream())
                .toList();
    }

    private static Stream<Map.Entry<String, Schema>> versions(Manifest definition) {
        var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        var kind = definition.at("/spec/names/kind").asString();
        var group = definition.at("/spec/group").asString();
        return definition
                .at("/spec/versions")
                .valueStream()
                .map(version -> Map.entry(
                        "%s/%s %s".formatted(group, version.path("name").asString(), kind),
                        registry.getSchema(closed(version.at("/schema/openAPIV3Schema")))));
    }

    /**
     * Kubernetes prunes fields that a definition does not know; here they are refused. What stands under oneOf and the
     * like names only some of an object's fields, and stays open.
     */
    private static JsonNode closed(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            Stream.concat(
                            object.path("properties").valueStream(),
                            Stream.of(object.path("items"), object.path("additionalProperties")))
                    .forEach(StrimziDefinitions::closed);
            if (object.has("properties")
                    && !object.has("additionalProperties")
                    && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean(false)) {
                object.put("additionalProperties", false);
            }
        }
        return schema;
    }
}
