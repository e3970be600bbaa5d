package dev.paysaga.relay;

import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The relay's settings as a connector for a Kafka Connect worker, with the stock EventRouter in the place of
 * {@link OutboxEvent}: the same topics, keys, values and headers, byte for byte.
 *
 * <p>It has the relay's name and keeps its position in the relay's topic, so that either goes on where the other has
 * stopped. What differs per environment is a placeholder that the worker fills from its environment; so is the password.
 */
final class ConnectConnector {

    private static final String TEXT = "org.apache.kafka.connect.storage.StringConverter";
    private static final String DROP_HEADERS = "org.apache.kafka.connect.transforms.DropHeaders";
    private static final String TOPIC_MATCHES = "org.apache.kafka.connect.transforms.predicates.TopicNameMatches";

    private ConnectConnector() {}

    /** The connector's configuration, sorted by name. */
    static Map<String, String> of(RelaySettings settings) {
        Map<String, String> connector = new TreeMap<>();
        Properties shared = new Properties();
        EngineProperties.addConnector(shared, settings);
        shared.stringPropertyNames().forEach(name -> connector.put(name, shared.getProperty(name)));
        addEnvironment(connector, settings);
        addDelivery(connector, settings);
        addRouting(connector);
        addAbsentHeaders(connector);
        return connector;
    }

    private static void addEnvironment(Map<String, String> connector, RelaySettings settings) {
        connector.put("database.hostname", "${env:MYSQL_HOST}");
        connector.put("database.port", "${env:MYSQL_PORT}");
        connector.put("database.server.id", "${env:CONNECT_SERVER_ID}");
        connector.put("database.user", "${env:DB_USER}");
        connector.put("database.password", "${env:DB_PASSWORD}");
        if (settings.mysql().sslMode().equals("auto")) {
            connector.put("database.ssl.mode", "preferred");
        }
        if (settings.kafka()
                .security()
                .getOrDefault("security.protocol", "PLAINTEXT")
                .equals("PLAINTEXT")) {
            connector.keySet().removeIf(ConnectConnector::isKafkaSecurity);
        }
        // Stores, passwords and logins are the worker's: KAFKA_SASL_JAAS_CONFIG and so on.
        connector.replaceAll((name, value) ->
                isKafkaSecurity(name) || (name.startsWith("database.ssl.") && !name.equals("database.ssl.mode"))
                        ? placeholder(name)
                        : value);
        connector.put("schema.history.internal.kafka.bootstrap.servers", "${env:KAFKA_BOOTSTRAP}");
    }

    private static boolean isKafkaSecurity(String name) {
        return name.matches(".*\\.(producer|consumer)\\.(security|sasl|ssl)\\..*");
    }

    /** {@code ${env:KAFKA_SASL_MECHANISM}}, {@code ${env:MYSQL_SSL_TRUSTSTORE}}. */
    private static String placeholder(String name) {
        String variable = name.startsWith("database.")
                ? name.replaceFirst("database", "mysql")
                : name.replaceFirst(".*\\.(producer|consumer)\\.", "kafka.");
        return "${env:" + variable.replace('.', '_').toUpperCase(Locale.ROOT) + "}";
    }

    private static void addDelivery(Map<String, String> connector, RelaySettings settings) {
        connector.put("tasks.max", "1");
        connector.put("exactly.once.support", "required");
        connector.put("transaction.boundary", "poll");
        connector.put("offsets.storage.topic", settings.positionsTopic());
        connector.put("producer.override.linger.ms", "0");
        connector.put("key.converter", TEXT);
        connector.put("value.converter", TEXT);
        connector.put("header.converter", TEXT);
    }

    private static void addRouting(Map<String, String> connector) {
        connector.put("transforms", "event,untraced,first,id,topic");
        connector.put("transforms.event.type", "io.debezium.transforms.outbox.EventRouter");
        connector.put("transforms.event.table.field.event.id", "event_id");
        connector.put("transforms.event.table.field.event.key", "aggregateid");
        connector.put("transforms.event.table.field.event.payload", "payload");
        connector.put("transforms.event.table.fields.additional.placement", OutboxEvent.headerPlacement());
        connector.put("transforms.event.table.op.invalid.behavior", "error");
        connector.put("transforms.event.route.by.field", "route");
        connector.put("transforms.event.route.topic.replacement", "${routedByValue}.events.v1");
        // A header of the router's own, beside ce_id.
        connector.put("transforms.id.type", DROP_HEADERS);
        connector.put("transforms.id.headers", "id");
        connector.put("transforms.topic.type", "org.apache.kafka.connect.transforms.RegexRouter");
        connector.put("transforms.topic.regex", "([^~]+)~.*");
        connector.put("transforms.topic.replacement", "$1.events.v1");
    }

    /** The router makes a header without a value of a NULL; the column {@code route} tells which are to go. */
    private static void addAbsentHeaders(Map<String, String> connector) {
        connector.put("predicates", "untraced,first");
        addAbsentHeader(connector, "untraced", "traceparent");
        addAbsentHeader(connector, "first", "ce_repeat");
    }

    private static void addAbsentHeader(Map<String, String> connector, String mark, String header) {
        connector.put("predicates." + mark + ".type", TOPIC_MATCHES);
        connector.put("predicates." + mark + ".pattern", ".*~" + mark + ".*");
        connector.put("transforms." + mark + ".type", DROP_HEADERS);
        connector.put("transforms." + mark + ".headers", header);
        connector.put("transforms." + mark + ".predicate", mark);
    }
}
