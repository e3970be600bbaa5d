package dev.paysaga.benchmarks.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The opponent: takes rows with {@code FOR UPDATE SKIP LOCKED}, sends them, deletes them; one thread per schema. At least
 * once, and an order's rows keep their order only because a schema has one thread.
 */
final class PollingPublisher {

    private static final int BATCH = 500;
    private static final List<String> HEADERS = List.of(
            "event_id",
            "type",
            "source",
            "specversion",
            "time",
            "aggregateid",
            "sequence",
            "dataschema",
            "contenttype",
            "traceparent");

    private final KafkaProducer<byte[], byte[]> producer;
    private final String schema;
    private final String password;

    private PollingPublisher(KafkaProducer<byte[], byte[]> producer, String schema, String password) {
        this.producer = producer;
        this.schema = schema;
        this.password = password;
    }

    /** For the Java launcher; addresses and passwords come from the environment. */
    public static void main(String[] arguments) {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", System.getenv("KAFKA_BOOTSTRAP"), "acks", "all", "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        String[] passwords = System.getenv("POLLED_PASSWORDS").split(",");
        for (int index = 0; index < Ground.SCHEMAS.size(); index++) {
            PollingPublisher publisher = new PollingPublisher(producer, Ground.SCHEMAS.get(index), passwords[index]);
            Thread.ofPlatform().name("poll-" + publisher.schema).start(publisher::run);
        }
    }

    private void run() {
        String url = "jdbc:mysql://" + System.getenv("MYSQL_HOST") + ":" + System.getenv("MYSQL_PORT") + "/" + schema
                + "?allowPublicKeyRetrieval=true&useSSL=false&useServerPrepStmts=true&cachePrepStmts=true";
        try (Connection connection = DriverManager.getConnection(url, schema + "_owner", password)) {
            connection.setAutoCommit(false);
            while (true) {
                if (publishOnce(connection) < BATCH) {
                    Thread.sleep(Duration.ofMillis(5));
                }
            }
        } catch (SQLException | ExecutionException e) {
            throw new IllegalStateException(schema, e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private int publishOnce(Connection connection) throws SQLException, ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        long last = 0;
        long first = 0;
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT * FROM " + Ground.POLLED + " ORDER BY id LIMIT " + BATCH + " FOR UPDATE SKIP LOCKED");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                last = rows.getLong("id");
                first = first == 0 ? last : first;
                sent.add(producer.send(message(rows)));
            }
        }
        for (Future<RecordMetadata> acknowledged : sent) {
            acknowledged.get();
        }
        if (!sent.isEmpty()) {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM " + Ground.POLLED + " WHERE id BETWEEN ? AND ?")) {
                delete.setLong(1, first);
                delete.setLong(2, last);
                delete.executeUpdate();
            }
        }
        connection.commit();
        return sent.size();
    }

    private static ProducerRecord<byte[], byte[]> message(ResultSet row) throws SQLException {
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(
                row.getString("aggregatetype") + ".events.v1",
                row.getString("aggregateid").getBytes(UTF_8),
                row.getString("payload").getBytes(UTF_8));
        for (String column : HEADERS) {
            String value = row.getString(column);
            if (value != null) {
                message.headers().add("ce_" + column, value.getBytes(UTF_8));
            }
        }
        return message;
    }
}
