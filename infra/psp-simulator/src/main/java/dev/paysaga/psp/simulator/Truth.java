package dev.paysaga.psp.simulator;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What truly happened at the provider: the sum of its entries, first in the file (if there is one), then in memory.
 * Nobody is answered before the entry that the answer rests on is here.
 */
final class Truth implements AutoCloseable {

    private final Map<String, Payment> payments = new HashMap<>();
    private final Map<String, TruthEntry.Binding> bindings = new HashMap<>();
    private final Map<String, OrderTruth> orders = new TreeMap<>();
    private final Map<Long, OrderTruth.Call> open = new HashMap<>();
    private final @Nullable TruthFile file;
    private long lastCall;

    /** @param directory where the log lies; null to keep the truth in memory alone */
    Truth(@Nullable Path directory) {
        this.file = directory == null ? null : TruthFile.open(directory, this::apply);
        open.clear();
    }

    /** Writes the entry, then lets it hold. */
    synchronized void record(TruthEntry entry) {
        if (file != null) {
            file.append(entry);
        }
        apply(entry);
    }

    synchronized long nextCall() {
        return ++lastCall;
    }

    synchronized Optional<Payment> payment(String paymentKey) {
        return Optional.ofNullable(payments.get(paymentKey));
    }

    /** The payment that a lookup by order shows: the latest one opened, but one that was approved goes before. */
    synchronized Optional<Payment> paymentOf(String orderId) {
        OrderTruth order = orders.get(orderId);
        if (order == null) {
            return Optional.empty();
        }
        return order.paymentKeys().stream()
                .map(payments::get)
                .reduce((earlier, later) ->
                        earlier.approvedAt() != null && later.approvedAt() == null ? earlier : later);
    }

    synchronized Optional<TruthEntry.Binding> binding(String scope) {
        return Optional.ofNullable(bindings.get(scope));
    }

    /** What happened to an order; zeros and no requests when nothing did. */
    synchronized OrderTruth.View order(String orderId) {
        OrderTruth order = orders.get(orderId);
        return (order == null ? new OrderTruth(orderId) : order).view();
    }

    /** The sums of all orders, by order id. */
    synchronized List<OrderTruth.Sums> orders() {
        return orders.values().stream().map(OrderTruth::sums).toList();
    }

    private void apply(TruthEntry entry) {
        switch (entry) {
            case TruthEntry.Opened opened -> {
                Payment payment = opened.payment();
                payments.put(payment.paymentKey(), payment);
                of(payment.orderId()).paymentKeys().add(payment.paymentKey());
            }
            case TruthEntry.Received received -> received(received);
            case TruthEntry.Decided decided -> decided(decided);
            case TruthEntry.Sent sent -> {
                OrderTruth.Call call = open.remove(sent.call());
                if (call != null) {
                    call.sent();
                }
            }
        }
    }

    private void received(TruthEntry.Received received) {
        lastCall = Math.max(lastCall, received.call());
        if (received.orderId() != null) {
            OrderTruth.Call call = new OrderTruth.Call(received);
            of(received.orderId()).calls().add(call);
            open.put(received.call(), call);
        }
    }

    private void decided(TruthEntry.Decided decided) {
        OrderTruth.Call call = open.get(decided.call());
        if (call != null) {
            call.decided(decided);
        }
        TruthEntry.Change change = decided.change();
        if (change != null) {
            payments.put(change.payment().paymentKey(), change.payment());
            if (change.movement() != null) {
                of(change.payment().orderId()).movements().add(change.movement());
            }
        }
        TruthEntry.Binding binding = decided.binding();
        if (binding != null) {
            bindings.put(binding.scope(), binding);
        }
    }

    private OrderTruth of(String orderId) {
        return orders.computeIfAbsent(orderId, OrderTruth::new);
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
