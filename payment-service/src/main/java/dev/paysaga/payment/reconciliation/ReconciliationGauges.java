package dev.paysaga.payment.reconciliation;

import dev.paysaga.events.Psp;
import dev.paysaga.messaging.Reading;
import dev.paysaga.messaging.UnitOfWork;
import dev.paysaga.payment.reconciliation.ReconciliationTable.Done;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Of each provider's latest reconciliation that ended well: how many differences it found, and how long ago that was. */
@Component
class ReconciliationGauges {

    private final Map<Psp, Reading<Optional<Done>>> latest = new EnumMap<>(Psp.class);
    private final Clock clock;

    ReconciliationGauges(
            ReconciliationTable table, UnitOfWork unitOfWork, Reconcile reconcile, Clock clock, MeterRegistry meters) {
        this.clock = clock;
        for (Psp psp : reconcile.providers()) {
            var done = new Reading<>(() -> unitOfWork.get(() -> table.latestDone(psp)));
            latest.put(psp, done);
            Gauge.builder(
                            "paysaga.reconciliation.differences",
                            done.gauge(found -> found.map(Done::differences).orElse(0)))
                    .tag("psp", psp.name())
                    .register(meters);
            TimeGauge.builder("paysaga.reconciliation.age", done.gauge(this::age), TimeUnit.SECONDS)
                    .description("since the latest one that ended well; NaN before the first")
                    .tag("psp", psp.name())
                    .register(meters);
        }
    }

    @Scheduled(fixedDelayString = "${paysaga.metrics-pause}")
    void refresh() {
        latest.values().forEach(Reading::refresh);
    }

    private @Nullable Long age(Optional<Done> found) {
        return found.map(done -> Duration.between(done.at(), clock.instant()).toSeconds())
                .orElse(null);
    }
}
