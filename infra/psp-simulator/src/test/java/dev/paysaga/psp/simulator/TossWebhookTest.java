package dev.paysaga.psp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.psp.simulator.Receiver.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TossWebhookTest extends SimulatorTest {

    private static final String ID = "tosspayments-webhook-transmission-id";
    private static final String RETRIED = "tosspayments-webhook-transmission-retried-count";

    private final Receiver receiver = new Receiver();

    @Override
    Map<String, String> environment() {
        return Map.of("TOSS_SECRET_KEY", Merchant.KEY, "TOSS_WEBHOOK_URL", receiver.url());
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void anApprovalIsToldAfterTheAnswerWithTheWholePayment() {
        approve();

        Message message = receiver.await(1).getFirst();
        assertThat(message.json().path("eventType").asString()).isEqualTo("PAYMENT_STATUS_CHANGED");
        assertThat(message.json().path("createdAt").asString()).isEqualTo("2026-11-04T10:15:00.000000");
        assertThat(message.json().path("data"))
                .isEqualTo(merchant.lookupOrder(ORDER).json());
        assertThat(message.header(ID)).hasSize(36);
        assertThat(message.header("tosspayments-webhook-transmission-time")).isEqualTo("2026-11-04T10:15:00+09:00");
        assertThat(message.header(RETRIED)).isEqualTo("0");
        assertThat(message.header("content-type")).isEqualTo("application/json");
        Waits.until("it counts as delivered", () -> state(0).equals("DELIVERED"));
    }

    @Test
    void aRefusalACancelAndAnExpiryAreToldToo() {
        merchant.script("{\"step\": \"confirm\", \"fault\": \"F02\"}");
        String refused = merchant.pay(ORDER, 39_000);
        merchant.confirm(refused, ORDER, 39_000, "key-1");
        receiver.await(1);
        String paymentKey = approve();
        receiver.await(2);
        merchant.cancel(paymentKey, "{\"cancelReason\": \"x\", \"cancelAmount\": 9000}", "key-3");
        receiver.await(3);
        merchant.pay(ORDER, 39_000);
        clock.forward(Duration.ofMinutes(11));

        assertThat(statuses(receiver.await(4))).containsExactly("ABORTED", "DONE", "PARTIAL_CANCELED", "EXPIRED");
    }

    @Test
    void aDepositIsToldTwiceOnceWithTheSecretOfTheAccount() {
        String secret = waitForDeposit();
        merchant.sim("POST", "deposits", "{\"orderId\": \"" + ORDER + "\"}");

        List<Message> both = receiver.await(2);
        JsonNode flat = both.stream()
                .map(Message::json)
                .filter(body -> !body.has("eventType"))
                .findFirst()
                .orElseThrow();
        assertThat(flat.path("secret").asString()).isEqualTo(secret);
        assertThat(flat.path("status").asString()).isEqualTo("DONE");
        assertThat(flat.path("orderId").asString()).isEqualTo(ORDER);
        assertThat(flat.path("transactionKey").asString())
                .isEqualTo(merchant.lookupOrder(ORDER)
                        .json()
                        .path("lastTransactionKey")
                        .asString());
        assertThat(both)
                .anySatisfy(message ->
                        assertThat(message.json().path("eventType").asString()).isEqualTo("PAYMENT_STATUS_CHANGED"));
    }

    @Test
    void aDepositThatIsTakenBackIsTold() {
        waitForDeposit();
        merchant.sim("POST", "deposits", "{\"orderId\": \"" + ORDER + "\"}");
        receiver.await(2);
        merchant.sim("POST", "deposits/" + ORDER + "/reverse", "");

        JsonNode last = receiver.await(3).getLast().json();
        assertThat(last.path("status").asString()).isEqualTo("WAITING_FOR_DEPOSIT");
        assertThat(last.has("eventType")).isFalse();
    }

    /** W01. */
    @Test
    void aWebhookCanComeTwiceAndOnceMoreUnderAnotherId() {
        script("W01");
        approve();

        List<Message> all = receiver.await(3);
        assertThat(ids(all)).hasSize(2);
        assertThat(all.stream().map(Message::body).distinct()).hasSize(1);
    }

    /** W02. */
    @Test
    void aWebhookCanBeHeldBackUntilTheNextHasGone() {
        script("W02");
        String paymentKey = approve();
        merchant.cancel(paymentKey, "{\"cancelReason\": \"x\"}", "key-3");

        assertThat(statuses(receiver.await(2))).containsExactly("CANCELED", "DONE");
    }

    /** W02. */
    @Test
    void aWebhookCanBeLate() {
        merchant.script("{\"step\": \"webhook\", \"fault\": \"W02\", \"delayMillis\": 700}");
        long before = System.nanoTime();
        approve();

        receiver.await(1);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(700));
    }

    /** W03. */
    @Test
    void aWebhookCanComeBeforeTheAnswer() {
        script("W03");
        approve();

        assertThat(receiver.messages()).hasSize(1);
    }

    /** W04. */
    @Test
    void aWebhookCanGetLost() {
        script("W04");
        String paymentKey = approve();
        merchant.cancel(paymentKey, "{\"cancelReason\": \"x\"}", "key-3");

        assertThat(statuses(receiver.await(1))).containsExactly("CANCELED");
        assertThat(state(0)).isEqualTo("DROPPED");
    }

    /** W05. */
    @Test
    void aForgedWebhookLiesAboutThePayment() {
        script("W05");
        approve();

        List<Message> both = receiver.await(2);
        assertThat(statuses(both)).containsExactly("CANCELED", "DONE");
        assertThat(merchant.lookupOrder(ORDER).gist()).isEqualTo("200 DONE");
    }

    /** W05. */
    @Test
    void aForgedDepositHasTheWrongSecretOrNone() {
        String secret = waitForDeposit();

        merchant.sim("POST", "webhooks", """
                {"psp": "TOSS", "orderId": "%s", "type": "DEPOSIT_CALLBACK", "fault": "W05"}""".formatted(ORDER));
        merchant.sim("POST", "webhooks", """
                {"psp": "TOSS", "orderId": "%s", "type": "DEPOSIT_CALLBACK", "fault": "W05", "variant": "UNPROVEN"}""".formatted(ORDER));

        List<Message> both = receiver.await(2);
        assertThat(both.getFirst().json().path("secret").asString())
                .startsWith("ps_")
                .isNotEqualTo(secret);
        assertThat(both.getLast().json().has("secret")).isFalse();
        assertThat(both)
                .allSatisfy(message ->
                        assertThat(message.json().path("status").asString()).isEqualTo("DONE"));
        assertThat(merchant.truth(ORDER).path("captures").asInt()).isZero();
    }

    /** W05. */
    @Test
    void aStrangersWebhookIsAboutAPaymentThatNobodyKnows() {
        JsonNode sent = merchant.sim("POST", "webhooks", """
                {"psp": "TOSS", "orderId": "%s", "fault": "W05", "variant": "UNKNOWN_PAYMENT"}""".formatted(ORDER)).json();

        JsonNode data = receiver.await(1).getFirst().json().path("data");
        assertThat(sent.path("state").asString()).isEqualTo("DELIVERED");
        assertThat(data.path("orderId").asString()).isNotEqualTo(ORDER);
        assertThat(merchant.lookup(data.path("paymentKey").asString()).status()).isEqualTo(404);
    }

    /** W08. */
    @Test
    void aWebhookThatIsNotAcknowledgedComesAgainByTheScheduleAndThenNoMore() {
        receiver.answers(500);
        approve();
        int[] minutes = {1, 4, 16, 64, 256, 1024, 4096};
        for (int i = 0; i < minutes.length; i++) {
            int sent = i + 1;
            Waits.until(sent + " were sent", () -> deliveries() == sent);
            clock.forward(Duration.ofMinutes(minutes[i]).minusSeconds(1));
            assertThat(nextAt()).isEqualTo(clock.instant().plusSeconds(1).toString());
            clock.forward(Duration.ofSeconds(1));
        }

        List<Message> all = receiver.await(8);
        Waits.until("it is given up", () -> state(0).equals("GIVEN_UP"));
        assertThat(ids(all)).hasSize(1);
        assertThat(all.stream().map(message -> message.header(RETRIED)))
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "7");
    }

    /** W08. */
    @Test
    void anAcknowledgementCanGetLost() {
        script("W08");
        approve();
        Waits.until("it was sent", () -> deliveries() == 1);
        assertThat(state(0)).isEqualTo("PENDING");

        clock.forward(Duration.ofMinutes(1));

        assertThat(ids(receiver.await(2))).hasSize(1);
        Waits.until("it counts as delivered", () -> state(0).equals("DELIVERED"));
    }

    @Test
    void aReceiverThatIsAwayIsAskedAgain() {
        receiver.close();
        approve();

        Waits.until("it was tried", () -> deliveries() == 1);
        assertThat(state(0)).isEqualTo("PENDING");
        assertThat(webhooks().path(0).path("deliveries").path(0).path("error").asString())
                .isEqualTo("ConnectException");
    }

    /** W09. */
    @Test
    void aWebhookCanBeOfAnUnknownType() {
        script("W09");
        approve();

        assertThat(receiver.await(2).stream()
                        .map(message -> message.json().path("eventType").asString()))
                .containsExactly("SOMETHING_NEW", "PAYMENT_STATUS_CHANGED");
    }

    @Test
    void aTestCanHaveOneSentAtOnce() {
        approve();
        receiver.await(1);

        JsonNode sent = merchant.sim("POST", "webhooks", "{\"psp\": \"TOSS\", \"orderId\": \"" + ORDER + "\"}")
                .json();

        assertThat(receiver.messages()).hasSize(2);
        assertThat(sent.path("state").asString()).isEqualTo("DELIVERED");
        assertThat(sent.path("deliveries").path(0).path("status").asInt()).isEqualTo(200);
    }

    private String approve() {
        String paymentKey = merchant.pay(ORDER, 39_000);
        assertThat(merchant.confirm(paymentKey, ORDER, 39_000, "key-" + paymentKey)
                        .gist())
                .isEqualTo("200 DONE");
        return paymentKey;
    }

    /** Gives the account's secret. */
    private String waitForDeposit() {
        String paymentKey = merchant.pay("""
                {"psp": "TOSS", "orderId": "%s", "amount": 39000, "currency": "KRW", "method": "VIRTUAL_ACCOUNT"}""".formatted(ORDER));
        return merchant.confirm(paymentKey, ORDER, 39_000, "key-1")
                .json()
                .path("secret")
                .asString();
    }

    private void script(String fault) {
        merchant.script("{\"orderId\": \"" + ORDER + "\", \"step\": \"webhook\", \"fault\": \"" + fault + "\"}");
    }

    private JsonNode webhooks() {
        return merchant.sim("GET", "webhooks?orderId=" + ORDER, "").json();
    }

    private String state(int index) {
        return webhooks().path(index).path("state").asString();
    }

    private int deliveries() {
        return webhooks().path(0).path("deliveries").size();
    }

    private String nextAt() {
        return webhooks().path(0).path("nextAt").asString();
    }

    private static Set<String> ids(List<Message> messages) {
        return messages.stream().map(message -> message.header(ID)).collect(Collectors.toSet());
    }

    private static List<String> statuses(List<Message> messages) {
        return messages.stream()
                .map(message -> message.json().path("data").path("status").asString())
                .toList();
    }
}
