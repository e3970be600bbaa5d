package dev.paysaga.psp.simulator;

import dev.paysaga.psp.simulator.truth.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A client of PortOne, on top of one of the simulator. */
record PortOneMerchant(Merchant merchant, URI base) {

    static final String SECRET = "test_portone_SIMULATORSIMULATORSIMULATOR";

    /** Long enough for PortOne, in its quotes. */
    static String key(int number) {
        return "\"idempotency-key-%04d\"".formatted(number);
    }

    /** The buyer finishes the window; gives the payment token. */
    String pay(String paymentId, long amount) {
        return pay("""
                {"psp": "PORTONE", "orderId": "%s", "amount": %d, "currency": "KRW"}""".formatted(paymentId, amount));
    }

    String pay(String body) {
        return merchant.sim("POST", "payments", body).json().path("paymentKey").asString();
    }

    Merchant.Answered confirm(String paymentId, String token, long amount, @Nullable String key) {
        return post("/payments/" + paymentId + "/confirm", """
                {"paymentToken": "%s", "totalAmount": %d, "currency": "KRW", "isTest": true}""".formatted(token, amount), key);
    }

    Merchant.Answered cancel(String paymentId, String body, @Nullable String key) {
        return post("/payments/" + paymentId + "/cancel", body, key);
    }

    Merchant.Answered post(String path, String body, @Nullable String key) {
        HttpRequest.Builder request =
                to(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        return merchant.send(key == null ? request : request.header("Idempotency-Key", key));
    }

    Merchant.Answered read(String paymentId) {
        return merchant.send(to("/payments/" + paymentId).GET());
    }

    JsonNode list(String path, String requestBody) {
        String query = "?requestBody=" + URLEncoder.encode(requestBody, StandardCharsets.UTF_8);
        return Json.MAPPER.readTree(merchant.send(to(path + query).GET()).body());
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).header("Authorization", "PortOne " + SECRET);
    }

    /** The status and, of an error, the type, of a payment its status, of a cancel that one's. */
    static String gist(Merchant.Answered answer) {
        JsonNode body = answer.json();
        String said = body.path("type")
                .asString(body.path("status")
                        .asString(body.path("cancellation")
                                .path("status")
                                .asString(body.has("pgTxId") ? "CONFIRMED" : "")));
        String pgCode = body.path("pgCode").asString("");
        return (answer.status() + " " + said + " " + pgCode).strip();
    }
}
