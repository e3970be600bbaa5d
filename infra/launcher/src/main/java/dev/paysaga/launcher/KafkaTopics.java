package dev.paysaga.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** The topics of {@code infra/kafka/topics.conf}: one per line, its name, its partitions and its settings. */
public final class KafkaTopics {

    private KafkaTopics() {}

    public static List<NewTopic> read(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(KafkaTopics::topic)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the topics in " + file, e);
        }
    }

    private static NewTopic topic(String line) {
        var words = line.split("\\s+");
        Map<String, String> settings = Arrays.stream(words)
                .skip(2)
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        // As many copies as the broker makes by default: one here, three where there are three.
        return new NewTopic(words[0], Optional.of(Integer.parseInt(words[1])), Optional.empty()).configs(settings);
    }

    /** Creates the topics that are not there and waits until the broker has them. */
    public static void create(String bootstrap, List<NewTopic> topics) {
        create(
                Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        60_000),
                topics);
    }

    /** The same, with all of an administrator's client settings. */
    static void create(Map<String, Object> settings, List<NewTopic> topics) {
        var bootstrap = settings.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
        try (var admin = Admin.create(settings)) {
            Set<String> present = admin.listTopics().names().get(60, TimeUnit.SECONDS);
            var absent = topics.stream()
                    .filter(topic -> !present.contains(topic.name()))
                    .toList();
            admin.createTopics(absent).all().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new LaunchFailure(
                    "The broker at %s runs but its topics could not be created: %s"
                            .formatted(bootstrap, e.getMessage()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("Interrupted while creating topics", e);
        }
    }
}
