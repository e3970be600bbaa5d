package dev.paysaga.psp.simulator.portone;

import dev.paysaga.psp.simulator.truth.Drift;
import dev.paysaga.psp.simulator.truth.Payment;
import dev.paysaga.psp.simulator.truth.PaymentMethod;
import dev.paysaga.psp.simulator.truth.Psp;
import dev.paysaga.psp.simulator.truth.Truth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The payments of a time as PortOne lists them: the truth, and what drifts from it (R01). */
final class PaymentList {

    private final Truth truth;
    private final Shop shop;
    private final Instant now;

    PaymentList(Truth truth, Shop shop, Instant now) {
        this.truth = truth;
        this.shop = shop;
        this.now = now;
    }

    private record Row(Instant changedAt, ObjectNode body) {}

    /**
     * Ordered by their last change.
     *
     * @param from of the last change
     * @param until not included
     * @param statuses as PortOne names them; empty for all
     */
    List<ObjectNode> between(Instant from, Instant until, Set<String> statuses) {
        List<Row> rows = new ArrayList<>();
        for (Payment payment : truth.payments(any -> any.psp() == Psp.PORTONE)) {
            Payment current = payment.asOf(now);
            rows.add(new Row(current.changedAt(), PortOnePaymentBody.of(current, shop)));
        }
        rows.removeIf(row -> row.changedAt().isBefore(from) || !row.changedAt().isBefore(until));
        truth.drifts().stream().filter(drift -> drift.psp() == Psp.PORTONE).forEach(drift -> apply(drift, rows, from));
        rows.removeIf(row -> !statuses.isEmpty()
                && !statuses.contains(row.body().path("status").asString()));
        rows.sort(Comparator.comparing(Row::changedAt));
        return rows.stream().map(Row::body).toList();
    }

    private void apply(Drift drift, List<Row> rows, Instant from) {
        long amount = drift.amount() == null ? 0 : drift.amount();
        switch (drift.action()) {
            case HIDE -> rows.removeIf(row -> isOf(drift, row));
            case ADD -> rows.add(new Row(from, invented(drift.orderId(), amount, from)));
            case ALTER ->
                rows.stream().filter(row -> isOf(drift, row)).forEach(row -> {
                    ObjectNode amounts = (ObjectNode) row.body().path("amount");
                    amounts.put("total", amount).put("paid", amount);
                });
        }
    }

    private static boolean isOf(Drift drift, Row row) {
        return row.body().path("id").asString().equals(drift.orderId());
    }

    private ObjectNode invented(String orderId, long amount, Instant at) {
        Payment payment = Payment.opened(
                        Psp.PORTONE, "drift-" + orderId, orderId, "Order " + orderId, "KRW", amount, at)
                .authenticated(PaymentMethod.CARD, null, at)
                .approved(at, "SIMTXDRIFT" + orderId, "00000000");
        return PortOnePaymentBody.of(payment, shop);
    }
}
