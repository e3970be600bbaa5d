package dev.paysaga.payment.webhook;

import dev.paysaga.events.OrderId;
import dev.paysaga.events.Psp;
import dev.paysaga.payment.webhook.News.Verification;
import dev.paysaga.payment.webhook.RejectedWebhookException.Reason;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what providers send: of PortOne one envelope, of Toss three. What we do not know has no order to look at. */
@Component
class NewsReader {

    private static final Pattern TYPE = Pattern.compile("[!-~]{1,64}");
    private static final Pattern PAYMENT_KEY = Pattern.compile("[!-~]{1,200}");
    private static final String DEPOSIT = "DEPOSIT_CALLBACK";
    private static final Set<String> OF_PORTONE_PAYMENTS = Set.of(
            "Transaction.Ready",
            "Transaction.Paid",
            "Transaction.VirtualAccountIssued",
            "Transaction.PartialCancelled",
            "Transaction.Cancelled",
            "Transaction.Failed",
            "Transaction.PayPending",
            "Transaction.CancelPending",
            "Transaction.DisputeCreated",
            "Transaction.DisputeResolved");

    private final JsonMapper json = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** @throws RejectedWebhookException when it is none of PortOne's */
    News portone(String transmissionId, byte[] body) {
        JsonNode root = object(body);
        String type = type(root, "type");
        String order = OF_PORTONE_PAYMENTS.contains(type) ? orderId(root.path("data"), "paymentId") : null;
        return new News(Psp.PORTONE, transmissionId, type, order, null, null, Verification.SIGNATURE);
    }

    /**
     * Of the envelopes, the one about a deposit is flat and has no type; of the others we listen to changes of a
     * payment's state alone.
     *
     * @throws RejectedWebhookException when it is none of Toss's
     */
    News toss(String transmissionId, byte[] body) {
        JsonNode root = object(body);
        if (!root.has("eventType")) {
            text(root, "status");
            String secret = text(root, "secret");
            return new News(
                    Psp.TOSS,
                    transmissionId,
                    DEPOSIT,
                    orderId(root, "orderId"),
                    null,
                    Sha256.of(secret),
                    Verification.NONE);
        }
        String type = type(root, "eventType");
        if (!"PAYMENT_STATUS_CHANGED".equals(type)) {
            return new News(Psp.TOSS, transmissionId, type, null, null, null, Verification.NONE);
        }
        JsonNode payment = root.path("data");
        String key = text(payment, "paymentKey");
        if (!PAYMENT_KEY.matcher(key).matches()) {
            throw new RejectedWebhookException(Reason.MALFORMED);
        }
        String secret = payment.path("secret").isString() ? text(payment, "secret") : null;
        return new News(
                Psp.TOSS,
                transmissionId,
                type,
                orderId(payment, "orderId"),
                key,
                secret == null ? null : Sha256.of(secret),
                Verification.NONE);
    }

    private JsonNode object(byte[] body) {
        @Nullable JsonNode root;
        try {
            root = json.readTree(body);
        } catch (JacksonException _) {
            throw new RejectedWebhookException(Reason.MALFORMED);
        }
        if (root == null || !root.isObject()) {
            throw new RejectedWebhookException(Reason.MALFORMED);
        }
        return root;
    }

    private static String type(JsonNode root, String field) {
        String type = text(root, field);
        if (!TYPE.matcher(type).matches()) {
            throw new RejectedWebhookException(Reason.MALFORMED);
        }
        return type;
    }

    private static String orderId(JsonNode node, String field) {
        String order = text(node, field);
        if (!OrderId.isOrderId(order)) {
            throw new RejectedWebhookException(Reason.MALFORMED);
        }
        return order;
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isString()) {
            throw new RejectedWebhookException(Reason.MALFORMED);
        }
        return value.asString();
    }
}
