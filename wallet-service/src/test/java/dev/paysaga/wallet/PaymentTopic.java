package dev.paysaga.wallet;

import dev.paysaga.events.OrderId;
import dev.paysaga.events.PaymentEvent;
import dev.paysaga.events.PaymentEvent.ApprovedPaymentOrder;
import dev.paysaga.events.PaymentEvent.PaymentApproved;
import dev.paysaga.events.Psp;
import dev.paysaga.events.Topic;
import dev.paysaga.messaging.EventCodec;
import dev.paysaga.testing.TestKafka;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** The payment topic as the relay fills it, and payments to put there. */
public final class PaymentTopic {

    private static final AtomicLong PAYMENT_ORDERS = new AtomicLong(1000);
    private static final EventCodec CODEC = new EventCodec();

    private PaymentTopic() {}

    public static OrderId newOrder() {
        return new OrderId("ord_" + UUID.randomUUID());
    }

    public static String newEventId() {
        return UUID.randomUUID().toString();
    }

    /** A payment in won with one payment order per line, their ids never used before. */
    public static PaymentApproved approved(OrderId order, Line... lines) {
        return approved(order, "KRW", lines);
    }

    public static PaymentApproved approved(OrderId order, String currency, Line... lines) {
        return new PaymentApproved(
                order,
                Psp.TOSS,
                "test_pay_" + order,
                Stream.of(lines).mapToLong(Line::amount).sum(),
                currency,
                Instant.parse("2026-11-04T01:15:41.120Z"),
                Stream.of(lines)
                        .map(line -> new ApprovedPaymentOrder(
                                PAYMENT_ORDERS.incrementAndGet(), line.sellerId(), "drip-set", line.amount()))
                        .toList());
    }

    public static void publish(PaymentEvent event, long sequence) {
        publish(event, sequence, newEventId());
    }

    public static void publish(PaymentEvent event, long sequence, String eventId) {
        publish(event.orderId(), Topic.typeOf(event.getClass()), sequence, eventId, CODEC.encode(event));
    }

    public static void publish(OrderId order, String type, long sequence, String eventId, String body) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("ce_id", eventId);
        headers.put("ce_type", type);
        headers.put("ce_source", "/paysaga/payment-service");
        headers.put("ce_specversion", "1.0");
        headers.put("ce_time", "2026-11-04T01:15:41.121Z");
        headers.put("ce_subject", order.value());
        headers.put("ce_sequence", Long.toString(sequence));
        headers.put("ce_dataschema", "urn:paysaga:schema:" + type);
        headers.put("content-type", "application/json");
        TestKafka.publish(Topic.PAYMENT.kafkaName(), order.value(), headers, body);
    }

    /** What one seller is owed. */
    public record Line(String sellerId, long amount) {}
}
