package dev.paysaga.checkout;

import dev.paysaga.events.OrderId;
import dev.paysaga.events.PaymentEvent;
import dev.paysaga.events.PaymentEvent.ApprovedPaymentOrder;
import dev.paysaga.events.PaymentEvent.CanceledPaymentOrder;
import dev.paysaga.events.PaymentEvent.CancellationCompleted;
import dev.paysaga.events.PaymentEvent.PaymentApproved;
import dev.paysaga.events.PaymentEvent.PaymentCanceled;
import dev.paysaga.events.PaymentEvent.PaymentCompleted;
import dev.paysaga.events.PaymentEvent.PaymentDeclined;
import dev.paysaga.events.PaymentEvent.PaymentWaitingForDeposit;
import dev.paysaga.events.Psp;
import dev.paysaga.events.Topic;
import dev.paysaga.messaging.EventCodec;
import dev.paysaga.testing.TestKafka;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;

/** Speaks of one order's payment on the topic, in the payment-service's place. */
public final class PaymentNews {

    private static final Instant AT = Instant.parse("2026-11-04T01:15:00Z");

    private final OrderId orderId;
    private int sequence;

    public PaymentNews(String orderId) {
        this.orderId = new OrderId(orderId);
    }

    public void approved(String paymentKey) {
        publish(new PaymentApproved(
                orderId,
                Psp.TOSS,
                paymentKey,
                51_000,
                "KRW",
                AT,
                List.of(new ApprovedPaymentOrder(1, "seller-bori", "drip-set", 51_000))));
    }

    public void declined(String paymentKey, String code, String message) {
        publish(new PaymentDeclined(orderId, Psp.TOSS, paymentKey, 51_000, "KRW", code, message, AT));
    }

    public void completed() {
        publish(new PaymentCompleted(orderId, 51_000, "KRW", AT));
    }

    public void waitsForDeposit(String paymentKey, Instant dueAt) {
        publish(new PaymentWaitingForDeposit(orderId, Psp.TOSS, paymentKey, 51_000, "KRW", dueAt));
    }

    /** @param amount minor units */
    public void canceled(long cancellationId, long amount) {
        publish(new PaymentCanceled(
                orderId,
                cancellationId,
                Psp.TOSS,
                "test_key",
                amount,
                "KRW",
                "Changed my mind",
                AT,
                List.of(new CanceledPaymentOrder(1, "seller-bori", "drip-set", amount))));
    }

    public void cancellationCompleted(long cancellationId, long amount, long remaining) {
        publish(new CancellationCompleted(orderId, cancellationId, amount, remaining, "KRW", AT));
    }

    private void publish(PaymentEvent event) {
        sequence++;
        String type = Topic.typeOf(event.getClass());
        var headers = new LinkedHashMap<String, String>();
        headers.put("ce_id", UUID.randomUUID().toString());
        headers.put("ce_type", type);
        headers.put("ce_source", "/paysaga/payment-service");
        headers.put("ce_specversion", "1.0");
        headers.put("ce_time", AT.toString());
        headers.put("ce_subject", orderId.value());
        headers.put("ce_sequence", Integer.toString(sequence));
        headers.put("ce_dataschema", "urn:paysaga:schema:" + type);
        headers.put("content-type", "application/json");
        TestKafka.publish(Topic.PAYMENT.kafkaName(), orderId.value(), headers, new EventCodec().encode(event));
    }
}
