package dev.paysaga.checkout.confirm;

import dev.paysaga.checkout.confirm.PendingConfirms.Pending;
import dev.paysaga.messaging.UnitOfWork;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Ends what was left half-way: by a buyer who went, by a payment-service that was away, by a crash of ours. Any number
 * of instances may run it. Nothing is given up; the pauses grow.
 */
@Component
class ConfirmRecovery {

    private static final Logger log = LoggerFactory.getLogger(ConfirmRecovery.class);

    private final PendingConfirms pending;
    private final Confirming confirming;
    private final UnitOfWork unitOfWork;
    private final Clock clock;
    private final ConfirmProperties properties;

    ConfirmRecovery(
            PendingConfirms pending,
            Confirming confirming,
            UnitOfWork unitOfWork,
            Clock clock,
            ConfirmProperties properties) {
        this.pending = pending;
        this.confirming = confirming;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
        this.properties = properties;
    }

    /** One round; the next one begins half a second after its end. */
    @Scheduled(fixedDelay = 500)
    void pushOn() {
        List<Pending> claimed = unitOfWork.get(() -> pending.claim(clock.instant()));
        if (claimed.isEmpty()) {
            return;
        }
        log.info("Asking the payment-service again about {} checkouts in progress", claimed.size());
        try (var pushes = Executors.newVirtualThreadPerTaskExecutor()) {
            claimed.forEach(checkout -> pushes.execute(() -> push(checkout)));
        }
    }

    private void push(Pending checkout) {
        try (var _ = MDC.putCloseable("orderId", checkout.orderId().value())) {
            confirming.push(checkout.orderId(), checkout.paymentKey(), checkout.amount(), properties.confirmPatience());
        } catch (RuntimeException e) {
            log.warn("Could not push a checkout on; it is tried again later", e);
        }
    }
}
