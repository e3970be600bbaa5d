import dev.paysaga.launcher.MysqlServer;
import dev.paysaga.launcher.ProjectHome;
import dev.paysaga.launcher.Secrets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What the runbook's cases need and the suite has no client for: SQL, topics, a replica. */
final class Tool {

    private static final String BROKER = System.getenv("KAFKA_BOOTSTRAP");
    private static final Secrets SECRETS = Secrets.in(Path.of(".paysaga/secrets"));

    public static void main(String[] words) throws Exception {
        List<String> rest = Arrays.asList(words).subList(1, words.length);
        switch (words[0]) {
            case "sql" -> sql(rest.getFirst(), rest.subList(1, rest.size()));
            case "delete-topic" -> deleteTopic(rest.getFirst());
            case "make-topic" -> makeTopic(rest.getFirst(), Integer.parseInt(rest.get(1)));
            case "events" -> events(rest);
            case "replica" -> replica(Path.of(rest.get(0)), Integer.parseInt(rest.get(1)));
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private static void sql(String user, List<String> statements) throws Exception {
        String url = "jdbc:mysql://" + System.getenv("MYSQL_HOST") + ":" + System.getenv("MYSQL_PORT")
                + "/?useSSL=false&allowPublicKeyRetrieval=true&connectionTimeZone=UTC";
        try (var connection = DriverManager.getConnection(url, user, SECRETS.password(user));
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                for (boolean rows = statement.execute(sql); rows; rows = statement.getMoreResults()) {
                    var found = statement.getResultSet();
                    while (found.next()) {
                        List<String> row = new ArrayList<>();
                        for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
                            row.add(String.valueOf(found.getString(column)).replace("\n", ""));
                        }
                        System.out.println(String.join("\t", row));
                    }
                }
            }
        }
    }

    private static void deleteTopic(String name) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BROKER))) {
            admin.deleteTopics(List.of(name)).all().get();
            while (admin.listTopics().names().get().contains(name)) {
                Thread.sleep(100);
            }
        }
    }

    private static void makeTopic(String name, int partitions) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BROKER))) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(partitions), Optional.empty())
                            .configs(Map.of("cleanup.policy", "delete", "retention.ms", "604800000"))))
                    .all()
                    .get();
        }
    }

    /** A line {@code <id>#<repeat>} per event that is committed. */
    private static void events(List<String> topics) {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", BROKER, "isolation.level", "read_committed", "enable.auto.commit", false),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(event -> {
                    var repeat = event.headers().lastHeader("ce_repeat");
                    System.out.println(new String(event.headers().lastHeader("ce_id").value()) + "#"
                            + (repeat == null ? "" : new String(repeat.value())));
                });
            }
        }
    }

    /** Starts a MySQL that follows the suite's outbox tables, and ends it when the input ends. */
    private static void replica(Path folder, int port) throws Exception {
        MysqlServer replica = MysqlServer.start(
                ProjectHome.find(),
                folder.resolve("data"),
                port,
                SECRETS,
                folder.resolve("mysql.log"),
                System.err::println);
        System.in.readAllBytes();
        replica.kill();
    }
}
