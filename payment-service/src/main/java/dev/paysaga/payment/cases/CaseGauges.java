package dev.paysaga.payment.cases;

import dev.paysaga.messaging.UnitOfWork;
import dev.paysaga.payment.cases.ManualCases.Kind;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** How many cases of each kind are open; all kinds are there from the start, at zero. */
@Component
class CaseGauges {

    private final ManualCases cases;
    private final UnitOfWork unitOfWork;
    private volatile Map<Kind, Integer> open = Map.of();

    CaseGauges(ManualCases cases, UnitOfWork unitOfWork, MeterRegistry meters) {
        this.cases = cases;
        this.unitOfWork = unitOfWork;
        for (Kind kind : Kind.values()) {
            Gauge.builder("paysaga.manual.cases.open", this, gauges -> gauges.open.getOrDefault(kind, 0))
                    .tag("kind", kind.name())
                    .register(meters);
        }
    }

    @Scheduled(fixedDelayString = "${paysaga.metrics-pause}")
    void refresh() {
        open = unitOfWork.get(cases::countOpen);
    }
}
