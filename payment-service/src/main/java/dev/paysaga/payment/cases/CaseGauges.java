package dev.paysaga.payment.cases;

import dev.paysaga.messaging.Reading;
import dev.paysaga.messaging.UnitOfWork;
import dev.paysaga.payment.cases.ManualCases.Kind;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** How many cases of each kind are open; all kinds are there from the start. */
@Component
class CaseGauges {

    private final Reading<Map<Kind, Integer>> open;

    CaseGauges(ManualCases cases, UnitOfWork unitOfWork, MeterRegistry meters) {
        open = new Reading<>(() -> unitOfWork.get(cases::countOpen));
        for (Kind kind : Kind.values()) {
            Gauge.builder("paysaga.manual.cases.open", open.gauge(all -> all.getOrDefault(kind, 0)))
                    .tag("kind", kind.name())
                    .register(meters);
        }
    }

    @Scheduled(fixedDelayString = "${paysaga.metrics-pause}")
    void refresh() {
        open.refresh();
    }
}
