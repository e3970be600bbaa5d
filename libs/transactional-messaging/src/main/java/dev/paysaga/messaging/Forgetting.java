package dev.paysaga.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Removes what is old from the tables that would grow for ever, a few rows at a time. Any number of instances may run it.
 *
 * <p>Outbox rows are none of its business: they are the relay's, which knows what has been sent.
 */
final class Forgetting implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Forgetting.class);
    private static final Duration ROUND = Duration.ofMinutes(1);
    private static final Duration PASS = Duration.ofDays(1);
    private static final int BATCH = 500;

    /** Of one table in one round: ten million rows are gone through in three hours, unnoticed. */
    private static final int PAGES = 60;

    private final JdbcTemplate jdbc;
    private final UnitOfWork unitOfWork;
    private final InboxPass inbox;
    private final List<OldRows> byAge;
    private final Clock clock;
    private Instant nextPass = Instant.EPOCH;
    private volatile @Nullable ScheduledExecutorService rounds;

    Forgetting(JdbcTemplate jdbc, UnitOfWork unitOfWork, InboxPass inbox, List<OldRows> byAge, Clock clock) {
        this.jdbc = jdbc;
        this.unitOfWork = unitOfWork;
        this.inbox = inbox;
        this.byAge = List.copyOf(byAge);
        this.clock = clock;
    }

    /** Removes what is old now, as much of it as one round may. */
    void round(Instant now) {
        byAge.forEach(this::clear);
        if (now.isBefore(nextPass)) {
            return;
        }
        for (int page = 0; page < PAGES; page++) {
            if (!inbox.page()) {
                nextPass = now.plus(PASS);
                return;
            }
        }
    }

    private void clear(OldRows rows) {
        int removed = BATCH;
        for (int page = 0; page < PAGES && removed == BATCH; page++) {
            removed = unitOfWork.get(() -> jdbc.update(
                    "DELETE FROM " + rows.view() + " WHERE " + rows.since()
                            + " < CURRENT_TIMESTAMP(6) - INTERVAL ? SECOND ORDER BY " + rows.since() + " LIMIT "
                            + BATCH,
                    rows.retention().toSeconds()));
        }
    }

    @Override
    public void start() {
        var executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("forgetting").daemon().factory());
        var _ = executor.scheduleWithFixedDelay(
                this::guardedRound, ROUND.toMillis(), ROUND.toMillis(), TimeUnit.MILLISECONDS);
        rounds = executor;
    }

    private void guardedRound() {
        try {
            round(clock.instant());
        } catch (RuntimeException | Error e) { // either would end the rounds in silence
            log.warn("Old rows could not be removed; they are in the next round", e);
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService executor = rounds;
        if (executor != null) {
            rounds = null;
            executor.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return rounds != null;
    }
}
