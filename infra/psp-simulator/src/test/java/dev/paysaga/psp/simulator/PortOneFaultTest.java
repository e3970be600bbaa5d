package dev.paysaga.psp.simulator;

import static dev.paysaga.psp.simulator.PortOneMerchant.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.psp.simulator.scenario.Distortion;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class PortOneFaultTest extends SimulatorTest {

    private static final String ALL = "{\"reason\": \"x\"}";

    private PortOneMerchant portOne;

    @BeforeEach
    void connect() {
        portOne = new PortOneMerchant(merchant, simulator.url());
    }

    /** The fault, its answer, the same key again, another key, the status at the end, and the captures. */
    @ParameterizedTest(name = "{0}: {1}, same key {2}, other key {3}, then {4}")
    @CsvSource(delimiter = '|', textBlock = """
            F01 | 200 CONFIRMED                             | 200 CONFIRMED                           | 409 ALREADY_PAID          | PAID   | 1
            F02 | 502 PG_PROVIDER REJECT_CARD_PAYMENT       | 502 PG_PROVIDER REJECT_CARD_PAYMENT     | 400 INVALID_PAYMENT_TOKEN | FAILED | 0
            F03 | 401 UNAUTHORIZED                          | 200 CONFIRMED                           | 409 ALREADY_PAID          | PAID   | 1
            F04 | none                                      | 200 CONFIRMED                           | 409 ALREADY_PAID          | PAID   | 1
            F05 | none                                      | 200 CONFIRMED                           | 409 ALREADY_PAID          | PAID   | 1
            F07 | 500 INTERNAL_SERVER_ERROR                 | 500 INTERNAL_SERVER_ERROR               | 200 CONFIRMED             | PAID   | 1
            F08 | 502 PG_PROVIDER UNKNOWN_PAYMENT_ERROR     | 502 PG_PROVIDER UNKNOWN_PAYMENT_ERROR   | 409 ALREADY_PAID          | PAID   | 1
            F09 | 502 PG_PROVIDER PROVIDER_ERROR            | 502 PG_PROVIDER PROVIDER_ERROR          | 200 CONFIRMED             | PAID   | 1
            F10 | 409 IDEMPOTENCY_OUTSTANDING_REQUEST       | 200 CONFIRMED                           | 409 ALREADY_PAID          | PAID   | 1
            F11 | 502 PG_PROVIDER ALREADY_PROCESSING_REQUEST | 502 PG_PROVIDER ALREADY_PROCESSING_REQUEST | 200 CONFIRMED         | PAID   | 1
            F13 | 400 INVALID_PAYMENT_TOKEN                 | 400 INVALID_PAYMENT_TOKEN               | 400 INVALID_PAYMENT_TOKEN | READY  | 0
            F14 | 409 INFORMATION_MISMATCH                  | 409 INFORMATION_MISMATCH                | 200 CONFIRMED             | PAID   | 1
            F17 | 429 TOO_MANY_REQUESTS                     | 200 CONFIRMED                           | 409 ALREADY_PAID          | PAID   | 1
            """)
    void befallsAConfirm(String fault, String first, String again, String other, String status, int captures) {
        String token = portOne.pay(ORDER, 39_000);
        script("confirm", fault);

        assertThat(gist(() -> portOne.confirm(ORDER, token, 39_000, key(1)))).isEqualTo(first);
        assertThat(gist(() -> portOne.confirm(ORDER, token, 39_000, key(1)))).isEqualTo(again);
        assertThat(gist(() -> portOne.confirm(ORDER, token, 39_000, key(2)))).isEqualTo(other);
        assertThat(portOne.read(ORDER).json().path("status").asString()).isEqualTo(status);
        assertThat(merchant.truth(ORDER).path("captures").asInt()).isEqualTo(captures);
        assertThat(merchant.truth(ORDER).path("requests").path(0).path("fault").asString())
                .isEqualTo(fault);
    }

    @ParameterizedTest(name = "{0}: {1}, same key {2}, other key {3}")
    @CsvSource(delimiter = '|', textBlock = """
            F04 | none                                       | 200 SUCCEEDED                              | 409 PAYMENT_ALREADY_CANCELLED
            F05 | none                                       | 200 SUCCEEDED                              | 409 PAYMENT_ALREADY_CANCELLED
            F07 | 500 INTERNAL_SERVER_ERROR                  | 500 INTERNAL_SERVER_ERROR                  | 200 SUCCEEDED
            F08 | 502 PG_PROVIDER FAILED_REFUND_PROCESS      | 502 PG_PROVIDER FAILED_REFUND_PROCESS      | 409 PAYMENT_ALREADY_CANCELLED
            F09 | 502 PG_PROVIDER PROVIDER_ERROR             | 502 PG_PROVIDER PROVIDER_ERROR             | 200 SUCCEEDED
            F10 | 409 IDEMPOTENCY_OUTSTANDING_REQUEST        | 200 SUCCEEDED                              | 409 PAYMENT_ALREADY_CANCELLED
            F17 | 429 TOO_MANY_REQUESTS                      | 200 SUCCEEDED                              | 409 PAYMENT_ALREADY_CANCELLED
            C07 | 502 PG_PROVIDER EXCEED_MAX_REFUND_DUE      | 502 PG_PROVIDER EXCEED_MAX_REFUND_DUE      | 200 SUCCEEDED
            """)
    void befallsACancel(String fault, String first, String again, String other) {
        pay();
        script("cancel", fault);

        assertThat(gist(() -> portOne.cancel(ORDER, ALL, key(2)))).isEqualTo(first);
        assertThat(gist(() -> portOne.cancel(ORDER, ALL, key(2)))).isEqualTo(again);
        assertThat(gist(() -> portOne.cancel(ORDER, ALL, key(3)))).isEqualTo(other);
        assertThat(merchant.truth(ORDER).path("cancels").asInt()).isEqualTo(1);
    }

    /** C06. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"SUCCEEDED, CANCELLED, 1", "FAILED, PAID, 0"})
    void aCancelCanEndLater(String end, String status, int cancels) {
        pay();
        merchant.script("""
                {"step": "cancel", "fault": "C06", "variant": "%s", "delayMillis": 60000}""".formatted(end));

        assertThat(gist(() -> portOne.cancel(ORDER, ALL, key(2)))).isEqualTo("200 REQUESTED");
        assertThat(portOne.read(ORDER).json().path("status").asString()).isEqualTo("PAID");
        assertThat(merchant.truth(ORDER).path("cancels").asInt()).isZero();
        clock.forward(Duration.ofSeconds(60));

        Waits.until(
                "the cancel has ended",
                () -> portOne.read(ORDER)
                        .json()
                        .path("cancellations")
                        .path(0)
                        .path("status")
                        .asString()
                        .equals(end));
        assertThat(portOne.read(ORDER).json().path("status").asString()).isEqualTo(status);
        assertThat(merchant.truth(ORDER).path("cancels").asInt()).isEqualTo(cancels);
        assertThat(gist(() -> portOne.cancel(ORDER, ALL, key(2)))).isEqualTo("200 REQUESTED");
    }

    /** C06. */
    @Test
    void anOpenCancelHoldsItsAmountAndEndsWhenItIsTold() {
        pay();
        merchant.script("{\"step\": \"cancel\", \"fault\": \"C06\", \"variant\": \"OPEN\"}");
        portOne.cancel(ORDER, "{\"reason\": \"x\", \"amount\": 30000}", key(2));

        assertThat(gist(() -> portOne.cancel(ORDER, "{\"reason\": \"x\", \"amount\": 9001}", key(3))))
                .isEqualTo("409 CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT");
        String end = "{\"orderId\": \"" + ORDER + "\", \"result\": \"SUCCEEDED\"}";
        assertThat(merchant.sim("POST", "cancellations", end).status()).isEqualTo(200);
        assertThat(merchant.truth(ORDER).path("canceledAmount").asLong()).isEqualTo(30_000);
        assertThat(merchant.sim("POST", "cancellations", end).status()).isEqualTo(409);
    }

    /** C06. */
    @Test
    void aSuccessfulAnswerNeedNotMeanThatMoneyWentBack() {
        pay();
        merchant.script("{\"step\": \"cancel\", \"fault\": \"C06\", \"variant\": \"FAILED_AT_ONCE\"}");

        assertThat(gist(() -> portOne.cancel(ORDER, ALL, key(2)))).isEqualTo("200 FAILED");
        assertThat(merchant.truth(ORDER).path("cancels").asInt()).isZero();
        assertThat(gist(() -> portOne.cancel(ORDER, ALL, key(3)))).isEqualTo("200 SUCCEEDED");
    }

    /** F15. */
    @Test
    void aReadCanBeSpoilt() {
        pay();

        assertThat(spoilt(Distortion.AMOUNT).path("amount").path("total").asLong())
                .isEqualTo(39_001);
        assertThat(spoilt(Distortion.MISSING).has("status")).isFalse();
        assertThat(spoilt(Distortion.ENUM).path("status").asString()).isEqualTo("SOMETHING_NEW");
        assertThat(spoilt(Distortion.EXTRA).path("addedLater").asString()).isEqualTo("ignore me");
    }

    /** F16. */
    @Test
    void aProxyAnswersInHtml() {
        pay();
        script("lookup", "F16");

        Merchant.Answered page = portOne.read(ORDER);

        assertThat(page.status()).isEqualTo(502);
        assertThat(page.body()).startsWith("<html>");
    }

    @Test
    void aRepeatWhileTheFirstIsRunningIsTurnedAwayAndAnotherConfirmIsToo() throws InterruptedException {
        String token = portOne.pay(ORDER, 39_000);
        merchant.script("{\"step\": \"confirm\", \"fault\": \"F06\", \"delayMillis\": 1500}");
        Thread first = Thread.ofVirtual().start(() -> portOne.confirm(ORDER, token, 39_000, key(1)));
        // The fault is taken when the key and the payment are.
        Waits.until(
                "the first is running",
                () -> merchant.sim("GET", "scenarios", "").body().equals("[]"));

        assertThat(gist(() -> portOne.confirm(ORDER, token, 39_000, key(1))))
                .isEqualTo("409 IDEMPOTENCY_OUTSTANDING_REQUEST");
        assertThat(gist(() -> portOne.confirm(ORDER, token, 39_000, key(2))))
                .isEqualTo("502 PG_PROVIDER ALREADY_PROCESSING_REQUEST");

        first.join();
        assertThat(gist(() -> portOne.confirm(ORDER, token, 39_000, key(1)))).isEqualTo("200 CONFIRMED");
        assertThat(merchant.truth(ORDER).path("captures").asInt()).isEqualTo(1);
    }

    private JsonNode spoilt(Distortion how) {
        merchant.script("{\"step\": \"lookup\", \"fault\": \"F15\", \"variant\": \"" + how + "\"}");
        return portOne.read(ORDER).json();
    }

    private void pay() {
        portOne.confirm(ORDER, portOne.pay(ORDER, 39_000), 39_000, key(1));
    }

    private void script(String step, String fault) {
        merchant.script("""
                {"orderId": "%s", "step": "%s", "fault": "%s"}""".formatted(ORDER, step, fault));
    }

    private static String gist(Supplier<Merchant.Answered> call) {
        try {
            return PortOneMerchant.gist(call.get());
        } catch (UncheckedIOException e) {
            return "none";
        }
    }
}
