package dev.paysaga.payment.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.paysaga.payment.Signed;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** A webhook as a provider, or somebody who would like to be one, sends it: any header, any bytes. */
final class WebhookSender {

    static final String TOSS_ID = "tosspayments-webhook-transmission-id";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String path;
    private final List<String> headers = new ArrayList<>();
    private byte[] body;

    private WebhookSender(String path, byte[] body) {
        this.path = path;
        this.body = body;
    }

    /** As Toss sends it, with a new id. */
    static WebhookSender toss(Map<String, ?> body) {
        return new WebhookSender("/v1/webhooks/toss", bytes(body))
                .with("Content-Type", "application/json")
                .with(TOSS_ID, "whtrans_" + UUID.randomUUID())
                .with("tosspayments-webhook-transmission-time", "2026-11-21T10:15:41+09:00")
                .with("tosspayments-webhook-transmission-retried-count", "0");
    }

    static WebhookSender tossStatus(String order, String paymentKey, String status) {
        return toss(Map.of(
                "eventType",
                "PAYMENT_STATUS_CHANGED",
                "createdAt",
                "2026-11-21T10:15:41.204113",
                "data",
                Map.of("orderId", order, "paymentKey", paymentKey, "status", status, "orderName", "telltale-name")));
    }

    static WebhookSender tossDeposit(String order, String secret, String status) {
        return toss(Map.of(
                "createdAt",
                "2026-11-21T10:15:41.204113",
                "secret",
                secret,
                "status",
                status,
                "transactionKey",
                "tx-1",
                "orderId",
                order));
    }

    static Map<String, ?> portoneBody(String type, String order) {
        return Map.of(
                "type",
                type,
                "timestamp",
                "2026-11-21T01:15:41.204Z",
                "data",
                Map.of("storeId", "store-1", "paymentId", order, "transactionId", "tx-1"));
    }

    /** As PortOne sends it, with a new id. */
    static WebhookSender portone(String type, String order) {
        return portone("whk-" + UUID.randomUUID(), Signed.SECRET, Instant.now().getEpochSecond(), type, order);
    }

    static WebhookSender portone(String id, String secret, long timestamp, String type, String order) {
        byte[] body = bytes(portoneBody(type, order));
        return new WebhookSender("/v1/webhooks/portone", body)
                .with("Content-Type", "application/json")
                .with("webhook-id", id)
                .with("webhook-timestamp", Long.toString(timestamp))
                .with("webhook-signature", Signed.by(secret, id, timestamp, body));
    }

    WebhookSender with(String name, String value) {
        headers.add(name);
        headers.add(value);
        return this;
    }

    WebhookSender without(String name) {
        for (int i = headers.size() - 2; i >= 0; i -= 2) {
            if (headers.get(i).equals(name)) {
                headers.remove(i + 1);
                headers.remove(i);
            }
        }
        return this;
    }

    WebhookSender instead(String name, String value) {
        return without(name).with(name, value);
    }

    WebhookSender body(byte[] bytes) {
        body = bytes;
        return this;
    }

    byte[] body() {
        return body.clone();
    }

    String header(String name) {
        return headers.get(headers.indexOf(name) + 1);
    }

    HttpRequest request(URI service) {
        return HttpRequest.newBuilder(service.resolve(path))
                .headers(headers.toArray(String[]::new))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    private static byte[] bytes(Map<String, ?> body) {
        return JSON.writeValueAsString(body).getBytes(UTF_8);
    }
}
