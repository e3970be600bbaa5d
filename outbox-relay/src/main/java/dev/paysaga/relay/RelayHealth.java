package dev.paysaga.relay;

import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Ready means: standing by, or streaming with a position that moves and a lag under its bound. Part of readiness alone: a
 * restart would cure nothing that the supervisor does not.
 */
@Component("relay")
final class RelayHealth implements HealthIndicator {

    private final RelayStatus status;
    private final RelaySettings.Supervision limits;

    RelayHealth(RelayStatus status, RelaySettings settings) {
        this.status = status;
        this.limits = settings.supervision();
    }

    @Override
    public Health health() {
        RelayStatus.Standing standing = status.standing();
        Optional<String> complaint = complaint(standing);
        Health.Builder health = complaint.isEmpty() ? Health.up() : Health.outOfService();
        health.withDetail("state", standing.state());
        if (!standing.detail().isEmpty()) {
            health.withDetail("detail", standing.detail());
        }
        complaint.ifPresent(text -> health.withDetail("complaint", text));
        status.lag().ifPresent(lag -> health.withDetail("lagMs", lag.toMillis()));
        return health.build();
    }

    private Optional<String> complaint(RelayStatus.Standing standing) {
        return switch (standing.state()) {
            case STANDBY -> status.groupTrouble();
            case WAITING, STARTING, BACKING_OFF, STOPPED, FAILED -> Optional.of("not streaming");
            case STREAMING ->
                above("silent", status.silence(), limits.silenceTimeout())
                        .or(() -> above("lag", status.lag(), limits.lagMax()));
        };
    }

    private static Optional<String> above(String what, Optional<Duration> measured, Duration bound) {
        return measured.filter(value -> value.compareTo(bound) > 0)
                .map(value -> what + " for " + value.toMillis() + " ms, more than " + bound.toMillis() + " ms");
    }
}
