package dev.paysaga.system.kubernetes;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.launcher.KafkaAccess;
import dev.paysaga.launcher.ProjectHome;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Kafka Connect in the relay's place agrees with the relay's manifest, {@code infra/kafka-connect} and the rights. */
class ManifestsOfConnectAgreeTest {

    private static final Path HOME = ProjectHome.find().path();
    private static final Manifest RELAY = one("base", "Deployment", "relay");
    private static final Manifest KAFKA = one("strimzi", "Kafka", "paysaga");
    private static final Manifest WORKERS = one("connect", "KafkaConnect", "paysaga-connect");
    private static final Manifest CONNECTOR = one("connect", "KafkaConnector", "paysaga-relay");
    private static final Manifest FENCE = one("fence", "Job", "fence");

    private static final Environment RELAYS = new Environment(RELAY.at("/spec/template/spec/containers/0/env"));
    private static final Environment THEIRS = new Environment(WORKERS.at("/spec/template/connectContainer/env"));

    /** What the operator gives a worker by itself, or takes from a field. */
    private static final Pattern OPERATORS = Pattern.compile("bootstrap\\.servers|group\\.id|listeners|rest\\..*"
            + "|(config|offset|status)\\.storage\\.topic|((producer|consumer|admin)\\.)?(security|sasl)\\..*");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{env:(\\w+)}");

    @Test
    void theConnectorIsTheOneForBrokersThatAskWhoWeAre() {
        var file =
                JsonMapper.shared().readTree(Manifest.read(HOME.resolve("infra/kafka-connect/connector-secured.json")));
        var expected = texts(file.path("config"));

        assertThat(CONNECTOR.name()).isEqualTo(file.path("name").asString());
        assertThat(CONNECTOR.at("/spec/class").asString()).isEqualTo(expected.remove("connector.class"));
        assertThat(CONNECTOR.at("/spec/tasksMax").asString()).isEqualTo(expected.remove("tasks.max"));
        assertThat(CONNECTOR.at("/spec/state").asString()).isEqualTo("running");
        expected.put("database.ssl.mode", RELAYS.value("RELAY_MYSQL_SSL_MODE"));
        // Nobody looks at the certificate, as long as the relay does not.
        assertThat(RELAYS.names()).doesNotContain("RELAY_MYSQL_TRUST_STORE");
        expected.keySet().removeIf(name -> name.startsWith("database.ssl.truststore"));
        assertThat(texts(CONNECTOR.at("/spec/config"))).isEqualTo(expected);
    }

    @Test
    void theWorkersAreThoseOfWorkerProperties() throws IOException {
        var file = new Properties();
        file.load(new StringReader(Manifest.read(HOME.resolve("infra/kafka-connect/worker.properties"))));
        var expected = file.stringPropertyNames().stream()
                .filter(name -> !OPERATORS.matcher(name).matches())
                .collect(toMap(identity(), file::getProperty));

        assertThat(texts(WORKERS.at("/spec/config"))).isEqualTo(expected);
        assertThat(WORKERS.at("/spec/groupId").asString()).isEqualTo(file.getProperty("group.id"));
        for (String topic : List.of("config", "offset", "status")) {
            assertThat(WORKERS.at("/spec/" + topic + "StorageTopic").asString())
                    .isEqualTo(file.getProperty(topic + ".storage.topic"));
        }
    }

    @Test
    void theWorkersBelongToThisKafkaAndTheConnectorToThem() {
        assertThat(WORKERS.at("/spec/version")).isEqualTo(KAFKA.at("/spec/kafka/version"));
        assertThat(WORKERS.at("/metadata/annotations/strimzi.io~1use-connector-resources")
                        .asString())
                .isEqualTo("true");
        assertThat(CONNECTOR.at("/metadata/labels/strimzi.io~1cluster").asString())
                .isEqualTo(WORKERS.name());
    }

