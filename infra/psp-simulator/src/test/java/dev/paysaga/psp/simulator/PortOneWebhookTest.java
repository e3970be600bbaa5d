package dev.paysaga.psp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.psp.simulator.Receiver.Message;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class PortOneWebhookTest extends SimulatorTest {

    private static final String OLD = "c2ltdWxhdG9yLXdlYmhvb2stc2VjcmV0LW9sZA==";
    private static final String NEW = "c2ltdWxhdG9yLXdlYmhvb2stc2VjcmV0LW5ldw==";

    private final Receiver receiver = new Receiver();
    private PortOneMerchant portOne;

    @Override
    Map<String, String> environment() {
        return Map.of(
                "PORTONE_WEBHOOK_URL", receiver.url(), "PORTONE_WEBHOOK_SECRET", "whsec_" + NEW + ",whsec_" + OLD);
    }

    @BeforeEach
    void connect() {
        portOne = new PortOneMerchant(merchant, simulator.url());
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void aPaymentIsToldThinlyAndSignedWithEverySecret() {
        String token = pay();

        Message message = told("Transaction.Paid");
        JsonNode data = message.json().path("data");
        assertThat(message.json().path("timestamp").asString()).isEqualTo("2026-11-04T01:15:00Z");
        assertThat(data.path("paymentId").asString()).isEqualTo(ORDER);
        assertThat(data.path("transactionId").asString()).isEqualTo(token);
        assertThat(data.path("storeId").asString()).startsWith("store-");
        assertThat(message.body()).doesNotContain("39000", "PAID\"");
        assertThat(message.header("webhook-timestamp")).isEqualTo("" + MovableClock.START.getEpochSecond());
        assertThat(signatures(message)).containsExactly(sign(message, NEW), sign(message, OLD));
    }

    @Test
    void theWindowAndTheCancelsAreToldToo() {
        pay();
        told("Transaction.Ready");
        portOne.cancel(ORDER, "{\"reason\": \"x\", \"amount\": 9000}", null);
        Message part = told("Transaction.PartialCancelled");
        portOne.cancel(ORDER, "{\"reason\": \"x\"}", null);
        told("Transaction.Cancelled");

        assertThat(part.json().path("data").path("cancellationId").asString())
                .isEqualTo(portOne.read(ORDER)
                        .json()
                        .path("cancellations")
                        .path(0)
                        .path("id")
                        .asString());
    }

    @Test
    void theMerchantCanAskForSilence() {
        pay();
        receiver.await(2);
        portOne.cancel(ORDER, "{\"reason\": \"x\", \"amount\": 9000, \"skipWebhook\": true}", null);
        portOne.cancel(ORDER, "{\"reason\": \"x\"}", null);

        told("Transaction.Cancelled");
        assertThat(receiver.messages()).hasSize(3);
    }

    /** C06. */
    @Test
    void theEndOfALateCancelIsTold() {
        pay();
        merchant.script("{\"step\": \"cancel\", \"fault\": \"C06\", \"delayMillis\": 60000}");
        portOne.cancel(ORDER, "{\"reason\": \"x\"}", null);
        told("Transaction.CancelPending");

        clock.forward(Duration.ofMinutes(1));

        told("Transaction.Cancelled");
    }

    @Test
    void aRefusalAndAnIssuedAccountAreTold() {
        merchant.script("{\"step\": \"confirm\", \"fault\": \"F02\"}");
        pay();
        told("Transaction.Failed");
        String token = portOne.pay("""
                {"psp": "PORTONE", "orderId": "%s", "amount": 39000, "currency": "KRW", "method": "VIRTUAL_ACCOUNT"}""".formatted(ORDER));
        portOne.confirm(ORDER, token, 39_000, null);
        told("Transaction.VirtualAccountIssued");
        merchant.sim("POST", "deposits", "{\"orderId\": \"" + ORDER + "\"}");
        told("Transaction.Paid");
    }

    /** W05. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"PROOF, 1, false", "UNPROVEN, 0, false", "ALTERED, 2, false", "UNKNOWN_PAYMENT, 2, true"})
    void aForgedWebhookIsSignedWronglyOrNotAtAll(String variant, int signatures, boolean valid) {
        pay();
        receiver.await(2);
        merchant.sim("POST", "webhooks", """
                {"psp": "PORTONE", "orderId": "%s", "fault": "W05", "variant": "%s"}""".formatted(ORDER, variant));

        Message forged = receiver.await(3).getLast();
        assertThat(signatures(forged)).hasSize(signatures);
        assertThat(signatures(forged).contains(sign(forged, NEW))).isEqualTo(valid);
        assertThat(forged.json().path("data").path("paymentId").asString().equals(ORDER))
                .isEqualTo(!valid);
    }

    /** W06. */
    @Test
    void anOldWebhookCanBeReplayedWithItsOldSignature() {
        scriptForPaid("W06");
        pay();

        Waits.until("both have come", () -> all("Transaction.Paid").size() == 2);
        Message genuine = all("Transaction.Paid").getFirst();
        Message replay = all("Transaction.Paid").getLast();
        assertThat(genuine.header("webhook-timestamp")).isEqualTo("" + MovableClock.START.getEpochSecond());
        assertThat(replay.header("webhook-timestamp"))
                .isEqualTo("" + MovableClock.START.minusSeconds(600).getEpochSecond());
        assertThat(signatures(replay)).contains(sign(replay, NEW));
        assertThat(replay.header("webhook-id")).isEqualTo(genuine.header("webhook-id"));
        assertThat(replay.body()).isEqualTo(genuine.body());
    }

    /** W07. */
    @Test
    void aWebhookCanHaveSignaturesOfWhichOnlySomeAreValid() {
        scriptForPaid("W07");
        pay();

        Message message = told("Transaction.Paid");
        assertThat(signatures(message)).hasSize(3).contains(sign(message, NEW));
        assertThat(signatures(message).getFirst())
                .isNotEqualTo(sign(message, NEW))
                .startsWith("v1,");
    }

    /** W08. */
    @Test
    void aWebhookThatIsNotAcknowledgedComesFiveTimesMore() {
        receiver.answers(500);
        portOne.pay(ORDER, 39_000);
        for (int sent = 1; sent <= 5; sent++) {
            int expected = sent;
            Waits.until(sent + " were sent", () -> deliveries() == expected);
            clock.forward(Duration.ofMinutes(256));
        }

        List<Message> all = receiver.await(6);
        Waits.until(
                "it is given up",
                () -> merchant.sim("GET", "webhooks?orderId=" + ORDER, "")
                        .json()
                        .path(0)
                        .path("state")
                        .asString()
                        .equals("GIVEN_UP"));
        assertThat(all.stream().map(message -> message.header("webhook-id")).distinct())
                .hasSize(1);
        assertThat(all.stream()
                        .map(message -> message.header("webhook-timestamp"))
                        .distinct())
                .hasSize(6);
        assertThat(all).allSatisfy(message -> assertThat(signatures(message)).contains(sign(message, NEW)));
    }

    /** W09. */
    @Test
    void aWebhookCanBeOfAnUnknownType() {
        scriptForPaid("W09");
        pay();

        Message unknown = told("Transaction.SomethingNew");
        assertThat(signatures(unknown)).contains(sign(unknown, NEW));
        told("Transaction.Paid");
    }

    /** The window is told first, in the normal course. */
    private void scriptForPaid(String fault) {
        merchant.script("{\"step\": \"webhook\", \"fault\": \"F01\"}");
        merchant.script("{\"step\": \"webhook\", \"fault\": \"" + fault + "\"}");
    }

    private String pay() {
        String token = portOne.pay(ORDER, 39_000);
        portOne.confirm(ORDER, token, 39_000, null);
        return token;
    }

    private Message told(String type) {
        Waits.until(type + " has come", () -> !all(type).isEmpty());
        return all(type).getFirst();
    }

    private List<Message> all(String type) {
        return receiver.messages().stream()
                .filter(message -> isOf(message, type))
                .toList();
    }

    private static boolean isOf(Message message, String type) {
        return message.json().path("type").asString().equals(type);
    }

    private int deliveries() {
        return merchant.sim("GET", "webhooks?orderId=" + ORDER, "")
                .json()
                .path(0)
                .path("deliveries")
                .size();
    }

    private static List<String> signatures(Message message) {
        String header = message.header("webhook-signature");
        return header.isEmpty() ? List.of() : Arrays.asList(header.split(" "));
    }

    /** Computed here anew, from what has come. */
    private static String sign(Message message, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA256"));
            String content =
                    message.header("webhook-id") + "." + message.header("webhook-timestamp") + "." + message.body();
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
