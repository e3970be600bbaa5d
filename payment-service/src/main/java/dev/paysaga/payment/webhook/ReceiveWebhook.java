package dev.paysaga.payment.webhook;

import dev.paysaga.messaging.UnitOfWork;
import dev.paysaga.payment.webhook.RejectedWebhookException.Reason;
import dev.paysaga.payment.webhook.WebhookTable.OurPayment;
import dev.paysaga.payment.webhook.WebhookTable.Status;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Stores what a webhook is about, once, after comparing it with what we know of its payment. */
@Component
class ReceiveWebhook {

    private final WebhookTable webhooks;
    private final UnitOfWork unitOfWork;
    private final Clock clock;

    ReceiveWebhook(WebhookTable webhooks, UnitOfWork unitOfWork, Clock clock) {
        this.webhooks = webhooks;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }

    /** @throws RejectedWebhookException when it contradicts what we know; then nothing is stored */
    Received receive(News news, byte[] body) {
        String hash = Sha256.of(body);
        return unitOfWork.get(() -> store(news, hash));
    }

    private Received store(News news, String hash) {
        Optional<String> before = webhooks.bodyHash(news.psp(), news.transmissionId());
        if (before.isPresent()) {
            if (!Sha256.same(before.get(), hash)) {
                throw new RejectedWebhookException(Reason.ID_REUSED);
            }
            return Received.AGAIN;
        }
        if (news.orderId() == null) {
            webhooks.insert(news, hash, Status.IGNORED, "There is nothing to look at", clock.instant());
            return Received.IGNORED;
        }
        News compared = webhooks.payment(news.orderId())
                .map(payment -> compared(news, payment))
                .orElse(news);
        webhooks.insert(compared, hash, Status.RECEIVED, null, clock.instant());
        return Received.STORED;
    }

    private static News compared(News news, OurPayment ours) {
        if (ours.psp() != news.psp()) {
            throw new RejectedWebhookException(Reason.OTHER_PROVIDER);
        }
        if (news.paymentKey() != null
                && ours.paymentKey() != null
                && !ours.paymentKey().equals(news.paymentKey())) {
            throw new RejectedWebhookException(Reason.PAYMENT_KEY);
        }
        if (news.secretHash() == null || ours.depositSecretHash() == null) {
            return news;
        }
        if (!Sha256.same(ours.depositSecretHash(), news.secretHash())) {
            throw new RejectedWebhookException(Reason.SECRET);
        }
        return news.verifiedBySecret();
    }

    /** What has become of a webhook that is believed. */
    enum Received {
        STORED,
        /** The very same came before. */
        AGAIN,
        IGNORED
    }
}