    @Test
    void eachPlaceholderHasItsVariableAndNoVariableIsIdle() {
        var named = PLACEHOLDER
                .matcher(CONNECTOR.at("/spec/config").toString())
                .results()
                .map(found -> found.group(1))
                .collect(toSet());

        assertThat(THEIRS.names()).containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void theyAreTheRelayToMysqlAndToKafka() {
        var authentication = WORKERS.at("/spec/authentication");
        var password = RELAYS.of("KAFKA_PASSWORD").at("/valueFrom/secretKeyRef");
        var login = THEIRS.of("KAFKA_SASL_JAAS_CONFIG").at("/valueFrom/secretKeyRef");

        requireTheRelays(THEIRS, Set.of("CONNECT_SERVER_ID", "KAFKA_SASL_JAAS_CONFIG"));
        assertThat(WORKERS.at("/spec/bootstrapServers").asString()).isEqualTo(THEIRS.value("KAFKA_BOOTSTRAP"));
        assertThat(authentication.path("username").asString()).isEqualTo(RELAYS.value("KAFKA_USER"));
        assertThat(authentication.path("type")).isEqualTo(KAFKA.at("/spec/kafka/listeners/0/authentication/type"));
        assertThat(authentication.at("/passwordSecret/secretName")).isEqualTo(password.path("name"));
        assertThat(authentication.at("/passwordSecret/password")).isEqualTo(password.path("key"));
        // The one other key that Strimzi's user operator writes.
        assertThat(login.path("name")).isEqualTo(password.path("name"));
        assertThat(login.path("key").asString()).isEqualTo("sasl.jaas.config");
    }

    /** Ids that a relay makes for itself begin at 2^31. */
    @Test
    void theirServerIdIsNoRelays() {
        assertThat(RELAYS.value("RELAY_SERVER_ID")).isEqualTo("0");
        assertThat(Long.parseLong(THEIRS.value("CONNECT_SERVER_ID"))).isBetween(2L, (1L << 31) - 1);
    }

    @Test
    void theyHaveTheRightsThatTheirNamesAskFor() {
        var group = WORKERS.at("/spec/groupId").asString();
        var topics = Stream.of("config", "offset", "status")
                .map(topic -> WORKERS.at("/spec/" + topic + "StorageTopic").asString());
        var rights = KafkaAccess.read(HOME.resolve("infra/kafka/access.conf")).rights().stream()
                .filter(right -> ("kafka-" + right.entry().principal().replace("User:", ""))
                        .equals(WORKERS.at("/spec/authentication/username").asString()))
                .map(right -> right.pattern().resourceType() + " "
                        + right.entry().operation() + " " + right.pattern().name())
                .toList();

        assertThat(rights)
                .contains(
                        ResourceType.GROUP + " READ " + group,
                        ResourceType.TRANSACTIONAL_ID + " WRITE connect-cluster-" + group,
                        ResourceType.TRANSACTIONAL_ID + " WRITE " + group + "-" + CONNECTOR.name() + "-0",
                        ResourceType.TOPIC + " CREATE paysaga.connect.");
        assertThat(topics).allSatisfy(topic -> assertThat(topic).startsWith("paysaga.connect."));
    }

    @Test
    void noPodOfTheirsIsScheduledWhileOneOfTheRelaysExistsNorTheOtherWayRound() {
        var relay = RELAY.at("/spec/template/metadata/labels");
        var ours = WORKERS.at("/spec/template/pod/topologySpreadConstraints/0/labelSelector/matchLabels");

        assertThat(texts(ours))
                .isEqualTo(Map.of("strimzi.io/cluster", WORKERS.name(), "strimzi.io/kind", WORKERS.kind()));
        requireApart(WORKERS.at("/spec/template/pod/affinity"), relay);
        requireApart(RELAY.at("/spec/template/spec/affinity"), ours);
        assertThat(one("connect", "NetworkPolicy", "connect").at("/spec/podSelector/matchLabels"))
                .isEqualTo(ours);
    }

    private static void requireApart(JsonNode affinity, JsonNode from) {
        var terms = affinity.at("/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution");

        assertThat(terms).hasSize(1);
        assertThat(terms.at("/0/labelSelector/matchLabels")).isEqualTo(from);
        assertThat(terms.at("/0/topologyKey").asString()).isEqualTo("kubernetes.io/os");
    }

    @Test
    void theirImageCanBeMade() {
        assertThat(Manifest.read(HOME.resolve("infra/kafka-connect/Dockerfile.strimzi")))
                .contains(
                        "-t " + WORKERS.at("/spec/image").asString() + " .",
                        "Kafka " + WORKERS.at("/spec/version").asString());
    }

    /** Who shuts out is the relay's image, as the relay's user. */
    @Test
    void theFenceIsTheRelays() {
        var container = FENCE.at("/spec/template/spec/containers/0");
        var variables = new Environment(container.path("env"));

        assertThat(container.path("image")).isEqualTo(RELAY.at("/spec/template/spec/containers/0/image"));
        assertThat(Objects.requireNonNull(Manifest.kustomization("fence").images()))
                .isNotEmpty()
                .isSubsetOf(
                        Objects.requireNonNull(Manifest.kustomization("base").images()));
        assertThat(variables.value("MAIN_CLASS")).isEqualTo("dev.paysaga.relay.RelayPosition");
        assertThat(variables.names())
                .contains(
                        "KAFKA_BOOTSTRAP",
                        "KAFKA_SECURITY_PROTOCOL",
                        "KAFKA_SASL_MECHANISM",
                        "KAFKA_USER",
                        "KAFKA_PASSWORD");
        requireTheRelays(variables, Set.of("MAIN_CLASS"));
    }

    /** Each is what the base gives the relay, as a value or from a secret, which docs/scaling.md then has. */
    private static void requireTheRelays(Environment variables, Set<String> but) {
        var shared = Objects.requireNonNull(Manifest.kustomization("base").configMapGenerator()).stream()
                .flatMap(map -> map.literals().stream())
                .toList();

        assertThat(variables.names())
                .filteredOn(name -> !but.contains(name))
                .isNotEmpty()
                .allSatisfy(name -> {
                    if (RELAYS.names().contains(name)) {
                        assertThat(variables.of(name)).isEqualTo(RELAYS.of(name));
                    } else {
                        assertThat(shared).contains(name + "=" + variables.value(name));
                    }
                });
    }

    private static Manifest one(String folder, String kind, String name) {
        return Manifest.in(folder).stream()
                .filter(manifest ->
                        manifest.kind().equals(kind) && manifest.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> texts(JsonNode object) {
        var texts = new HashMap<String, String>();
        object.propertyStream()
                .forEach(one -> texts.put(one.getKey(), one.getValue().asString()));
        return texts;
    }

    private record Environment(JsonNode list) {

        List<String> names() {
            return list.valueStream().map(one -> one.path("name").asString()).toList();
        }

        JsonNode of(String name) {
            return list.valueStream()
                    .filter(one -> one.path("name").asString().equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        String value(String name) {
            return of(name).path("value").asString();
        }
    }
}
