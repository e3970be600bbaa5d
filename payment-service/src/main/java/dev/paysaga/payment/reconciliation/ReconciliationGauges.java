package dev.paysaga.payment.reconciliation;

import dev.paysaga.events.Psp;
import dev.paysaga.messaging.UnitOfWork;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** How many differences each provider's latest reconciliation has found. */
@Component
class ReconciliationGauges {

    private final ReconciliationTable table;
    private final UnitOfWork unitOfWork;
    private final Set<Psp> providers;
    private final Map<Psp, Integer> differences = new ConcurrentHashMap<>();

    ReconciliationGauges(ReconciliationTable table, UnitOfWork unitOfWork, Reconcile reconcile, MeterRegistry meters) {
        this.table = table;
        this.unitOfWork = unitOfWork;
        this.providers = reconcile.providers();
        for (Psp psp : providers) {
            Gauge.builder("paysaga.reconciliation.differences", this, all -> all.differences.getOrDefault(psp, 0))
                    .tag("psp", psp.name())
                    .register(meters);
        }
    }

    @Scheduled(fixedDelayString = "${paysaga.metrics-pause}")
    void refresh() {
        unitOfWork.run(() -> providers.forEach(psp -> differences.put(psp, table.latestDifferences(psp))));
    }
}
