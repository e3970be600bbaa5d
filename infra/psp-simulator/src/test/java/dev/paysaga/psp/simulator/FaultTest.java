package dev.paysaga.psp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paysaga.psp.simulator.scenario.Distortion;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class FaultTest extends SimulatorTest {

    private static final String ALL = """
            {"cancelReason": "Order withdrawn"}""";

    /** The fault, its answer, the same key again, another key, what a lookup says at the end, and the captures. */
    @ParameterizedTest(name = "{0}: {1}, same key {2}, other key {3}, then {4}")
    @CsvSource(delimiter = '|', textBlock = """
            F01 | 200 DONE                             | 200 DONE                             | 400 ALREADY_PROCESSED_PAYMENT | 200 DONE    | 1
            F02 | 403 REJECT_CARD_PAYMENT              | 403 REJECT_CARD_PAYMENT              | 400 ALREADY_PROCESSED_PAYMENT | 200 ABORTED | 0
            F03 | 401 UNAUTHORIZED_KEY                 | 200 DONE                             | 400 ALREADY_PROCESSED_PAYMENT | 200 DONE    | 1
            F04 | none                                 | 200 DONE                             | 400 ALREADY_PROCESSED_PAYMENT | 200 DONE    | 1
            F05 | none                                 | 200 DONE                             | 400 ALREADY_PROCESSED_PAYMENT | 200 DONE    | 1
            F07 | 500 FAILED_INTERNAL_SYSTEM_PROCESSING | 500 FAILED_INTERNAL_SYSTEM_PROCESSING | 200 DONE                     | 200 DONE    | 1
            F08 | 500 UNKNOWN_PAYMENT_ERROR            | 500 UNKNOWN_PAYMENT_ERROR            | 400 ALREADY_PROCESSED_PAYMENT | 200 DONE    | 1
            F09 | 400 PROVIDER_ERROR                   | 400 PROVIDER_ERROR                   | 200 DONE                      | 200 DONE    | 1
            F10 | 409 IDEMPOTENT_REQUEST_PROCESSING    | 200 DONE                             | 400 ALREADY_PROCESSED_PAYMENT | 200 DONE    | 1
            F11 | 400 ALREADY_PROCESSING_REQUEST       | 400 ALREADY_PROCESSING_REQUEST       | 200 DONE                      | 200 DONE    | 1
            F13 | 404 NOT_FOUND_PAYMENT_SESSION        | 404 NOT_FOUND_PAYMENT_SESSION        | 404 NOT_FOUND_PAYMENT_SESSION | 200 EXPIRED | 0
            F14 | 400 INVALID_REQUEST                  | 400 INVALID_REQUEST                  | 200 DONE                      | 200 DONE    | 1
            F17 | 429 TOO_MANY_REQUESTS                | 200 DONE                             | 400 ALREADY_PROCESSED_PAYMENT | 200 DONE    | 1
            """)
    void befallsAConfirm(String fault, String first, String again, String other, String lookup, int captures) {
        String paymentKey = merchant.pay(ORDER, 39_000);
        script(fault, "confirm");

        assertThat(gist(() -> merchant.confirm(paymentKey, ORDER, 39_000, "key-1")))
                .isEqualTo(first);
        assertThat(merchant.confirm(paymentKey, ORDER, 39_000, "key-1").gist()).isEqualTo(again);
        assertThat(merchant.confirm(paymentKey, ORDER, 39_000, "key-2").gist()).isEqualTo(other);
        assertThat(merchant.lookup(paymentKey).gist()).isEqualTo(lookup);
        JsonNode truth = merchant.truth(ORDER);
        assertThat(truth.path("captures").asInt()).isEqualTo(captures);
        assertThat(truth.path("requests").path(0).path("fault").asString()).isEqualTo(fault);
        assertThat(truth.path("requests").path(0).path("answered").asBoolean()).isEqualTo(!first.equals("none"));
        assertThat(truth.path("requests").path(1).path("fault").isNull()).isTrue();
    }

    @ParameterizedTest(name = "{0}: {1}, same key {2}, other key {3}")
    @CsvSource(delimiter = '|', textBlock = """
            F01 | 200 CANCELED                         | 200 CANCELED                         | 400 ALREADY_CANCELED_PAYMENT | 1
            F03 | 401 UNAUTHORIZED_KEY                 | 200 CANCELED                         | 400 ALREADY_CANCELED_PAYMENT | 1
            F04 | none                                 | 200 CANCELED                         | 400 ALREADY_CANCELED_PAYMENT | 1
            F05 | none                                 | 200 CANCELED                         | 400 ALREADY_CANCELED_PAYMENT | 1
            F07 | 500 FAILED_INTERNAL_SYSTEM_PROCESSING | 500 FAILED_INTERNAL_SYSTEM_PROCESSING | 200 CANCELED                | 1
            F08 | 500 FAILED_REFUND_PROCESS            | 500 FAILED_REFUND_PROCESS            | 400 ALREADY_CANCELED_PAYMENT | 1
            F09 | 400 PROVIDER_ERROR                   | 400 PROVIDER_ERROR                   | 200 CANCELED                 | 1
            F10 | 409 IDEMPOTENT_REQUEST_PROCESSING    | 200 CANCELED                         | 400 ALREADY_CANCELED_PAYMENT | 1
            F17 | 429 TOO_MANY_REQUESTS                | 200 CANCELED                         | 400 ALREADY_CANCELED_PAYMENT | 1
            C07 | 403 EXCEED_MAX_REFUND_DUE            | 403 EXCEED_MAX_REFUND_DUE            | 200 CANCELED                 | 1
            """)
    void befallsACancel(String fault, String first, String again, String other, int cancels) {
        String paymentKey = merchant.pay(ORDER, 39_000);
        merchant.confirm(paymentKey, ORDER, 39_000, "key-1");
        script(fault, "cancel");

        assertThat(gist(() -> merchant.cancel(paymentKey, ALL, "key-1"))).isEqualTo(first);
        assertThat(merchant.cancel(paymentKey, ALL, "key-1").gist()).isEqualTo(again);
        assertThat(merchant.cancel(paymentKey, ALL, "key-2").gist()).isEqualTo(other);
        assertThat(merchant.truth(ORDER).path("cancels").asInt()).isEqualTo(cancels);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "F01, 200 IN_PROGRESS",
        "F03, 401 UNAUTHORIZED_KEY",
        "F07, 500 FAILED_INTERNAL_SYSTEM_PROCESSING",
        "F17, 429 TOO_MANY_REQUESTS"
    })
    void befallsALookup(String fault, String first) {
        String paymentKey = merchant.pay(ORDER, 39_000);
        script(fault, "lookup");

        assertThat(merchant.lookup(paymentKey).gist()).isEqualTo(first);
        assertThat(merchant.lookupOrder(ORDER).gist()).isEqualTo("200 IN_PROGRESS");
    }

    /** Java's client sends a GET again by itself when no answer comes: one fault would go unnoticed. */
    @Test
    void aLookupCanGoUnanswered() {
        String paymentKey = merchant.pay(ORDER, 39_000);
        merchant.script("{\"step\": \"lookup\", \"fault\": \"F05\", \"times\": 10}");

        assertThat(gist(() -> merchant.lookup(paymentKey))).isEqualTo("none");
    }

    @Test
    void aLostAnswerIsInTheTruthBeforeTheClientGivesUp() {
        String paymentKey = merchant.pay(ORDER, 39_000);
        merchant.script("{\"step\": \"confirm\", \"fault\": \"F04\", \"holdMillis\": 5000}");
        HttpRequest.Builder impatient = merchant.signed("/v1/payments/confirm")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "key-1")
                .timeout(Duration.ofMillis(300))
                .POST(HttpRequest.BodyPublishers.ofString(Merchant.confirmBody(paymentKey, ORDER, 39_000)));

        assertThatThrownBy(() -> merchant.send(impatient)).hasCauseInstanceOf(HttpTimeoutException.class);

        JsonNode request = merchant.truth(ORDER).path("requests").path(0);
        assertThat(request.path("status").asInt()).isEqualTo(200);
        assertThat(request.path("answered").asBoolean()).isFalse();
        assertThat(merchant.truth(ORDER).path("captures").asInt()).isEqualTo(1);
        assertThat(merchant.confirm(paymentKey, ORDER, 39_000, "key-1").gist()).isEqualTo("200 DONE");
    }

    @Test
    void whatWasNeverExecutedIsStillInProgress() {
        String paymentKey = merchant.pay(ORDER, 39_000);
        script("F05", "confirm");

        assertThat(gist(() -> merchant.confirm(paymentKey, ORDER, 39_000, "key-1")))
                .isEqualTo("none");

        assertThat(merchant.lookup(paymentKey).gist()).isEqualTo("200 IN_PROGRESS");
        assertThat(merchant.truth(ORDER).path("captures").asInt()).isZero();
        assertThat(merchant.truth(ORDER).path("requests").path(0).path("status").isNull())
                .isTrue();
    }

    @Test
    void aSlowConfirmTakesItsTimeAndSucceeds() {
        String paymentKey = merchant.pay(ORDER, 39_000);
        merchant.script("{\"step\": \"confirm\", \"fault\": \"F06\", \"delayMillis\": 400}");
        long before = System.nanoTime();

        assertThat(merchant.confirm(paymentKey, ORDER, 39_000, "key-1").gist()).isEqualTo("200 DONE");

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
    }

    @Test
    void aProxysErrorPageIsNoJsonAndNothingIsDone() {
        String paymentKey = merchant.pay(ORDER, 39_000);
        script("F16", "confirm");

        Merchant.Answered page = merchant.confirm(paymentKey, ORDER, 39_000, "key-1");

        assertThat(page.status()).isEqualTo(502);
        assertThat(page.contentType()).isEqualTo("text/html");
        assertThat(page.body()).startsWith("<html>");
        assertThat(merchant.truth(ORDER).path("captures").asInt()).isZero();
        assertThat(merchant.confirm(paymentKey, ORDER, 39_000, "key-1").gist()).isEqualTo("200 DONE");
    }

    @ParameterizedTest
    @EnumSource(Distortion.class)
    void aSuccessCanBeSpoilt(Distortion variant) {
        String paymentKey = merchant.pay(ORDER, 39_000);
        merchant.script("""
                {"step": "confirm", "fault": "F15", "variant": "%s"}""".formatted(variant));

        JsonNode body = merchant.confirm(paymentKey, ORDER, 39_000, "key-1").json();

        assertThat(body.path("totalAmount").asLong(-1))
                .isEqualTo(
                        switch (variant) {
                            case AMOUNT -> 39_001L;
                            case MISSING -> -1L;
                            case NONE, ENUM, EXTRA -> 39_000L;
                        });
        assertThat(body.path("status").asString("absent"))
                .isEqualTo(
                        switch (variant) {
                            case MISSING -> "absent";
                            case ENUM -> "SOMETHING_NEW";
                            case NONE, AMOUNT, EXTRA -> "DONE";
                        });
        assertThat(body.has("addedLater")).isEqualTo(variant == Distortion.EXTRA);
        assertThat(merchant.truth(ORDER).path("capturedAmount").asLong()).isEqualTo(39_000);
        assertThat(merchant.lookup(paymentKey).gist()).isEqualTo("200 DONE");
    }

    @Test
    void theRulesComeBeforeTheFault() {
        String paymentKey = merchant.pay(ORDER, 39_000);
        script("F04", "confirm");

        assertThat(merchant.confirm(paymentKey, ORDER, 1, "key-1").gist()).isEqualTo("400 INVALID_REQUEST");
        assertThat(merchant.truth(ORDER).path("captures").asInt()).isZero();
    }

    @Test
    void aFaultForAnOrderLeavesOthersAlone() {
        String other = "ord-20261104-000118";
        String paymentKey = merchant.pay(other, 5_000);
        merchant.script("""
                {"orderId": "%s", "step": "confirm", "fault": "F02"}""".formatted(ORDER));

        assertThat(merchant.confirm(paymentKey, other, 5_000, "key-1").gist()).isEqualTo("200 DONE");
        assertThat(merchant.confirm(merchant.pay(ORDER, 39_000), ORDER, 39_000, "key-2")
                        .gist())
                .isEqualTo("403 REJECT_CARD_PAYMENT");
    }

    @Test
    void faultsComeInTheOrderOfTheScriptAndAsOftenAsItSays() {
        String paymentKey = merchant.pay(ORDER, 39_000);
        merchant.script("{\"step\": \"confirm\", \"fault\": \"F17\", \"times\": 2}");
        merchant.script("{\"step\": \"confirm\", \"fault\": \"F07\"}");

        assertThat(Arrays.asList("key-1", "key-2", "key-3", "key-4"))
                .extracting(
                        key -> merchant.confirm(paymentKey, ORDER, 39_000, key).status())
                .containsExactly(429, 429, 500, 200);
    }

    private void script(String fault, String step) {
        merchant.script("""
                {"orderId": "%s", "step": "%s", "fault": "%s"}""".formatted(ORDER, step, fault));
    }

    private interface Call {
        Merchant.Answered send();
    }

    private static String gist(Call call) {
        try {
            return call.send().gist();
        } catch (UncheckedIOException e) {
            return "none";
        }
    }
}
