package dev.paysaga.relay;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DataSizeUnit;
import org.springframework.util.unit.DataSize;
import org.springframework.util.unit.DataUnit;

/**
 * One source with every limit; see {@link RelayConfiguration}.
 *
 * @param source its name, for people and metrics
 * @param name transactional id, consumer group and connector name, the same in all relays
 * @param topicPrefix Debezium's name of the source; part of the stored position's key
 * @param schemas the schemas whose table {@code outbox} is read; also the allowed values of {@code aggregatetype}
 */
record RelaySettings(
        String source,
        String name,
        String topicPrefix,
        List<String> schemas,
        Mysql mysql,
        Kafka kafka,
        Engine engine,
        Supervision supervision,
        Retention retention) {

    /**
     * The source.
     *
     * @param serverId id of this process among MySQL's replicas, unique per relay; 0 derives one from host and port
     * @param trustStore path of the store with MySQL's certificate authority, or empty
     * @param keyStore path of the store with the relay's own certificate, or empty
     * @param retentionUser makes and drops partitions of the outbox tables; empty: nobody does
     * @param sslMode Debezium's {@code database.ssl.mode}; {@code auto} is {@code disabled} on a loopback address
     */
    record Mysql(
            @NotBlank String host,
            @Min(1) @Max(65535) int port,
            @NotBlank String user,
            @NotNull String password,
            @Min(0) @Max(4_294_967_295L) long serverId,

            @Pattern(regexp = "auto|disabled|preferred|required|verify_ca|verify_identity")
            String sslMode,

            @DefaultValue("") String trustStore,
            @DefaultValue("") String trustStorePassword,
            @DefaultValue("") String keyStore,
            @DefaultValue("") String keyStorePassword,
            @DefaultValue("") String retentionUser,
            @DefaultValue("") String retentionPassword) {}

    /**
     * The sink.
     *
     * @param security TLS and SASL settings, given to every Kafka client, the engine's included
     * @param sessionTimeout a silent relay is replaced after this long, or after 6 s if the broker allows no less
     * @param transactionTimeout longest Kafka transaction, so also the longest snapshot; brokers allow up to 15 min
     * @param deliveryTimeout an outage of the broker that is shorter is ridden out; a longer one rebuilds the session
     */
    record Kafka(
            @NotBlank String bootstrap,
            @NotNull Map<String, String> security,
            @NotNull Duration sessionTimeout,
            @NotNull Duration transactionTimeout,
            @NotNull Duration deliveryTimeout) {}

    /**
     * Debezium.
     *
     * @param queueBytesMax rows read ahead, together; with {@code queueSizeMax} whichever is reached first
     * @param eventSizeMax a larger payload is not sent; above the outbox table's own limit
     * @param snapshotCompareLimit most published events that a repeated snapshot is compared with, held in memory
     */
    record Engine(
            @NotNull Duration pollInterval,
            @Min(1) int batchSizeMax,
            @Min(1) int queueSizeMax,
            @DataSizeUnit(DataUnit.BYTES) @NotNull DataSize queueBytesMax,
            @NotNull Duration heartbeatInterval,
            @NotNull Duration keepAliveInterval,
            @DataSizeUnit(DataUnit.BYTES) @NotNull DataSize eventSizeMax,
            @Min(0) int snapshotCompareLimit) {}

    /**
     * When to give up on a session and when to call the relay unwell.
     *
     * @param startTimeout a started engine that has shown nothing for so long is rebuilt
     * @param silenceTimeout the same, once it has shown something
     * @param closeTimeout an engine that has not stopped by then is left behind
     * @param backoffMin pause before the first rebuild; doubles up to {@code backoffMax}
     * @param lagMax not ready above
     */
    record Supervision(
            @NotNull Duration startTimeout,
            @NotNull Duration silenceTimeout,
            @NotNull Duration closeTimeout,
            @NotNull Duration backoffMin,
            @NotNull Duration backoffMax,
            @NotNull Duration lagMax) {}

    /**
     * How long outbox rows are kept.
     *
     * @param outbox age in whole days above which a day's rows are dropped, if all of them are on their topic
     * @param daysAhead days to come that at least have their partition
     * @param round pause between two looks
     */
    record Retention(
            @NotNull Duration outbox,
            @Min(1) int daysAhead,
            @NotNull Duration round) {

        Retention {
            if (outbox != null && outbox.toDays() < 1) {
                throw new IllegalArgumentException(
                        "paysaga.relay.retention.outbox (OUTBOX_RETENTION) must be a day or more, but is " + outbox);
            }
        }
    }

    /**
     * Holds the source's position; also the topic whose one partition makes a relay the active one. One per source: an
     * open transaction of one source must not hide the committed position of another.
     */
    String positionsTopic() {
        return "paysaga.relay.positions" + suffix();
    }

    String schemaHistoryTopic() {
        return "paysaga.relay.schema-history" + suffix();
    }

    private String suffix() {
        return source.equals(RelayConfiguration.MAIN) ? "" : "." + source;
    }

    List<String> eventTopics() {
        return schemas.stream().map(schema -> schema + ".events.v1").toList();
    }

    /** Tables read, as {@code schema.table}. */
    Stream<String> tables() {
        return schemas.stream().map(schema -> schema + ".outbox");
    }
}
