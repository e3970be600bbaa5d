package dev.paysaga.psp.simulator.toss;

import dev.paysaga.psp.simulator.call.Operation;
import dev.paysaga.psp.simulator.call.Outcome;
import dev.paysaga.psp.simulator.call.Refusal;
import dev.paysaga.psp.simulator.call.Trouble;
import dev.paysaga.psp.simulator.http.Request;
import dev.paysaga.psp.simulator.scenario.Step;
import dev.paysaga.psp.simulator.truth.Answer;
import dev.paysaga.psp.simulator.truth.Drift;
import dev.paysaga.psp.simulator.truth.Movement;
import dev.paysaga.psp.simulator.truth.Payment;
import dev.paysaga.psp.simulator.truth.PaymentMethod;
import dev.paysaga.psp.simulator.truth.PaymentStatus;
import dev.paysaga.psp.simulator.truth.Psp;
import dev.paysaga.psp.simulator.truth.Truth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The merchant asks for the transactions of a time: approvals, accounts issued, and cancels, oldest first.
 *
 * @param after the transaction key that the last page ended with; null for the first page
 */
record TossTransactions(
        Instant from, Instant until, @Nullable String after, int limit, Truth truth) implements Operation {

    private static final int USUAL_LIMIT = 100;
    private static final int MAX_LIMIT = 5000;

    /** @throws Refusal when a parameter is missing or malformed */
    static TossTransactions parse(Request request, Truth truth) {
        Map<String, String> query = request.query();
        return new TossTransactions(
                time(query.getOrDefault("startDate", "")),
                time(query.getOrDefault("endDate", "")),
                query.get("startingAfter"),
                limit(query.getOrDefault("limit", "" + USUAL_LIMIT)),
                truth);
    }

    record Listing(String body) implements Answer {

        @Override
        public int status() {
            return 200;
        }
    }

    @Override
    public Step step() {
        return Step.TRANSACTIONS;
    }

    @Override
    public Outcome proceed() {
        List<Movement> page = page(listed());
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        page.forEach(movement -> row(rows, movement));
        return Outcome.answered(new Listing(rows.toString()));
    }

    @Override
    public Outcome decline(Trouble trouble) {
        return Outcome.answered(TossWords.of(trouble, Step.TRANSACTIONS));
    }

    private List<Movement> page(List<Movement> all) {
        int start = 0;
        if (after != null) {
            for (int i = 0; i < all.size(); i++) {
                if (all.get(i).transactionKey().equals(after)) {
                    start = i + 1;
                }
            }
        }
        return all.subList(start, Math.min(all.size(), start + limit));
    }

    /** The truth, and what drifts from it. */
    private List<Movement> listed() {
        List<Movement> all = new ArrayList<>(truth.movements(movement -> movement.psp() == Psp.TOSS));
        for (Drift drift : truth.drifts()) {
            if (drift.psp() == Psp.TOSS) {
                apply(drift, all);
            }
        }
        all.removeIf(movement -> movement.at().isBefore(from) || movement.at().isAfter(until));
        all.sort(Comparator.comparing(Movement::at));
        return all;
    }

    private void apply(Drift drift, List<Movement> all) {
        long amount = drift.amount() == null ? 0 : drift.amount();
        switch (drift.action()) {
            case HIDE -> all.removeIf(movement -> movement.orderId().equals(drift.orderId()));
            case ADD ->
                all.add(new Movement(
                        Movement.Kind.CAPTURE,
                        Psp.TOSS,
                        drift.orderId(),
                        "simpgdrift" + drift.orderId(),
                        "SIMTXDRIFT" + drift.orderId(),
                        amount,
                        PaymentStatus.DONE,
                        from));
            case ALTER ->
                all.replaceAll(movement -> movement.orderId().equals(drift.orderId())
                        ? new Movement(
                                movement.kind(),
                                Psp.TOSS,
                                movement.orderId(),
                                movement.paymentKey(),
                                movement.transactionKey(),
                                amount,
                                movement.status(),
                                movement.at())
                        : movement);
        }
    }

    private void row(ArrayNode rows, Movement movement) {
        PaymentMethod method =
                truth.payment(movement.paymentKey()).map(Payment::method).orElse(PaymentMethod.CARD);
        rows.addObject()
                .put("mId", "simulator01")
                .put("transactionKey", movement.transactionKey())
                .put("paymentKey", movement.paymentKey())
                .put("orderId", movement.orderId())
                .put("method", TossPaymentBody.korean(method))
                .putNull("customerKey")
                .put("useEscrow", false)
                .put("receiptUrl", TossPaymentBody.HOST + "/receipts/" + movement.paymentKey())
                .put("status", movement.status().name())
                .put("transactionAt", SeoulTime.text(movement.at()))
                .put("currency", "KRW")
                .put("amount", movement.amount());
    }

    private static Instant time(String text) {
        return SeoulTime.parse(text).orElseThrow(() -> new Refusal(TossError.INVALID_REQUEST));
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Refused below, as any other that is none.
        }
        throw new Refusal(TossError.INVALID_REQUEST);
    }
}
