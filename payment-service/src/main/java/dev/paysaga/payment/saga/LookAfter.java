package dev.paysaga.payment.saga;

import dev.paysaga.messaging.UnitOfWork;
import dev.paysaga.payment.domain.PaymentOrderStatus;
import dev.paysaga.payment.saga.Watches.Watch;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.MDC;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks after what has no attempt: deposits that are waited for, money that may come for a canceled checkout, cancels
 * that wait for their turn and were forgotten by a crash.
 */
@Component
class LookAfter {

    private final Payments payments;
    private final Watches watches;
    private final LookAtProvider lookAtProvider;
    private final UnitOfWork unitOfWork;
    private final Clock clock;
    private final Lane<Watch> money;
    private final Lane<String> queued;

    LookAfter(
            Payments payments,
            Watches watches,
            Cancellations cancellations,
            LookAtProvider lookAtProvider,
            CancelQueue queue,
            UnitOfWork unitOfWork,
            Clock clock,
            PaymentProperties properties) {
        this.payments = payments;
        this.watches = watches;
        this.lookAtProvider = lookAtProvider;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
        this.money = new Lane<>(
                "look-after",
                properties.roundSize(),
                free -> unitOfWork.get(() -> watches.claimDue(clock.instant(), free, properties.resolveClaim())),
                this::look,
                underWay -> unitOfWork.run(
                        () -> watches.keep(underWay, clock.instant().plus(properties.resolveClaim()))));
        this.queued = new Lane<>(
                "cancel-queue",
                properties.roundSize(),
                free -> unitOfWork.get(() -> {
                    Instant now = clock.instant();
                    return cancellations.claimQueued(now, free, now.plus(properties.resolveClaim()));
                }),
                queue::drive);
    }

    @Scheduled(fixedDelayString = "${paysaga.payment.round-pause}")
    void round() {
        money.round();
        queued.round();
    }

    private void look(Watch watch) {
        try (var _ = MDC.putCloseable("orderId", watch.orderId())) {
            boolean mayCome = unitOfWork.get(
                    () -> payments.find(watch.orderId()).orElseThrow().status() != PaymentOrderStatus.SUCCESS);
            if (mayCome) {
                lookAtProvider.now(watch.orderId());
            }
        } finally {
            unitOfWork.run(() ->
                    watches.looked(payments.lock(watch.orderId()).orElseThrow(), watch.looks() + 1, clock.instant()));
        }
    }
}
