package dev.paysaga.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The relay's own topics are made by the relay if they are not there, since only it knows what they must be like. Event
 * topics are not: how many partitions they have is a decision of the environment, and the relay waits for them.
 */
final class RelayTopics {

    private final KafkaClients clients;
    private final RelaySettings settings;

    RelayTopics(KafkaClients clients, RelaySettings settings) {
        this.clients = clients;
        this.settings = settings;
    }

    /** Makes the relay's own topics. */
    void ensureOwn() throws InterruptedException {
        try (Admin admin = clients.admin()) {
            Set<String> existing = admin.listTopics().names().get();
            List<NewTopic> missing = new ArrayList<>();
            own().stream().filter(topic -> !existing.contains(topic.name())).forEach(missing::add);
            for (NewTopic topic : missing) {
                create(admin, topic);
            }
            requireCompaction(admin);
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        }
    }

    /** The first event topic that is not there, for people; empty if all are. */
    Optional<String> missing() throws InterruptedException {
        try (Admin admin = clients.admin()) {
            Set<String> existing = admin.listTopics().names().get();
            return settings.eventTopics().stream()
                    .filter(topic -> !existing.contains(topic))
                    .findFirst()
                    .map(topic -> "waiting for topic " + topic + " (made by the environment, with 12 partitions)");
        } catch (ExecutionException | KafkaException e) {
            Throwable reason = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            return Optional.of("waiting for Kafka at " + clients.bootstrap() + ": " + reason.getMessage());
        }
    }

    private List<NewTopic> own() {
        NewTopic positions = new NewTopic(settings.positionsTopic(), Optional.of(1), Optional.empty())
                .configs(Map.of(
                        "cleanup.policy", "compact",
                        // One record per batch: without small segments and early cleaning a start would read gigabytes.
                        "segment.bytes", Integer.toString(8 * 1024 * 1024),
                        "min.cleanable.dirty.ratio", "0.1",
                        // Otherwise the markers of a day's transactions would stay.
                        "delete.retention.ms", "60000"));
        NewTopic schemaHistory = new NewTopic(settings.schemaHistoryTopic(), Optional.of(1), Optional.empty())
                .configs(Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1"));
        return List.of(positions, schemaHistory);
    }

    private static void create(Admin admin, NewTopic topic) throws InterruptedException, ExecutionException {
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            // Another relay was quicker.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private void requireCompaction(Admin admin) throws InterruptedException, ExecutionException {
        ConfigResource positions = new ConfigResource(ConfigResource.Type.TOPIC, settings.positionsTopic());
        Config config = Objects.requireNonNull(
                admin.describeConfigs(List.of(positions)).all().get().get(positions));
        String policy = config.get("cleanup.policy").value();
        if (!policy.equals("compact")) {
            throw new KafkaException("Topic " + settings.positionsTopic() + " has cleanup.policy=" + policy
                    + ", under which the position would be deleted by age. Set it to compact.");
        }
    }
}
