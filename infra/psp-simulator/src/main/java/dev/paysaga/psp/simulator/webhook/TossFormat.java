package dev.paysaga.psp.simulator.webhook;

import dev.paysaga.psp.simulator.scenario.Fault;
import dev.paysaga.psp.simulator.scenario.Forgery;
import dev.paysaga.psp.simulator.toss.SeoulTime;
import dev.paysaga.psp.simulator.toss.TossPaymentBody;
import dev.paysaga.psp.simulator.truth.Movement;
import dev.paysaga.psp.simulator.truth.Payment;
import dev.paysaga.psp.simulator.truth.PaymentMethod;
import dev.paysaga.psp.simulator.truth.PaymentStatus;
import dev.paysaga.psp.simulator.truth.TruthEntry;
import dev.paysaga.psp.simulator.truth.VirtualAccount;
import dev.paysaga.psp.simulator.truth.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Toss: no signature, a whole payment in the body; about virtual accounts a flat message with a secret as well. */
final class TossFormat implements Format {

    static final String STATUS_CHANGED = "PAYMENT_STATUS_CHANGED";
    static final String DEPOSIT = "DEPOSIT_CALLBACK";

    /** Minutes. */
    private static final List<Integer> PAUSES = List.of(1, 4, 16, 64, 256, 1024, 4096);

    @Override
    public List<String> types(TruthEntry.Change change) {
        Payment payment = change.payment();
        List<String> types = new ArrayList<>(2);
        Movement movement = change.movement();
        boolean told = switch (payment.status()) {
            case DONE, ABORTED, EXPIRED, CANCELED, PARTIAL_CANCELED -> true;
            case READY, IN_PROGRESS, WAITING_FOR_DEPOSIT -> false;
        };
        boolean deposit = payment.method() == PaymentMethod.VIRTUAL_ACCOUNT
                && movement != null
                && movement.kind() != Movement.Kind.ISSUE;
        if (deposit) {
            types.add(DEPOSIT);
        }
        if (told) {
            types.add(STATUS_CHANGED);
        }
        return types;
    }

    @Override
    public String usualType(Webhook about) {
        return STATUS_CHANGED;
    }

    @Override
    public String unknownType() {
        return "SOMETHING_NEW";
    }

    @Override
    public Outgoing outgoing(Webhook webhook, int tries, Instant now) {
        Instant at = webhook.fault() == Fault.W06 ? now.minus(OLD) : now;
        Map<String, String> headers = Map.of(
                "tosspayments-webhook-transmission-id",
                webhook.messageId(),
                "tosspayments-webhook-transmission-time",
                String.valueOf(SeoulTime.text(at)),
                "tosspayments-webhook-transmission-retried-count",
                Integer.toString(tries));
        ObjectNode body = webhook.type().equals(DEPOSIT) ? deposit(webhook) : classic(webhook);
        return new Outgoing(headers, body.toString());
    }

    private static ObjectNode classic(Webhook webhook) {
        ObjectNode data = TossPaymentBody.of(webhook.payment());
        forge(webhook, data);
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("eventType", webhook.type())
                .put("createdAt", SeoulTime.local(webhook.createdAt()));
        body.set("data", data);
        return body;
    }

    private static ObjectNode deposit(Webhook webhook) {
        Payment payment = webhook.payment();
        VirtualAccount account = payment.account();
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("createdAt", SeoulTime.local(webhook.createdAt()))
                .put("secret", account == null ? null : account.secret())
                .put("status", payment.status().name())
                .put("transactionKey", payment.lastTransactionKey())
                .put("orderId", payment.orderId());
        forge(webhook, body);
        return body;
    }

    private static void forge(Webhook webhook, ObjectNode payment) {
        Forgery forgery = webhook.forgery();
        if (forgery == null) {
            return;
        }
        switch (forgery) {
            case PROOF -> payment.put("secret", "ps_sim_made_up_by_somebody_else");
            case UNPROVEN -> payment.remove("secret");
            case ALTERED -> {}
            case UNKNOWN_PAYMENT -> {
                payment.put("orderId", "ord-" + webhook.id());
                if (payment.has("paymentKey")) {
                    payment.put("paymentKey", "simpg" + webhook.id());
                }
            }
        }
        PaymentStatus lie =
                webhook.payment().status() == PaymentStatus.DONE ? PaymentStatus.CANCELED : PaymentStatus.DONE;
        payment.put("status", lie.name());
    }

    @Override
    public boolean acknowledged(int status) {
        return status == 200;
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Optional<Duration> pauseAfter(int tries) {
        return tries > PAUSES.size() ? Optional.empty() : Optional.of(Duration.ofMinutes(PAUSES.get(tries - 1)));
    }
}
