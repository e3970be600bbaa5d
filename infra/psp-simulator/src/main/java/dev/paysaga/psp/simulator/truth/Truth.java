package dev.paysaga.psp.simulator.truth;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What truly happened at the providers: the sum of its entries, first in the file (if there is one), then in memory.
 * Nobody is answered before the entry that the answer rests on is here.
 */
public final class Truth implements AutoCloseable {

    private final Map<String, Payment> payments = new LinkedHashMap<>();
    private final List<Movement> movements = new ArrayList<>();
    private final Map<String, TruthEntry.Binding> bindings = new HashMap<>();
    private final Map<String, OrderTruth> orders = new TreeMap<>();
    private final Map<String, Long> registered = new HashMap<>();
    private final Map<Long, OrderTruth.Call> open = new HashMap<>();
    private final Map<String, WebhookLog> unsent = new LinkedHashMap<>();
    private final List<Drift> drifts = new ArrayList<>();
    private final @Nullable TruthFile file;
    private Duration clockAhead = Duration.ZERO;
    private long lastCall;

    /**
     * A webhook that waits to be sent.
     *
     * @param tries how often it has been sent
     * @param nextAt null before the first
     */
    public record Unsent(
            Webhook webhook, int tries, @Nullable Instant nextAt) {}

    /**
     * @param directory where the log lies; null to keep the truth in memory alone
     * @param mapper knows the answers of every provider
     */
    public Truth(@Nullable Path directory, JsonMapper mapper) {
        this.file = directory == null ? null : TruthFile.open(directory, mapper, this::apply);
        open.clear();
    }

    /** Writes the entry, then lets it hold. */
    public synchronized void record(TruthEntry entry) {
        if (file != null) {
            file.append(entry);
        }
        apply(entry);
    }

    public synchronized long nextCall() {
        return ++lastCall;
    }

    public synchronized Optional<Payment> payment(String paymentKey) {
        return Optional.ofNullable(payments.get(paymentKey));
    }

    /** The payment that a lookup by order shows: the latest one opened, but one that was paid goes before. */
    public synchronized Optional<Payment> paymentOf(Psp psp, String orderId) {
        return attempts(psp, orderId).stream()
                .reduce((earlier, later) ->
                        earlier.approvedAt() != null && later.approvedAt() == null ? earlier : later);
    }

    /** All payments of an order with a provider, in the order in which they were opened. */
    public synchronized List<Payment> attempts(Psp psp, String orderId) {
        OrderTruth order = orders.get(orderId);
        if (order == null) {
            return List.of();
        }
        return order.paymentKeys().stream()
                .map(payments::get)
                .filter(payment -> payment != null && payment.psp() == psp)
                .toList();
    }

    /** In the order in which they were opened. */
    public synchronized List<Payment> payments(Predicate<Payment> wanted) {
        return payments.values().stream().filter(wanted).toList();
    }

    /** In the order in which they happened. */
    public synchronized List<Movement> movements(Predicate<Movement> wanted) {
        return movements.stream().filter(wanted).toList();
    }

    /** What the merchant has said that a PortOne payment is to cost. */
    public synchronized Optional<Long> registeredAmount(String orderId) {
        return Optional.ofNullable(registered.get(orderId));
    }

    public synchronized Optional<TruthEntry.Binding> binding(String scope) {
        return Optional.ofNullable(bindings.get(scope));
    }

    /** What happened to an order; zeros and no requests when nothing did. */
    public synchronized OrderTruth.View order(String orderId) {
        OrderTruth order = orders.get(orderId);
        return (order == null ? new OrderTruth(orderId) : order).view();
    }

    /** The sums of all orders, by order id. */
    public synchronized List<OrderTruth.Sums> orders() {
        return orders.values().stream().map(OrderTruth::sums).toList();
    }

    /** What the merchant was told about an order, oldest first. */
    public synchronized List<WebhookLog.View> webhooks(String orderId) {
        OrderTruth order = orders.get(orderId);
        return order == null
                ? List.of()
                : order.webhooks().stream().map(WebhookLog::view).toList();
    }

    public synchronized List<Unsent> unsent() {
        return unsent.values().stream().map(WebhookLog::unsent).toList();
    }

    public synchronized List<Drift> drifts() {
        return List.copyOf(drifts);
    }

    /** How far the clock has been moved. */
    public synchronized Duration clockAhead() {
        return clockAhead;
    }

    private void apply(TruthEntry entry) {
        switch (entry) {
            case TruthEntry.Happened happened -> change(happened.change());
            case TruthEntry.Registered fixed -> {
                if (fixed.amount() == null) {
                    registered.remove(fixed.orderId());
                } else {
                    registered.put(fixed.orderId(), fixed.amount());
                }
            }
            case TruthEntry.Received received -> received(received);
            case TruthEntry.Decided decided -> decided(decided);
            case TruthEntry.Sent sent -> {
                OrderTruth.Call call = open.remove(sent.call());
                if (call != null) {
                    call.sent();
                }
            }
            case TruthEntry.Planned planned -> planned(planned);
            case TruthEntry.Tried tried -> tried(tried);
            case TruthEntry.ClockMoved moved -> clockAhead = clockAhead.plusSeconds(moved.seconds());
            case TruthEntry.Drifted drifted -> drifts.add(drifted.drift());
            case TruthEntry.DriftEnded ended -> drifts.clear();
        }
    }

    private void change(TruthEntry.Change change) {
        Payment payment = change.payment();
        if (payments.put(payment.paymentKey(), payment) == null) {
            of(payment.orderId()).paymentKeys().add(payment.paymentKey());
        }
        if (change.movement() != null) {
            movements.add(change.movement());
            of(payment.orderId()).movements().add(change.movement());
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
        if (decided.change() != null) {
            change(decided.change());
        }
        TruthEntry.Binding binding = decided.binding();
        if (binding != null) {
            bindings.put(binding.scope(), binding);
        }
    }

    private void planned(TruthEntry.Planned planned) {
        WebhookLog log = new WebhookLog(planned);
        of(planned.webhook().orderId()).webhooks().add(log);
        if (log.state() == Webhook.State.PENDING) {
            unsent.put(planned.webhook().id(), log);
        }
    }

    private void tried(TruthEntry.Tried tried) {
        WebhookLog log = unsent.get(tried.webhookId());
        if (log != null) {
            log.tried(tried);
            if (log.state() != Webhook.State.PENDING) {
                unsent.remove(tried.webhookId());
            }
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
