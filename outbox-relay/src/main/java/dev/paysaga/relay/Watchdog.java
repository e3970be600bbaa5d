package dev.paysaga.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Notices an engine that is connected and says nothing: no row and no heartbeat, while MySQL answers. Debezium reports no
 * error then, and would stay so for ever.
 */
final class Watchdog {

    /** A commit takes milliseconds. */
    private static final Duration BUSY_MAX = Duration.ofSeconds(3);

    private final Duration startTimeout;
    private final Duration silenceTimeout;
    private final SourceDatabase database;
    private final RelayStatus status;
    private final Optional<Instant> before;
    private long changedAt = System.nanoTime();
    private long quietSince = System.nanoTime();
    private String complaint = "";
    private Optional<Instant> last;
    private long askedAt;

    Watchdog(RelaySettings.Supervision limits, SourceDatabase database, RelayStatus status) {
        this.startTimeout = limits.startTimeout();
        this.silenceTimeout = limits.silenceTimeout();
        this.database = database;
        this.status = status;
        this.before = status.lastBatch();
        this.last = before;
    }

    /**
     * Looks once; to be called several times a second.
     *
     * @param busy true while a batch waits for Kafka: then silence is no fault of the source
     */
    Optional<SessionEnd> check(boolean busy) {
        Optional<Instant> now = status.lastBatch();
        if (busy || !now.equals(last)) {
            if (!now.equals(last)) {
                changedAt = System.nanoTime();
            }
            last = now;
            quietSince = System.nanoTime();
            complaint = busy && quietSince - changedAt > BUSY_MAX.toNanos() ? "Kafka does not answer" : "";
            return Optional.empty();
        }
        Duration quiet = Duration.ofNanos(System.nanoTime() - quietSince);
        Duration bound = sawLife() ? silenceTimeout : startTimeout;
        if (quiet.compareTo(bound.dividedBy(2)) > 0 && secondHasPassed() && !database.answers()) {
            // Not the engine's fault; it gets its full time again once MySQL is back.
            quietSince = System.nanoTime() - bound.dividedBy(2).toNanos();
            complaint = "MySQL does not answer";
            return Optional.empty();
        }
        return quiet.compareTo(bound) > 0
                ? Optional.of(new SessionEnd.Silent("The engine has said nothing for " + quiet.toSeconds()
                        + " s while MySQL answers; it is rebuilt."))
                : Optional.empty();
    }

    /** True once the engine of this session has handed anything over. */
    boolean sawLife() {
        return !status.lastBatch().equals(before);
    }

    String complaint() {
        return complaint;
    }

    private boolean secondHasPassed() {
        long now = System.nanoTime();
        if (now - askedAt < Duration.ofSeconds(1).toNanos()) {
            return false;
        }
        askedAt = now;
        return true;
    }
}
