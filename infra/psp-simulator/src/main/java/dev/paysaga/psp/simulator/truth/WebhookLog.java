package dev.paysaga.psp.simulator.truth;

import dev.paysaga.psp.simulator.scenario.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A webhook and what has become of it so far. Guarded by the {@link Truth} that holds it. */
public final class WebhookLog {

    private final Webhook webhook;
    private final List<Webhook.Delivery> deliveries = new ArrayList<>(1);
    private Webhook.State state;
    private @Nullable Instant nextAt;

    WebhookLog(TruthEntry.Planned planned) {
        this.webhook = planned.webhook();
        this.state = planned.state();
    }

    /** @param nextAt when it is sent again, by the provider's clock; null when it waits for its first sending, or is not sent any more */
    public record View(
            String id,
            String messageId,
            Psp psp,
            String orderId,
            String type,
            String paymentStatus,
            @Nullable Fault fault,
            Instant createdAt,
            Webhook.State state,
            @Nullable Instant nextAt,
            List<Webhook.Delivery> deliveries) {}

    void tried(TruthEntry.Tried tried) {
        deliveries.add(tried.delivery());
        state = tried.state();
        nextAt = tried.nextAt();
    }

    Truth.Unsent unsent() {
        return new Truth.Unsent(webhook, deliveries.size(), nextAt);
    }

    Webhook.State state() {
        return state;
    }

    public View view() {
        return new View(
                webhook.id(),
                webhook.messageId(),
                webhook.psp(),
                webhook.orderId(),
                webhook.type(),
                webhook.payment().status().name(),
                webhook.fault(),
                webhook.createdAt(),
                state,
                nextAt,
                List.copyOf(deliveries));
    }
}
