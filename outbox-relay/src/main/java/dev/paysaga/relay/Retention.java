package dev.paysaga.relay;

import dev.paysaga.relay.OutboxPartitions.Seen;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the outbox tables from growing for ever: makes the partitions of the days to come, drops those of days that are
 * past retention and whose every row is on its topic. Both of one source, and while this relay is the one that streams.
 *
 * <p>A row is taken for sent when the relay has committed a position that includes every transaction which the server had
 * executed at a moment when nobody was writing to the table and the row was there.
 */
final class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private static final Duration TICK = Duration.ofMillis(250);

    private final RelaySettings settings;
    private final SourceDatabase database;
    private final RelayStatus status;
    private final RelayMetrics metrics;
    private final Map<String, Seen> waiting = new HashMap<>();
    private final Thread thread =
            Thread.ofPlatform().name("relay-retention").daemon(true).unstarted(this::run);

    Retention(RelaySettings settings, SourceDatabase database, RelayStatus status, RelayMetrics metrics) {
        this.settings = settings;
        this.database = database;
        this.status = status;
        this.metrics = metrics;
    }

    void start() {
        if (settings.mysql().retentionUser().isEmpty()) {
            LOG.warn(
                    "{}: no outbox row is ever removed, because there is no user to do it (DB_RETENTION_USER)",
                    settings.source());
        } else {
            thread.start();
        }
    }

    void stop() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (true) {
                awaitStreaming();
                settings.tables().forEach(this::round);
                Thread.sleep(settings.retention().round());
            }
        } catch (InterruptedException _) {
            LOG.debug("{}: retention ends", settings.source());
        }
    }

    private void awaitStreaming() throws InterruptedException {
        while (!streams()) {
            Thread.sleep(TICK);
        }
    }

    private boolean streams() {
        return status.standing().state() == RelayState.STREAMING;
    }

    /** One table: what was seen in one round is dropped in a later one. What fails is tried again. */
    void round(String table) {
        try (Connection connection = database.connectForRetention()) {
            OutboxPartitions partitions = new OutboxPartitions(connection, table);
            extend(partitions);
            Seen seen = waiting.remove(table);
            if (seen == null) {
                lookForOld(partitions).ifPresent(found -> waiting.put(table, found));
            } else if (!partitions.contains(seen.gtids(), sent())) {
                waiting.put(table, seen);
                LOG.warn("{}: old rows stay, since not all of them are known to be on their topic", table);
            } else if (partitions.drop(seen)) {
                metrics.dropped(seen.lastIds().size());
                LOG.info("{}: dropped {}, all of it sent", table, seen.lastIds().keySet());
            }
        } catch (SQLException e) {
            metrics.retentionFailed();
            LOG.warn("{}: its old rows stay until the next round: {}", table, e.getMessage());
        }
    }

    /** Twice as far as needed, so that it is done now and then and not every day. */
    private void extend(OutboxPartitions partitions) throws SQLException {
        LocalDate today = partitions.today();
        List<OutboxPartitions.Day> days = partitions.days();
        int ahead = settings.retention().daysAhead();
        if (days.isEmpty() || days.getLast().end().isBefore(today.plusDays(ahead))) {
            partitions.extendTo(today.plusDays(2L * ahead));
        }
    }

    private Optional<Seen> lookForOld(OutboxPartitions partitions) throws SQLException {
        LocalDate until =
                partitions.today().minusDays(settings.retention().outbox().toDays());
        List<String> old = partitions.days().stream()
                .filter(day -> !day.end().isAfter(until))
                .map(OutboxPartitions.Day::name)
                .toList();
        return old.isEmpty() ? Optional.empty() : Optional.of(partitions.look(old));
    }

    /** The transactions that are completely read and committed to the topics. */
    private String sent() {
        return status.position().map(SourceOffset::gtids).orElse("");
    }
}
