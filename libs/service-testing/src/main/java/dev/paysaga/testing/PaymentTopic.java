package dev.paysaga.testing;

import dev.paysaga.events.OrderId;
import dev.paysaga.events.PaymentEvent;
import dev.paysaga.events.PaymentEvent.ApprovedPaymentOrder;
import dev.paysaga.events.PaymentEvent.CanceledPaymentOrder;
import dev.paysaga.events.PaymentEvent.PaymentApproved;
import dev.paysaga.events.PaymentEvent.PaymentCanceled;
import dev.paysaga.events.Psp;
import dev.paysaga.events.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** The payment topic as the relay fills it, and payments and cancels to put there. */
public final class PaymentTopic {

    private static final AtomicLong PAYMENT_ORDERS = new AtomicLong(1000);
    private static final AtomicLong CANCELLATIONS = new AtomicLong(100);
    private static final JsonMapper JSON = JsonMapper.builder().build();

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

    /**
     * A cancel of a part of a payment, its id never used before.
     *
     * @param amounts of its payment orders in their order, 0 for those that it leaves alone; the rest likewise
     */
    public static PaymentCanceled canceled(PaymentApproved payment, long... amounts) {
        List<CanceledPaymentOrder> taken = new ArrayList<>();
        for (int i = 0; i < amounts.length; i++) {
            ApprovedPaymentOrder from = payment.paymentOrders().get(i);
            if (amounts[i] != 0) {
                taken.add(
                        new CanceledPaymentOrder(from.paymentOrderId(), from.sellerId(), from.productId(), amounts[i]));
            }
        }
        return new PaymentCanceled(
                payment.orderId(),
                CANCELLATIONS.incrementAndGet(),
                payment.psp(),
                payment.paymentKey(),
                LongStream.of(amounts).sum(),
                payment.currency(),
                "One of them was torn.",
                Instant.parse("2026-11-04T03:15:41.120Z"),
                taken);
    }

    public static void publish(PaymentEvent event, long sequence) {
        publish(event, sequence, newEventId());
    }

    public static void publish(PaymentEvent event, long sequence, String eventId) {
        publish(event.orderId(), Topic.typeOf(event.getClass()), sequence, eventId, body(event));
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

    /** The event as JSON. */
    public static String body(PaymentEvent event) {
        return JSON.writeValueAsString(event);
    }

    /** What one seller is owed. */
    public record Line(String sellerId, long amount) {}
}
