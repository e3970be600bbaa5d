package dev.paysaga.relay;

import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Ready means: standing by, or streaming with a position that moves and a lag under its bound. Part of readiness alone: a
 * restart would cure nothing that the supervisor does not.
 */
@Component("relay")
final class RelayHealth implements HealthIndicator {

    private final RelaySources sources;

    RelayHealth(RelaySources sources) {
        this.sources = sources;
    }

    @Override
    public Health health() {
        if (sources.all().size() == 1) {
            return health(sources.all().getFirst());
        }
        boolean up = true;
        Health.Builder whole = new Health.Builder();
        for (RelaySource source : sources.all()) {
            Health health = health(source);
            up &= health.getStatus().equals(Status.UP);
            whole.withDetail(source.name(), health.getDetails());
        }
        return (up ? whole.up() : whole.outOfService()).build();
    }

    private static Health health(RelaySource source) {
        RelayStatus.Standing standing = source.status().standing();
        Optional<String> complaint = complaint(source, standing);
        Health.Builder health = complaint.isEmpty() ? Health.up() : Health.outOfService();
        health.withDetail("state", standing.state());
        if (!standing.detail().isEmpty()) {
            health.withDetail("detail", standing.detail());
        }
        complaint.ifPresent(text -> health.withDetail("complaint", text));
        source.status().lag().ifPresent(lag -> health.withDetail("lagMs", lag.toMillis()));
        return health.build();
    }

    private static Optional<String> complaint(RelaySource source, RelayStatus.Standing standing) {
        RelayStatus status = source.status();
        RelaySettings.Supervision limits = source.settings().supervision();
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
