package dev.paysaga.relay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What can be said about the relay at this moment; written by its parts, read by health, API and metrics. */
final class RelayStatus {

    private static final Logger LOG = LoggerFactory.getLogger(RelayStatus.class);

    private final String source;
    private final Clock clock;
    private volatile Standing standing;
    private volatile @Nullable ErrorSeen lastError;
    private volatile @Nullable String groupTrouble = "the relays' group is not joined yet";
    private volatile @Nullable SourceOffset position;
    private volatile @Nullable Instant reached;
    private volatile @Nullable Instant lastBatch;

    /** @param source whose status it is, for the log */
    RelayStatus(String source, Clock clock) {
        this.source = source;
        this.clock = clock;
        this.standing = new Standing(RelayState.STANDBY, clock.instant(), "");
    }

    /**
     * A state and why.
     *
     * @param detail what is waited for or has happened, for people; empty if the state says it all
     */
    record Standing(RelayState state, Instant since, String detail) {}

    record ErrorSeen(Instant at, String message) {}

    Standing standing() {
        return standing;
    }

    Optional<ErrorSeen> lastError() {
        return Optional.ofNullable(lastError);
    }

    /** The position of the last commit of this process. */
    Optional<SourceOffset> position() {
        return Optional.ofNullable(position);
    }

    /** Now less the source's time of what was committed last; empty before this process has committed anything. */
    Optional<Duration> lag() {
        return Optional.ofNullable(reached).map(then -> nonNegative(Duration.between(then, clock.instant())));
    }

    /** When the engine last handed anything over, in any session. */
    Optional<Instant> lastBatch() {
        return Optional.ofNullable(lastBatch);
    }

    /** Time since the engine last handed anything over, heartbeats included; empty before it ever did. */
    Optional<Duration> silence() {
        return Optional.ofNullable(lastBatch).map(then -> nonNegative(Duration.between(then, clock.instant())));
    }

    /**
     * Changes the state.
     *
     * @throws IllegalStateException if {@link RelayState} does not declare the change
     */
    synchronized void enter(RelayState next, String detail) {
        RelayState current = standing.state();
        if (current != next && !current.mayBecome(next)) {
            throw new IllegalStateException("The relay cannot go from " + current + " to " + next + ".");
        }
        boolean same = current == next;
        if (same && standing.detail().equals(detail)) {
            return;
        }
        standing = new Standing(next, same ? standing.since() : clock.instant(), detail);
        LOG.info("{}: {}{}", source, next, detail.isEmpty() ? "" : ": " + detail);
    }

    /** Says more about the present state. */
    synchronized void explain(String detail) {
        enter(standing.state(), detail);
    }

    /** Why the relays' group cannot be asked whose turn it is; empty while it can. */
    Optional<String> groupTrouble() {
        return Optional.ofNullable(groupTrouble);
    }

    void joinedGroup() {
        groupTrouble = null;
    }

    void lostGroup(String reason) {
        if (!reason.equals(groupTrouble)) {
            LOG.warn("{}", reason);
        }
        groupTrouble = reason;
    }

    void failed(String message) {
        lastError = new ErrorSeen(clock.instant(), message);
    }

    void batchReceived() {
        lastBatch = clock.instant();
    }

    void committed(SourceOffset offset, @Nullable Instant sourceTime) {
        position = offset;
        if (sourceTime != null) {
            reached = sourceTime;
        }
    }

    private static Duration nonNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
