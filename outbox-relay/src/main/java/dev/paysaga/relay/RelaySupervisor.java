package dev.paysaga.relay;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one session after another while it is this relay's turn, and decides what the end of each means.
 *
 * <p>All changes of state happen on its one thread. Whatever fails, the answer is the same: tear the session down, fence,
 * read the position, start anew; for ever, with growing pauses.
 */
final class RelaySupervisor implements Membership.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(RelaySupervisor.class);

    private static final Duration TICK = Duration.ofMillis(250);

    private final RelaySettings.Supervision limits;
    private final CurrentSession session;
    private final SourceDatabase database;
    private final RelayTopics topics;
    private final RelayStatus status;
    private final RelayMetrics metrics;
    private final Backoff backoff;
    private final LastResort lastResort;
    private final Membership membership;
    private final Object changed = new Object();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("relay-supervisor").daemon(true).unstarted(this::run);

    private volatile boolean stopping;
    private volatile @Nullable String impersonated;

    RelaySupervisor(
            RelaySettings settings,
            KafkaClients clients,
            SessionFactory sessions,
            SourceDatabase database,
            RelayStatus status,
            RelayMetrics metrics,
            Backoff backoff,
            LastResort lastResort) {
        this.limits = settings.supervision();
        this.session = new CurrentSession(sessions, settings.supervision(), database, status, backoff);
        this.database = database;
        this.topics = new RelayTopics(clients, settings);
        this.status = status;
        this.metrics = metrics;
        this.backoff = backoff;
        this.lastResort = lastResort;
        this.membership = new Membership(
                clients, topics, settings.positionsTopic(), settings.kafka().sessionTimeout(), this);
    }

    void start() {
        membership.start();
        thread.start();
    }

    /** Ends the session and leaves the group; returns when that is done. */
    void stop() {
        stopping = true;
        session.end(new SessionEnd.Asked());
        if (!session.isRunning()) {
            // Waiting for Kafka or MySQL, perhaps for half a minute.
            thread.interrupt();
        }
        try {
            // A session's end has a bound of its own; this one is for what is not thought of.
            if (!finished.await(limits.closeTimeout().plusSeconds(5).toMillis(), TimeUnit.MILLISECONDS)) {
                lastResort.endProcess("The relay did not stop in time.");
            }
            membership.leave(Duration.ofSeconds(3));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void seated() {
        wake();
    }

    @Override
    public void unseated() {
        session.end(new SessionEnd.Unseated());
        session.awaitNone();
    }

    @Override
    public void joined() {
        status.joinedGroup();
    }

    @Override
    public void unreachable(String reason) {
        status.lostGroup("waiting for Kafka: " + reason);
    }

    @Override
    public void impersonated(String reason) {
        impersonated = reason;
        wake();
    }

    private void run() {
        try {
            while (mayGoOn()) {
                if (membership.active()) {
                    metrics.tookOver();
                    lead();
                } else {
                    pause(TICK);
                }
            }
            String reason = impersonated;
            if (stopping || reason == null) {
                status.enter(RelayState.STOPPED, "");
            } else {
                status.failed(reason);
                status.enter(RelayState.FAILED, reason);
            }
        } catch (InterruptedException _) {
            status.enter(RelayState.STOPPED, "");
        } catch (RuntimeException e) {
            LOG.error("The supervisor itself has failed.", e);
            lastResort.endProcess("The supervisor itself has failed: " + e + ".");
        } finally {
            finished.countDown();
        }
    }

    /** Sessions, one after another, until the turn is over. */
    private void lead() throws InterruptedException {
        boolean mine = true;
        while (mine && isMyTurn()) {
            status.enter(RelayState.WAITING, "");
            if (awaitPrerequisites()) {
                status.enter(RelayState.STARTING, "");
                mine = goOnAfter(session.run(this::overAlready));
            }
        }
        if (!stopping && impersonated == null && status.standing().state() != RelayState.STANDBY) {
            status.enter(RelayState.STANDBY, "the relays' group has taken the turn away");
        }
    }

    /** True if the next session is to start in this turn. */
    private boolean goOnAfter(SessionEnd end) throws InterruptedException {
        return switch (end) {
            case SessionEnd.Asked() -> false;
            case SessionEnd.Unseated() -> false;
            case SessionEnd.Fenced(Throwable cause) -> {
                LOG.warn("Another relay is active and has shut this one out: {}", cause.getMessage());
                status.failed("shut out by another relay: " + cause.getMessage());
                status.enter(RelayState.STANDBY, "another relay is active and has shut this one out");
                // The group decides; if the turn is still this relay's, no other one was there.
                pause(backoff.next().plusSeconds(1));
                yield false;
            }
            case SessionEnd.Silent(String what) -> {
                LOG.error("{}", what);
                yield rebuildAfter(what);
            }
            case SessionEnd.Broken(Throwable cause) -> {
                LOG.warn("The session is over and is rebuilt from the stored position.", cause);
                yield rebuildAfter(SessionEnd.describe(cause));
            }
        };
    }

    private boolean rebuildAfter(String why) throws InterruptedException {
        metrics.rebuilt();
        status.failed(why);
        Duration pause = backoff.next();
        status.enter(RelayState.BACKING_OFF, "starting again in " + pause.toMillis() + " ms, after: " + why);
        pause(pause);
        return true;
    }

    private boolean awaitPrerequisites() throws InterruptedException {
        while (isMyTurn()) {
            Optional<String> missing = database.missing();
            if (missing.isEmpty()) {
                missing = topics.missing();
            }
            if (missing.isEmpty()) {
                return isMyTurn();
            }
            status.explain(missing.get());
            pause(TICK);
        }
        return false;
    }

    private Optional<SessionEnd> overAlready() {
        if (isMyTurn()) {
            return Optional.empty();
        }
        return Optional.of(stopping ? new SessionEnd.Asked() : new SessionEnd.Unseated());
    }

    private boolean isMyTurn() {
        return mayGoOn() && membership.active();
    }

    private boolean mayGoOn() {
        return !stopping && impersonated == null;
    }

    /** Waits, but not past the next event. */
    private void pause(Duration duration) throws InterruptedException {
        synchronized (changed) {
            long deadline = System.nanoTime() + duration.toNanos();
            boolean before = membership.active();
            long left = duration.toMillis();
            while (left > 0 && mayGoOn() && membership.active() == before) {
                changed.wait(left);
                left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            }
        }
    }

    private void wake() {
        synchronized (changed) {
            changed.notifyAll();
        }
    }
}
