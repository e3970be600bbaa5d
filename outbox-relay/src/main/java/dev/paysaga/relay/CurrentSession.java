package dev.paysaga.relay;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one session that runs, if any: run and watched by the supervisor's thread, ended from others too. */
final class CurrentSession {

    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration STABLE = Duration.ofSeconds(30);

    private final SessionFactory sessions;
    private final RelaySettings.Supervision limits;
    private final SourceDatabase database;
    private final RelayStatus status;
    private final Backoff backoff;
    private final Object ended = new Object();
    private volatile @Nullable RelaySession session;

    CurrentSession(
            SessionFactory sessions,
            RelaySettings.Supervision limits,
            SourceDatabase database,
            RelayStatus status,
            Backoff backoff) {
        this.sessions = sessions;
        this.limits = limits;
        this.database = database;
        this.status = status;
        this.backoff = backoff;
    }

    /**
     * Opens a session and returns when it is over and closed.
     *
     * @param over asked once the session can be ended from outside: why it is not to start any more, if so
     */
    SessionEnd run(Supplier<Optional<SessionEnd>> over) throws InterruptedException {
        try (RelaySession opened = sessions.open()) {
            session = opened;
            Optional<SessionEnd> already = over.get();
            if (already.isPresent()) {
                return already.get();
            }
            opened.start();
            return watch(opened);
        } catch (RuntimeException e) {
            return SessionEnd.of(e);
        } finally {
            session = null;
            synchronized (ended) {
                ended.notifyAll();
            }
        }
    }

    boolean isRunning() {
        return session != null;
    }

    /** Ends the session, if there is one; {@link #run} then returns the reason. */
    void end(SessionEnd reason) {
        RelaySession current = session;
        if (current != null) {
            current.finish(reason);
        }
    }

    /** Waits until no session runs, or for as long as closing one may take. */
    void awaitNone() {
        long deadline = System.nanoTime() + limits.closeTimeout().toNanos();
        synchronized (ended) {
            try {
                while (session != null && System.nanoTime() < deadline) {
                    ended.wait(TICK.toMillis());
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private SessionEnd watch(RelaySession opened) throws InterruptedException {
        Watchdog watchdog = new Watchdog(limits, database, status);
        long startedAt = System.nanoTime();
        while (true) {
            Optional<SessionEnd> end = opened.await(TICK);
            if (end.isPresent()) {
                return end.get();
            }
            Optional<SessionEnd> silent = watchdog.check(opened.busy());
            if (silent.isPresent()) {
                return silent.get();
            }
            if (watchdog.sawLife()) {
                status.enter(RelayState.STREAMING, watchdog.complaint());
                if (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt) > STABLE.toMillis()) {
                    backoff.reset();
                }
            }
        }
    }
}
