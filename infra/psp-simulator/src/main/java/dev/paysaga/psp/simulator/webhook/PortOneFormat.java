package dev.paysaga.psp.simulator.webhook;

import dev.paysaga.psp.simulator.call.Ids;
import dev.paysaga.psp.simulator.scenario.Fault;
import dev.paysaga.psp.simulator.scenario.Forgery;
import dev.paysaga.psp.simulator.truth.Cancel;
import dev.paysaga.psp.simulator.truth.Payment;
import dev.paysaga.psp.simulator.truth.PaymentStatus;
import dev.paysaga.psp.simulator.truth.TruthEntry;
import dev.paysaga.psp.simulator.truth.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** PortOne: signed as Standard Webhooks has it, and so thin that the payment must be read. */
final class PortOneFormat implements Format {

    /** Minutes. Each pause is anything up to it. */
    private static final List<Integer> LONGEST_PAUSES = List.of(1, 4, 16, 64, 256);

    private final List<Signature> signatures;
    private final String storeId;
    private final Ids ids;

    PortOneFormat(Targets targets, Ids ids) {
        this.signatures = targets.portOneSecrets().stream().map(Signature::new).toList();
        this.storeId = targets.storeId();
        this.ids = ids;
    }

    @Override
    public List<String> types(TruthEntry.Change change) {
        String type = type(change.payment(), change.cancelId());
        return type == null ? List.of() : List.of(type);
    }

    @Override
    public String usualType(Webhook about) {
        String type = type(about.payment(), about.cancelId());
        return type == null ? "Transaction.Ready" : type;
    }

    private static @Nullable String type(Payment payment, @Nullable String cancelId) {
        Optional<Cancel> cancel = cancelId == null ? Optional.empty() : payment.cancel(cancelId);
        // Of a cancel that has failed the provider has no type of its own: it is a hint to look at it.
        if (cancel.isPresent() && cancel.get().state() != Cancel.State.SUCCEEDED) {
            return "Transaction.CancelPending";
        }
        return switch (payment.status()) {
            case READY -> "Transaction.Ready";
            case WAITING_FOR_DEPOSIT -> "Transaction.VirtualAccountIssued";
            case DONE -> "Transaction.Paid";
            case ABORTED -> "Transaction.Failed";
            case CANCELED -> "Transaction.Cancelled";
            case PARTIAL_CANCELED ->
                payment.balanceAmount() == 0 ? "Transaction.Cancelled" : "Transaction.PartialCancelled";
            // The provider never says that a window was left open too long.
            case IN_PROGRESS, EXPIRED -> null;
        };
    }

    @Override
    public String unknownType() {
        return "Transaction.SomethingNew";
    }

    @Override
    public Outgoing outgoing(Webhook webhook, int tries, Instant now) {
        Instant at = webhook.fault() == Fault.W06 ? now.minus(OLD) : now;
        String timestamp = Long.toString(at.getEpochSecond());
        String body = body(webhook, webhook.payment().orderId());
        String signed = webhook.forgery() == Forgery.ALTERED ? body(webhook, "ord-" + webhook.id()) : body;
        Map<String, String> headers = new HashMap<>(Map.of("webhook-id", webhook.messageId()));
        headers.put("webhook-timestamp", timestamp);
        if (webhook.forgery() != Forgery.UNPROVEN) {
            headers.put("webhook-signature", signature(webhook, timestamp, signed));
        }
        return new Outgoing(headers, body);
    }

    private String signature(Webhook webhook, String timestamp, String body) {
        String content = webhook.messageId() + "." + timestamp + "." + body;
        String madeUp = Signature.withRandomKey(ids).of(content);
        if (webhook.forgery() == Forgery.PROOF || signatures.isEmpty()) {
            return madeUp;
        }
        String genuine =
                signatures.stream().map(signature -> signature.of(content)).collect(Collectors.joining(" "));
        return webhook.fault() == Fault.W07 ? madeUp + " " + genuine : genuine;
    }

    private String body(Webhook webhook, String orderId) {
        Payment payment = webhook.payment();
        boolean unknown = webhook.forgery() == Forgery.UNKNOWN_PAYMENT;
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("paymentId", unknown ? "ord-" + webhook.id() : orderId)
                .put("storeId", storeId)
                .put("transactionId", unknown ? webhook.id() : payment.paymentKey());
        if (webhook.cancelId() != null && payment.status() != PaymentStatus.READY) {
            data.put("cancellationId", webhook.cancelId());
        }
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("type", webhook.type())
                .put("timestamp", webhook.createdAt().toString());
        body.set("data", data);
        return body.toString();
    }

    @Override
    public boolean acknowledged(int status) {
        return status / 100 == 2;
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(30);
    }

    @Override
    public Optional<Duration> pauseAfter(int tries) {
        if (tries > LONGEST_PAUSES.size()) {
            return Optional.empty();
        }
        long longest = Duration.ofMinutes(LONGEST_PAUSES.get(tries - 1)).toMillis();
        return Optional.of(Duration.ofMillis(ids.upTo(longest + 1)));
    }
}
