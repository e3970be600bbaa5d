package dev.paysaga.system.kubernetes;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.launcher.KafkaAccess;
import dev.paysaga.launcher.KafkaTopics;
import dev.paysaga.launcher.ProjectHome;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The manifests agree with each other, with the programs, with {@code infra/kafka} and with docs/scaling.md. */
class ManifestsAgreeTest {

    private static final Path HOME = ProjectHome.find().path();
    private static final List<Manifest> BASE = Manifest.in("base");
    private static final List<Manifest> STRIMZI = Manifest.in("strimzi");
    private static final Kustomization KUSTOMIZATION = Manifest.kustomization("base");
    private static final String KAFKA = of(STRIMZI, "Kafka").getFirst().name();

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z]+)` \\| (.+) \\|$");
    private static final Pattern KEY = Pattern.compile("`([a-z-]+-[a-z-]+|service|operator)`");

    static List<Manifest> deployments() {
        return of(BASE, "Deployment");
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void aDeploymentKnowsItsPods(Manifest deployment) {
        var labels = deployment.at("/spec/template/metadata/labels");

        assertThat(deployment.at("/spec/selector/matchLabels")).isEqualTo(labels);
        assertThat(deployment.at("/spec/template/spec/topologySpreadConstraints"))
                .isNotEmpty()
                .allSatisfy(spread ->
                        assertThat(spread.at("/labelSelector/matchLabels")).isEqualTo(labels));
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void aDeploymentHasAServiceAndABudget(Manifest deployment) {
        var labels = deployment.at("/spec/template/metadata/labels");

        assertThat(of(BASE, "Service"))
                .filteredOn(one -> one.at("/spec/selector").equals(labels))
                .hasSize(1);
        assertThat(of(BASE, "PodDisruptionBudget"))
                .filteredOn(one -> one.at("/spec/selector/matchLabels").equals(labels))
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void aProgramListensWhereItIsAsked(Manifest deployment) {
        var container = container(deployment);
        var names = strings(container.path("ports"), "name");
        var ports = strings(container.path("ports"), "containerPort");

        assertThat(ports).containsExactly(value(container, "SERVER_PORT"));
        assertThat(Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                        .map(probe ->
                                container.at("/" + probe + "/httpGet/port").asString()))
                .isSubsetOf(names);
        assertThat(of(BASE, "Service"))
                .filteredOn(service -> service.name().equals(deployment.name()))
                .allSatisfy(service -> {
                    assertThat(strings(service.at("/spec/ports"), "targetPort")).isSubsetOf(names);
                    assertThat(strings(service.at("/spec/ports"), "port")).isEqualTo(ports);
                });
    }

    @Test
    void everyProgramIsShutAndWhatIsOpenedExists() {
        var ports = deployments().stream()
                .collect(toMap(Manifest::name, one -> strings(container(one).path("ports"), "containerPort")));
        var policies = of(BASE, "NetworkPolicy");

        assertThat(policies.getFirst()
                        .at("/spec/podSelector/matchExpressions/0/values")
                        .valueStream())
                .extracting(JsonNode::asString)
                .containsExactlyInAnyOrderElementsOf(ports.keySet());
        assertThat(policies.stream().skip(1)).isNotEmpty().allSatisfy(policy -> {
            var pods = policy.at("/spec/podSelector/matchLabels/app").asString();
            assertThat(policy.at("/spec/ingress")).isNotEmpty().allSatisfy(way -> {
                assertThat(strings(way.path("ports"), "port")).isEqualTo(ports.get(pods));
                assertThat(way.path("from").findValuesAsString("app")).isSubsetOf(ports.keySet());
            });
        });
    }

    @Test
    void everyImageIsListedAndBuilt() {
        var images = Objects.requireNonNull(KUSTOMIZATION.images());
        var compose = Manifest.read(HOME.resolve("docker-compose.yml"));

        assertThat(deployments().stream().map(ManifestsAgreeTest::image))
                .containsExactlyInAnyOrderElementsOf(
                        images.stream().map(Kustomization.Image::name).toList())
                .allSatisfy(image -> assertThat(compose).contains("image: " + image + "\n"));
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void aProgramIsGivenWhatItNeedsAndNothingThatItDoesNotRead(Manifest deployment) {
        var variables = ProgramVariables.of(image(deployment).replace("paysaga/", ""));
        var container = container(deployment);
        var own = strings(container.path("env"), "name");
        var shared = container
                .path("envFrom")
                .valueStream()
                .flatMap(from ->
                        configMaps().getOrDefault(from.at("/configMapRef/name").asString(), List.of()).stream());

        assertThat(own).doesNotHaveDuplicates();
        assertThat(Stream.concat(own.stream(), shared)).containsAll(variables.required());
        // Spring Boot's own name.
        assertThat(variables.read())
                .containsAll(
                        own.stream().filter(name -> !name.equals("SERVER_PORT")).toList());
    }

    @Test
    void everySharedVariableIsRead() {
        var read = deployments().stream()
                .flatMap(deployment -> ProgramVariables.of(image(deployment).replace("paysaga/", "")).read().stream());

        assertThat(read).containsAll(Objects.requireNonNull(configMaps().get("clients")));
    }

    @Test
    void everyKeyOfAConfigMapThatIsUsedIsMade() {
        assertThat(references("configMapKeyRef"))
                .isNotEmpty()
                .allSatisfy((map, keys) -> assertThat(configMaps().get(map)).containsAll(keys));
    }

    @Test
    void everySecretIsDocumentedOrMadeByStrimzi() {
        var documented = ROW.matcher(Manifest.read(HOME.resolve("docs/scaling.md")))
                .results()
                .collect(toMap(
                        row -> row.group(1),
                        row -> KEY.matcher(row.group(2))
                                .results()
                                .map(key -> key.group(1))
                                .collect(toSet())));
        var made = of(STRIMZI, "KafkaUser").stream().collect(toMap(Manifest::name, _ -> Set.of("password")));
        var expected = new HashMap<>(documented);
        expected.putAll(made);
        // Of people, with programs that are none of these.
        expected.remove("kafka-auditor");

        assertThat(references("secretKeyRef")).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void aProgramIsAUserOfKafka(Manifest deployment) {
        var user = value(container(deployment), "KAFKA_USER");

        assertThat(of(STRIMZI, "KafkaUser")).extracting(Manifest::name).contains(user);
        assertThat(container(deployment).path("env").valueStream())
                .filteredOn(one -> one.path("name").asString().equals("KAFKA_PASSWORD"))
                .extracting(one -> one.at("/valueFrom/secretKeyRef/name").asString())
                .containsExactly(user);
    }

    @Test
    void kafkaIsFoundWhereStrimziPutsIt() {
        var kafka = of(STRIMZI, "Kafka").getFirst();
        var port = kafka.at("/spec/kafka/listeners/0/port").asString();
        var parts = STRIMZI.stream().filter(one -> !one.equals(kafka));

        assertThat(Objects.requireNonNull(KUSTOMIZATION.configMapGenerator())
                        .getFirst()
                        .literals())
                .contains("KAFKA_BOOTSTRAP=%s-kafka-bootstrap:%s".formatted(KAFKA, port));
        assertThat(parts)
                .extracting(
                        one -> one.at("/metadata/labels/strimzi.io~1cluster").asString())
                .containsOnly(KAFKA);
    }

    @Test
    void theTopicsAreThoseOfTopicsConf() {
        var expected = KafkaTopics.read(HOME.resolve("infra/kafka/topics.conf")).stream()
                .collect(toMap(topic -> topic.name(), topic -> {
                    var settings = new HashMap<>(topic.configs());
                    settings.put("min.insync.replicas", "2");
                    return "%d partitions, 3 replicas, %s".formatted(topic.numPartitions(), sorted(settings));
                }));

        var topics = of(STRIMZI, "KafkaTopic").stream()
                .collect(toMap(
                        topic -> topic.at("/spec/topicName").asString(topic.name()),
                        topic -> "%s partitions, %s replicas, %s"
                                .formatted(
                                        topic.at("/spec/partitions"),
                                        topic.at("/spec/replicas"),
                                        sorted(topic.at("/spec/config")
                                                .propertyStream()
                                                .collect(toMap(
                                                        Map.Entry::getKey,
                                                        one -> one.getValue().asString()))))));

        assertThat(topics).isEqualTo(expected);
    }

    @Test
    void theRightsAreThoseOfAccessConf() {
        var rights = of(STRIMZI, "KafkaUser").stream()
                .flatMap(user ->
                        user.at("/spec/authorization/acls").valueStream().flatMap(acl -> rights(user, acl)));

        assertThat(rights)
                .containsExactlyInAnyOrderElementsOf(KafkaAccess.read(HOME.resolve("infra/kafka/access.conf"))
                        .rights());
    }

    private static Stream<AclBinding> rights(Manifest user, JsonNode acl) {
        var resource = acl.path("resource");
        var pattern = new ResourcePattern(
                ResourceType.valueOf(constant(resource.path("type").asString())),
                resource.path("name").asString(),
                resource.path("patternType").asString().equals("prefix") ? PatternType.PREFIXED : PatternType.LITERAL);
        return acl.path("operations")
                .valueStream()
                .map(operation -> new AclBinding(
                        pattern,
                        new AccessControlEntry(
                                user.name().replace("kafka-", "User:"),
                                "*",
                                AclOperation.valueOf(constant(operation.asString())),
                                AclPermissionType.ALLOW)));
    }

    /** {@code transactionalId}, {@code DescribeConfigs}: as Kafka's constants are written. */
    private static String constant(String word) {
        return word.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    private static List<Manifest> of(List<Manifest> manifests, String kind) {
        return manifests.stream().filter(one -> one.kind().equals(kind)).toList();
    }

    private static JsonNode container(Manifest deployment) {
        var containers = deployment.at("/spec/template/spec/containers");
        assertThat(containers).hasSize(1);
        return containers.get(0);
    }

    private static String image(Manifest deployment) {
        return container(deployment).path("image").asString();
    }

    private static String value(JsonNode container, String variable) {
        return container
                .path("env")
                .valueStream()
                .filter(one -> one.path("name").asString().equals(variable))
                .findFirst()
                .orElseThrow()
                .path("value")
                .asString();
    }

    private static List<String> strings(JsonNode list, String field) {
        return list.valueStream().map(one -> one.path(field).asString()).toList();
    }

    private static Map<String, List<String>> configMaps() {
        return Objects.requireNonNull(KUSTOMIZATION.configMapGenerator()).stream()
                .collect(toMap(Kustomization.ConfigMap::name, Kustomization.ConfigMap::keys));
    }

    /** Of each secret or config map the keys that the programs are given. */
    private static Map<String, Set<String>> references(String kind) {
        return deployments().stream()
                .flatMap(deployment -> deployment.content().findValues(kind).stream())
                .collect(groupingBy(
                        reference -> reference.path("name").asString(),
                        mapping(reference -> reference.path("key").asString(), toSet())));
    }

    private static Map<String, String> sorted(Map<String, String> settings) {
        return new TreeMap<>(settings);
    }
}
