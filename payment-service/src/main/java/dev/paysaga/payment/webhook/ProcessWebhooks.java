package dev.paysaga.payment.webhook;

import static java.util.stream.Collectors.groupingBy;

import dev.paysaga.messaging.UnitOfWork;
import dev.paysaga.payment.saga.LookAtProvider;
import dev.paysaga.payment.saga.LookAtProvider.Looked;
import dev.paysaga.payment.saga.LookAtProvider.Result;
import dev.paysaga.payment.saga.Pauses;
import dev.paysaga.payment.webhook.WebhookTable.Due;
import dev.paysaga.payment.webhook.WebhookTable.Status;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Asks the provider about the orders that webhooks name, after these were answered. Webhooks about one order that wait
 * together are one question. Any number of instances may run this at once; what one of them leaves half-way is taken up
 * again when its claim is over.
 */
@Component
class ProcessWebhooks implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(ProcessWebhooks.class);

    private final WebhookTable webhooks;
    private final LookAtProvider lookAtProvider;
    private final UnitOfWork unitOfWork;
    private final Clock clock;
    private final WebhookProperties properties;
    private final Semaphore free;
    private final ExecutorService looks = Executors.newVirtualThreadPerTaskExecutor();

    ProcessWebhooks(
            WebhookTable webhooks,
            LookAtProvider lookAtProvider,
            UnitOfWork unitOfWork,
            Clock clock,
            WebhookProperties properties) {
        this.webhooks = webhooks;
        this.lookAtProvider = lookAtProvider;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
        this.properties = properties;
        this.free = new Semaphore(properties.looksAtOnce());
    }

    /** One round; does not wait for the looks that it begins, so that a slow one does not hold the others up. */
    @Scheduled(fixedDelayString = "${paysaga.webhooks.round-pause}")
    void round() {
        int most = free.drainPermits();
        int begun = 0;
        try {
            if (most > 0) {
                List<Due> due = unitOfWork.get(() -> webhooks.claimDue(clock.instant(), most, properties.claim()));
                var byOrder = due.stream().collect(groupingBy(Due::orderId));
                byOrder.forEach((order, same) -> looks.execute(() -> lookAndFree(order, same)));
                begun = byOrder.size();
            }
        } finally {
            free.release(most - begun);
        }
    }

    private void lookAndFree(String order, List<Due> same) {
        try (var _ = MDC.putCloseable("orderId", order)) {
            look(order, same);
        } catch (RuntimeException e) {
            log.error("What webhooks about order {} have led to could not be noted; they are taken up again", order, e);
        } finally {
            free.release();
        }
    }

    private void look(String order, List<Due> same) {
        Looked looked;
        try {
            looked = lookAtProvider.now(order);
        } catch (RuntimeException e) {
            log.error("Order {} could not be looked at after a webhook; it will be again", order, e);
            looked = new Looked(Result.NO_ANSWER, "Looking failed on our side: " + e);
        }
        Looked result = looked;
        unitOfWork.run(() -> same.forEach(webhook -> note(webhook, result)));
    }

    private void note(Due webhook, Looked looked) {
        Instant now = clock.instant();
        switch (looked.result()) {
            case APPLIED, NOTHING_NEW, CONTRADICTION -> webhooks.finish(webhook, Status.PROCESSED, looked.text(), now);
            case UNKNOWN_ORDER ->
                againUpTo(properties.triesForUnknownOrder(), webhook, Status.IGNORED, looked.text(), now);
            case NO_ANSWER -> againUpTo(properties.tries(), webhook, Status.GIVEN_UP, looked.text(), now);
        }
    }

    private void againUpTo(int most, Due webhook, Status end, String note, Instant now) {
        if (webhook.tries() + 1 >= most) {
            webhooks.finish(webhook, end, note, now);
        } else {
            webhooks.tryAgain(
                    webhook,
                    note,
                    now.plus(Pauses.after(webhook.tries(), properties.firstPause(), properties.longestPause())));
        }
    }

    @Override
    public void destroy() {
        looks.close();
    }
}
