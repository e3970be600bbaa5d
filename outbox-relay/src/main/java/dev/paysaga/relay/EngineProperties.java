package dev.paysaga.relay;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Properties;
import java.util.stream.Collectors;

/** The connector's settings: what the engine gets, and the part of it that a Kafka Connect worker would get as well. */
final class EngineProperties {

    private EngineProperties() {}

    static Properties of(RelaySettings settings, long serverId, String session) {
        Properties properties = new Properties();
        addEngine(properties, settings, session);
        addConnector(properties, settings);
        properties.setProperty("database.server.id", Long.toString(serverId));
        return properties;
    }

    /** What does not depend on who runs the connector. */
    static void addConnector(Properties properties, RelaySettings settings) {
        properties.setProperty("connector.class", "io.debezium.connector.mysql.MySqlConnector");
        // Otherwise headers with the engine's internals would be part of what consumers see.
        properties.setProperty("extended.headers.enabled", "false");
        addSource(properties, settings);
        addSnapshot(properties, settings);
        addFlow(properties, settings.engine());
        addSchemaHistory(properties, settings);
    }

    private static void addEngine(Properties properties, RelaySettings settings, String session) {
        properties.setProperty("name", settings.name());
        properties.setProperty("offset.storage", CommittedOffsets.class.getName());
        properties.setProperty(CommittedOffsets.SESSION, session);
        // One owner of retries, the supervisor: the engine's own retry polls anew and loses the batch that failed.
        properties.setProperty("errors.max.retries", "0");
        // A task that cannot start (MySQL accepts and says nothing) is given up, so that the engine can be closed.
        properties.setProperty("task.management.timeout.ms", "60000");
        // Names of its own for the engine's MBeans: with those of an engine that is still stopping it would wait for
        // it.
        properties.setProperty("custom.metric.tags", "session=" + session);
    }

    private static void addSource(Properties properties, RelaySettings settings) {
        RelaySettings.Mysql mysql = settings.mysql();
        properties.setProperty("topic.prefix", settings.topicPrefix());
        properties.setProperty("database.hostname", mysql.host());
        properties.setProperty("database.port", Integer.toString(mysql.port()));
        properties.setProperty("database.user", mysql.user());
        properties.setProperty("database.password", mysql.password());
        properties.setProperty("database.ssl.mode", sslMode(mysql));
        setUnlessEmpty(properties, "database.ssl.truststore", mysql.trustStore());
        setUnlessEmpty(properties, "database.ssl.truststore.password", mysql.trustStorePassword());
        setUnlessEmpty(properties, "database.ssl.keystore", mysql.keyStore());
        setUnlessEmpty(properties, "database.ssl.keystore.password", mysql.keyStorePassword());
        properties.setProperty("connect.timeout.ms", "5000");
        properties.setProperty("database.include.list", String.join(",", settings.schemas()));
        properties.setProperty(
                "table.include.list",
                settings.tables().map(table -> table.replace(".", "\\.")).collect(Collectors.joining(",")));
        // Updates and deletes of outbox rows are asked for, so that they can be complained about.
        properties.setProperty("skipped.operations", "none");
        properties.setProperty("tombstones.on.delete", "false");
        properties.setProperty("include.schema.changes", "false");
    }

    private static void addSnapshot(Properties properties, RelaySettings settings) {
        // Without a position, and with one whose binlog is gone, the rows that are still there are read. `initial`
        // would
        // refuse the second case and stand still; `no_data` would start at "now" and lose what was written before.
        properties.setProperty("snapshot.mode", "when_needed");
        // The read lock is held only while position and schemas are read; without it rows could fall between the two.
        properties.setProperty("snapshot.locking.mode", "minimal");
        // Rows of an order in the order in which they were written.
        properties.setProperty(
                "snapshot.select.statement.overrides", settings.tables().collect(Collectors.joining(",")));
        settings.tables()
                .forEach(table -> properties.setProperty(
                        "snapshot.select.statement.overrides." + table, "SELECT * FROM " + table + " ORDER BY id"));
    }

    private static void addFlow(Properties properties, RelaySettings.Engine engine) {
        properties.setProperty("poll.interval.ms", millis(engine.pollInterval()));
        properties.setProperty("max.batch.size", Integer.toString(engine.batchSizeMax()));
        properties.setProperty("max.queue.size", Integer.toString(engine.queueSizeMax()));
        properties.setProperty(
                "max.queue.size.in.bytes", Long.toString(engine.queueBytesMax().toBytes()));
        // Ends the snapshot's transaction, moves the position while nothing is written, feeds the watchdog.
        properties.setProperty("heartbeat.interval.ms", millis(engine.heartbeatInterval()));
        properties.setProperty("connect.keep.alive", "true");
        properties.setProperty("connect.keep.alive.interval.ms", millis(engine.keepAliveInterval()));
    }

    private static void addSchemaHistory(Properties properties, RelaySettings settings) {
        String prefix = "schema.history.internal";
        properties.setProperty(prefix, "io.debezium.storage.kafka.history.KafkaSchemaHistory");
        properties.setProperty(
                prefix + ".kafka.bootstrap.servers", settings.kafka().bootstrap());
        properties.setProperty(prefix + ".kafka.topic", settings.schemaHistoryTopic());
        settings.kafka().security().forEach((name, value) -> {
            properties.setProperty(prefix + ".producer." + name, value);
            properties.setProperty(prefix + ".consumer." + name, value);
        });
        properties.setProperty(prefix + ".store.only.captured.tables.ddl", "true");
        properties.setProperty(prefix + ".store.only.captured.databases.ddl", "true");
    }

    static String sslMode(RelaySettings.Mysql mysql) {
        if (!mysql.sslMode().equals("auto")) {
            return mysql.sslMode();
        }
        try {
            return InetAddress.getByName(mysql.host()).isLoopbackAddress() ? "disabled" : "preferred";
        } catch (UnknownHostException _) {
            return "preferred";
        }
    }

    private static void setUnlessEmpty(Properties properties, String name, String value) {
        if (!value.isEmpty()) {
            properties.setProperty(name, value);
        }
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
