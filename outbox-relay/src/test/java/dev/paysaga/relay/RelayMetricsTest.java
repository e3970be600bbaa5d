package dev.paysaga.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.relay.RelayMetrics.Sent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a relay says of itself in figures. */
class RelayMetricsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RelayStatus status = new RelayStatus("main", Clock.fixed(NOW, ZoneOffset.UTC));
    private final RelayMetrics metrics = new RelayMetrics(meters, "main", status);

    @Test
    void theOneThatWorksSaysHowLateItIsAndTheOneThatHasHandedOverDoesNot() {
        List.of(RelayState.WAITING, RelayState.STARTING, RelayState.STREAMING)
                .forEach(state -> status.enter(state, ""));
        status.committed(new SourceOffset(Map.of(), Map.of()), NOW.minusSeconds(3));
        assertThat(lag()).isEqualTo(3);

        status.enter(RelayState.STANDBY, "");

        assertThat(lag()).isNaN();
    }

    @Test
    void eventsAreCountedByTypeAndRepeatsApart() {
        metrics.committed(
                Map.of(new Sent("payment", "approved", false), 2L, new Sent("payment", "approved", true), 1L));
        metrics.committed(Map.of(new Sent("payment", "approved", false), 3L));

        assertThat(count("false")).isEqualTo(5);
        assertThat(count("true")).isEqualTo(1);
        assertThat(metrics.eventsSent()).isEqualTo(6);
    }

    private double lag() {
        return meters.get("paysaga.relay.lag").timeGauge().value(TimeUnit.SECONDS);
    }

    private double count(String repeat) {
        return meters.get("paysaga.relay.events")
                .tags("schema", "payment", "type", "approved", "repeat", repeat)
                .counter()
                .count();
    }
}
