package dev.paysaga.system.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests are what Kubernetes and Strimzi have published that they take. */
class KubernetesManifestsTest {

    @SuppressWarnings("NullAway.Init")
    private static StrimziDefinitions strimzi;

    @BeforeAll
    static void generateDefinitions() throws IOException, InterruptedException {
        strimzi = StrimziDefinitions.generate();
    }

    @Test
    void theBaseIsWhatKubernetesTakes() {
        assertThat(Manifest.in("base"))
                .hasSizeGreaterThan(15)
                .allSatisfy(manifest -> assertThat(problems(manifest)).isEmpty());
    }

    @Test
    void kafkaIsWhatStrimziTakes() {
        assertThat(Manifest.in("strimzi"))
                .hasSizeGreaterThan(12)
                .allSatisfy(manifest -> assertThat(problems(manifest)).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "fence"})
    void soIsWhatTakesTheRelaysPlace(String folder) {
        assertThat(Manifest.in(folder))
                .isNotEmpty()
                .allSatisfy(manifest -> assertThat(problems(manifest)).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "strimzi", "connect", "fence"})
    void noFileIsForgotten(String folder) throws IOException {
        var kustomization = Manifest.kustomization(folder);

        assertThat(kustomization.apiVersion()).isEqualTo("kustomize.config.k8s.io/v1beta1");
        assertThat(kustomization.kind()).isEqualTo("Kustomization");
        assertThat(kustomization.resources()).containsExactlyInAnyOrderElementsOf(Manifest.filesIn(folder));
    }

    @ParameterizedTest(name = "{2} in {0}")
    @CsvSource(delimiter = '|', textBlock = """
            base/checkout.yaml   | replicas: 2                          | replica: 2                        | `replica` in the JSON string is not defined
            base/checkout.yaml   | path: /actuator/health/readiness     | pth: /actuator/health/readiness   | `pth` in the JSON string is not defined
            base/checkout.yaml   | {name: tmp, mountPath: /tmp}         | {name: tmp}                       | required field `mountPath` is not found
            base/checkout.yaml   | 'selector: {matchLabels: {app: checkout}}' | 'paused: false'             | required field `selector` is not found
            base/checkout.yaml   | replicas: 2                          | 'replicas: "2"'                   | /spec/replicas: "2" is not 2
            base/checkout.yaml   | replicas: 2                          | replicas: two                     | NumberFormatException
            base/checkout.yaml   | 'value: "8080"'                      | 'value: 8080'                     | /value: 8080 is not "8080"
            base/checkout.yaml   | drop: [ALL]                          | drop: ALL                         | Expected the field `drop` to be an array
            base/checkout.yaml   | memory: 448Mi                        | memory: 448 megabytes             | Unable to parse numeric part of quantity: 448
            base/checkout.yaml   | apps/v1                              | extensions/v1beta1                | There is no Deployment in extensions/v1beta1
            base/checkout.yaml   | kind: Service                        | kind: Servic                      | There is no Servic in v1
            strimzi/topics.yaml  | partitions: 12                       | partition: 12                     | property 'partition' is not defined
            strimzi/topics.yaml  | partitions: 12                       | partitions: twelve                | string found, integer expected
            strimzi/topics.yaml  | partitions: 12                       | partitions: 0                     | must have a minimum value of 1
            strimzi/topics.yaml  | 'labels: {'                          | 'label: {'                        | `label` in the JSON string is not defined
            strimzi/users.yaml   | type: scram-sha-512                  | type: scram-sha-256               | does not have a value in the enumeration
            strimzi/users.yaml   | operations: [Read]                   | operations: [read]                | does not have a value in the enumeration
            strimzi/kafka.yaml   | port: 9093, type: internal           | port: 9093                        | required property 'type' not found
            strimzi/kafka.yaml   | kafka.strimzi.io/v1                  | kafka.strimzi.io/v1beta2          | There is no KafkaNodePool in kafka.strimzi.io/v1beta2
            connect/workers.yaml | groupId: paysaga-connect             | group: paysaga-connect            | required property 'groupId' not found
            connect/workers.yaml | groupId: paysaga-connect             | group: paysaga-connect            | property 'group' is not defined
            connect/workers.yaml | replicas: 2                          | 'replicas: "2"'                   | string found, integer expected
            connect/workers.yaml | type: scram-sha-512                  | type: scram-sha-1                 | does not have a value in the enumeration
            connect/workers.yaml | secretName: kafka-relay              | secret: kafka-relay               | required property 'secretName' not found
            connect/workers.yaml | '{name: MYSQL_PORT, value: "3306"}'  | '{name: MYSQL_PORT, value: 3306}' | integer found, string expected
            connect/workers.yaml | valueFrom: {secretKeyRef             | valueOf: {secretKeyRef            | property 'valueOf' is not defined
            connect/workers.yaml | podAntiAffinity                      | podsAntiAffinity                  | property 'podsAntiAffinity' is not defined
            connect/workers.yaml | allowPrivilegeEscalation: false      | allowPrivilegeEscalation: no way  | string found, boolean expected
            connect/workers.yaml | -Xmx: 256m                           | -Xmx: 256 MB                      | does not match the regex pattern
            connect/workers.yaml | 'annotations: {'                     | 'annotation: {'                   | `annotation` in the JSON string is not defined
            connect/connector.yaml | state: running                     | state: started                    | does not have a value in the enumeration
            connect/connector.yaml | tasksMax: 1                        | tasksMax: 0                       | must have a minimum value of 1
            connect/connector.yaml | 'class: io.debezium'               | 'connector: io.debezium'          | property 'connector' is not defined
            connect/network.yaml | podSelector: {matchLabels            | podSelector: {matchLabel          | `matchLabel` in the JSON string is not defined
            fence/job.yaml       | backoffLimit: 3                      | backoff: 3                        | `backoff` in the JSON string is not defined
            fence/job.yaml       | batch/v1                             | batch/v2                          | There is no Job in batch/v2
            """)
    void whatIsWrongIsFound(String file, String stands, String instead, String complaint) {
        var manifests = Manifest.read(Manifest.FOLDER.resolve(file));
        assertThat(manifests).contains(stands);

        var problems = Manifest.parse(manifests.replace(stands, instead)).stream()
                .flatMap(manifest -> problems(manifest).stream());

        assertThat(problems).anySatisfy(problem -> assertThat(problem).contains(complaint));
    }

    private static List<String> problems(Manifest manifest) {
        return manifest.apiVersion().startsWith("kafka.strimzi.io/")
                ? strimzi.problems(manifest)
                : KubernetesObjects.problems(manifest);
    }
}
