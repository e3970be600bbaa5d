package dev.paysaga.payment.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.paysaga.payment.Signed;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Ways to forge or alter webhooks; each makes another one of each number. */
final class Forgeries {

    private Forgeries() {}

    static List<IntFunction<WebhookSender>> ofPortone(String order, String other) {
        return List.of(
                n -> genuine(order).body(flipped(genuine(order).body(), n)),
                n -> flippedBit(genuine(order), n),
                n -> signedBy(Signed.FORGED_SECRET, order, n, 0),
                n -> signedBy(Signed.SECRET, order, n, -301 - n % 100_000),
                n -> signedBy(Signed.SECRET, order, n, 310 + n % 100_000),
                n -> altered(genuine(order), order, other),
                n -> altered(genuine(order), "Transaction.Paid", "Transaction.Cancelled"),
                n -> genuine(order).without("webhook-id"),
                n -> genuine(order).without("webhook-timestamp"),
                n -> genuine(order).without("webhook-signature"),
                n -> genuine(order).instead("webhook-signature", ""),
                n -> genuine(order).with("webhook-id", "whk-second-" + n),
                n -> genuine(order).with("webhook-signature", "v1,AAAA"),
                n -> genuine(order)
                        .with("webhook-timestamp", Long.toString(Instant.now().getEpochSecond() - n)),
                n -> genuine(order).instead("webhook-id", "whk-other-" + n),
                n -> genuine(order).instead("webhook-timestamp", n % 2 == 0 ? "now" : "-1"),
                n -> {
                    WebhookSender webhook = genuine(order);
                    String signature = webhook.header("webhook-signature");
                    return webhook.instead("webhook-signature", signature.replace("v1,", n % 2 == 0 ? "v1a," : "v2,"));
                },
                n -> genuine(order)
                        .instead("Content-Type", n % 2 == 0 ? "text/plain" : "application/x-www-form-urlencoded"),
                n -> genuine(order).without("Content-Type"),
                n -> genuine(order).body(new byte[n % 1_000]),
                n -> genuine(order).body(new byte[0]));
    }

    static List<IntFunction<WebhookSender>> ofToss(
            String order, String other, String ofPortone, String key, WebhookSender genuine) {
        return List.of(
                n -> WebhookSender.tossDeposit(order, "ps_test_" + n, "DONE"),
                n -> WebhookSender.tossStatus(order, key + n, "CANCELED"),
                n -> WebhookSender.tossStatus(other, key, "DONE"),
                n -> WebhookSender.tossStatus(ofPortone, "test_pay_" + n, "DONE"),
                n -> WebhookSender.tossStatus("../" + order, key, "DONE"),
                n -> WebhookSender.tossStatus(order, key, "DONE").without(WebhookSender.TOSS_ID),
                n -> WebhookSender.tossStatus(order, key, "DONE").with(WebhookSender.TOSS_ID, "second-" + n),
                n -> WebhookSender.tossStatus(order, key, "DONE").instead(WebhookSender.TOSS_ID, "x".repeat(201)),
                n -> WebhookSender.tossStatus(order, key, "DONE").instead("Content-Type", "text/xml"),
                n -> WebhookSender.tossStatus(order, key, "DONE").without("Content-Type"),
                n -> truncated(WebhookSender.tossStatus(order, key, "DONE"), n),
                n -> flippedBit(
                        WebhookSender.tossStatus(order, key, "DONE")
                                .instead(WebhookSender.TOSS_ID, genuine.header(WebhookSender.TOSS_ID)),
                        n),
                n -> WebhookSender.toss(
                        Map.of("eventType", "PAYMENT_STATUS_CHANGED", "data", Map.of("orderId", order))),
                n -> WebhookSender.toss(Map.of("eventType", n, "data", Map.of("orderId", order, "paymentKey", key))),
                n -> WebhookSender.toss(Map.of("orderId", order, "status", "DONE")),
                n -> WebhookSender.toss(Map.of("secret", Map.of("a", n), "orderId", order, "status", "DONE")),
                n -> WebhookSender.toss(Map.of()).body(("[" + n + "]").getBytes(UTF_8)),
                n -> WebhookSender.toss(Map.of())
                        .body("[".repeat(1_000 + n % 9_000).getBytes(UTF_8)));
    }

    private static WebhookSender genuine(String order) {
        return WebhookSender.portone("Transaction.Paid", order);
    }

    private static WebhookSender signedBy(String secret, String order, int n, long off) {
        return WebhookSender.portone(
                "whk-" + n, secret, Instant.now().getEpochSecond() + off, "Transaction.Paid", order);
    }

    private static WebhookSender altered(WebhookSender webhook, String from, String to) {
        return webhook.body(new String(webhook.body(), UTF_8).replace(from, to).getBytes(UTF_8));
    }

    private static WebhookSender flippedBit(WebhookSender webhook, int n) {
        return webhook.body(flipped(webhook.body(), n));
    }

    private static byte[] flipped(byte[] bytes, int n) {
        bytes[n / 8 % bytes.length] ^= (byte) (1 << n % 8);
        return bytes;
    }

    private static WebhookSender truncated(WebhookSender webhook, int n) {
        byte[] body = webhook.body();
        return webhook.body(Arrays.copyOf(body, n % body.length));
    }
}
