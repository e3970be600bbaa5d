package dev.paysaga.payment.saga;

import dev.paysaga.messaging.UnitOfWork;
import dev.paysaga.payment.cases.CaseAction;
import dev.paysaga.payment.cases.Remedies;
import dev.paysaga.payment.domain.Cancellation.RequestedBy;
import dev.paysaga.payment.domain.LookupOutcome.Found;
import dev.paysaga.payment.domain.Payment;
import dev.paysaga.payment.domain.PaymentOrderStatus;
import dev.paysaga.payment.domain.ProviderPayment.Status;
import dev.paysaga.payment.psp.CancelRef.RefundAccount;
import dev.paysaga.payment.psp.PaymentRef;
import dev.paysaga.payment.saga.CancelPayment.Taken;
import dev.paysaga.payment.saga.CancelPayment.Wish;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** What operators may do about a payment: look, hurry, give the money back. */
@Component
class CaseRemedies implements Remedies {

    private static final int LONGEST_REASON = 150;
    /** Money that is here and not set aside for going back, or that may be at the provider although we have refused it. */
    private static final String STATE = "SELECT e.order_id, e.next_push_at IS NOT NULL OR e.next_look_at IS NOT NULL"
            + " OR EXISTS (SELECT 1 FROM payment_attempt a WHERE a.payment_event_id = e.id"
            + " AND a.next_look_at IS NOT NULL) OR EXISTS (SELECT 1 FROM cancellation c WHERE c.payment_event_id = e.id"
            + " AND (c.next_start_at IS NOT NULL OR c.next_push_at IS NOT NULL)) AS waits,"
            + " (SELECT MIN(o.payment_order_status) FROM payment_order o WHERE o.payment_event_id = e.id) AS status,"
            + " e.amount - COALESCE((SELECT SUM(c.amount) FROM cancellation c WHERE c.payment_event_id = e.id"
            + " AND c.status <> 'FAILURE'), 0) AS remaining FROM payment_event e WHERE e.order_id IN (:orders)";

    private static final List<String> HURRY = List.of(
            "UPDATE payment_attempt a JOIN payment_event e ON e.id = a.payment_event_id SET a.next_look_at = :now"
                    + " WHERE e.order_id = :order AND a.next_look_at > :now",
            "UPDATE payment_event SET next_push_at = :now WHERE order_id = :order AND next_push_at > :now",
            "UPDATE payment_event SET next_look_at = :now WHERE order_id = :order AND next_look_at > :now",
            "UPDATE cancellation c JOIN payment_event e ON e.id = c.payment_event_id SET c.next_start_at = :now"
                    + " WHERE e.order_id = :order AND c.next_start_at > :now",
            "UPDATE cancellation c JOIN payment_event e ON e.id = c.payment_event_id SET c.next_push_at = :now"
                    + " WHERE e.order_id = :order AND c.next_push_at > :now");

    private final NamedParameterJdbcTemplate jdbc;
    private final Payments payments;
    private final Gateways gateways;
    private final LookAtProvider lookAtProvider;
    private final CancelPayment cancelPayment;
    private final CancelIntents intents;
    private final CancelQueue queue;
    private final UnitOfWork unitOfWork;
    private final Clock clock;

    CaseRemedies(
            NamedParameterJdbcTemplate jdbc,
            Payments payments,
            Gateways gateways,
            LookAtProvider lookAtProvider,
            CancelPayment cancelPayment,
            CancelIntents intents,
            CancelQueue queue,
            UnitOfWork unitOfWork,
            Clock clock) {
        this.jdbc = jdbc;
        this.payments = payments;
        this.gateways = gateways;
        this.lookAtProvider = lookAtProvider;
        this.cancelPayment = cancelPayment;
        this.intents = intents;
        this.queue = queue;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }

    @Override
    public Map<String, Set<CaseAction>> possible(Collection<String> orderIds) {
        var possible = new HashMap<String, Set<CaseAction>>();
        jdbc.query(STATE, Map.of("orders", orderIds), row -> {
            Set<CaseAction> actions = EnumSet.of(CaseAction.LOOK_UP);
            if (row.getBoolean("waits")) {
                actions.add(CaseAction.RETRY);
            }
            PaymentOrderStatus status = PaymentOrderStatus.valueOf(row.getString("status"));
            if (status.isFinal() && row.getLong("remaining") > 0) {
                actions.add(CaseAction.CANCEL_AT_PROVIDER);
            }
            possible.put(row.getString("order_id"), actions);
        });
        return possible;
    }

    @Override
    public String lookUp(String orderId) {
        return lookAtProvider.now(orderId).text();
    }

    @Override
    public String retry(String orderId) {
        int hurried = unitOfWork.get(() -> {
            var order = Map.of("order", orderId, "now", Timestamp.from(clock.instant()));
            return HURRY.stream().mapToInt(sql -> jdbc.update(sql, order)).sum();
        });
        return hurried == 0
                ? "Everything that waits is due already."
                : "It is taken up within seconds; see below what comes of it.";
    }

    @Override
    public String cancelAtProvider(String orderId, String reason, @Nullable RefundAccount account) {
        String why = reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
        Payment payment = unitOfWork.get(() -> payments.find(orderId).orElseThrow());
        return payment.status() == PaymentOrderStatus.FAILURE
                ? giveBackUnbooked(payment, why, account)
                : cancel(orderId, why, account);
    }

    /** All that is left: asked for twice, it is the same wish. */
    private String cancel(String orderId, String reason, @Nullable RefundAccount account) {
        Taken taken =
                cancelPayment.cancel(orderId, new Wish(null, "", reason, null, null, account, RequestedBy.OPERATOR));
        return switch (taken) {
            case Taken.Cancel(var found) ->
                "Cancellation " + found.id() + " over " + found.amount() + " is " + found.status() + ".";
            case Taken.NothingToCancel _ -> "There is nothing left to give back.";
            case Taken.Unresolved _ -> "Whether the provider has the money is not known yet.";
            case Taken.NoSuchPayment _, Taken.NoSuchSeller _, Taken.Exceeds _, Taken.KeyReused _ ->
                "Nothing was done: " + taken.getClass().getSimpleName() + ".";
        };
    }

    /** The money is in no book of ours: what the provider says is left goes back. */
    private String giveBackUnbooked(Payment seen, String reason, @Nullable RefundAccount account) {
        String orderId = seen.orderId().value();
        if (!(gateways.of(seen.psp()).lookup(PaymentRef.of(seen)) instanceof Found(var there))
                || there.status() != Status.CAPTURED
                || there.remaining() == 0) {
            return "The provider does not say that it has money of this order; nothing was done.";
        }
        boolean taken = unitOfWork.get(() -> intents.unbooked(
                payments.lock(orderId).orElseThrow(), there.remaining(), reason, RequestedBy.OPERATOR, account, true));
        var _ = queue.driveSoon(orderId);
        return taken
                ? there.remaining() + " is being given back; see below what comes of it."
                : "It is being given back already.";
    }
}
