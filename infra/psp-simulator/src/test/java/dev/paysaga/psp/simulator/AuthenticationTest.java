package dev.paysaga.psp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest extends SimulatorTest {

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "test_sk_SIMULATORSIMULATORSIMULATOR:, 200 IN_PROGRESS",
        "test_sk_SIMULATORSIMULATORSIMULATOR, 403 INCORRECT_BASIC_AUTH_FORMAT",
        "test_sk_SIMULATORSIMULATORSIMULATOR:password, 403 INCORRECT_BASIC_AUTH_FORMAT",
        "test_sk_OTHER:, 401 UNAUTHORIZED_KEY",
        "whoever:, 401 UNAUTHORIZED_KEY",
        "test_ck_SIMULATORSIMULATORSIMULATOR:, 400 INVALID_API_KEY",
        "live_sk_SIMULATORSIMULATORSIMULATOR:, 400 INVALID_API_KEY"
    })
    void theSecretKeyDecides(String credentials, String gist) {
        String paymentKey = merchant.pay(ORDER, 39_000);

        assertThat(merchant.send(merchant.to("/v1/payments/" + paymentKey)
                                .header("Authorization", Merchant.basic(credentials))
                                .GET())
                        .gist())
                .isEqualTo(gist);
    }

    @ParameterizedTest
    @CsvSource({"Bearer abc, 401 UNAUTHORIZED_KEY", "Basic *, 403 INCORRECT_BASIC_AUTH_FORMAT"})
    void anotherSchemeIsRefused(String header, String gist) {
        assertThat(merchant.send(merchant.to("/v1/payments/any")
                                .header("Authorization", header)
                                .GET())
                        .gist())
                .isEqualTo(gist);
    }

    @Test
    void noHeaderIsRefused() {
        assertThat(merchant.send(merchant.to("/v1/payments/any").GET()).gist()).isEqualTo("401 UNAUTHORIZED_KEY");
    }

    @Test
    void aRefusedKeyIsNotBoundToTheIdempotencyKey() {
        String paymentKey = merchant.pay(ORDER, 39_000);
        HttpRequest.Builder wrong = merchant.to("/v1/payments/confirm")
                .header("Authorization", Merchant.basic("test_sk_OTHER:"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "key-1")
                .POST(HttpRequest.BodyPublishers.ofString(Merchant.confirmBody(paymentKey, ORDER, 39_000)));

        assertThat(merchant.send(wrong).gist()).isEqualTo("401 UNAUTHORIZED_KEY");
        assertThat(merchant.confirm(paymentKey, ORDER, 39_000, "key-1").gist()).isEqualTo("200 DONE");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "REJECT_CARD_PAYMENT, 403",
        "ALREADY_PROCESSED_PAYMENT, 400",
        "IDEMPOTENT_REQUEST_PROCESSING, 409",
        "DUPLICATED_ORDER_ID, 400",
        "FAILED_PAYMENT_INTERNAL_SYSTEM_PROCESSING, 500",
        "COMMON_ERROR, 500"
    })
    void aTestCodeForcesItsErrorEvenForAPaymentThatIsNotThere(String code, int status) {
        assertThat(withTestCode(code).gist()).isEqualTo(status + " " + code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SOMETHING_NEW", "DONE"})
    void anUnknownTestCodeIsRefused(String code) {
        assertThat(withTestCode(code).gist()).isEqualTo("400 INVALID_TEST_CODE");
    }

    @Test
    void anAddressThatIsNotThereIsNotFound() {
        for (String method : new String[] {"GET", "POST", "DELETE"}) {
            HttpRequest.Builder request =
                    merchant.signed("/v1/nothing").method(method, HttpRequest.BodyPublishers.noBody());
            assertThat(merchant.send(request).gist())
                    .as(method.toLowerCase(Locale.ROOT))
                    .isEqualTo("404 NOT_FOUND");
        }
    }

    private Merchant.Answered withTestCode(String code) {
        return merchant.send(merchant.signed("/v1/payments/confirm")
                .header("TossPayments-Test-Code", code)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Merchant.confirmBody("simpgnone", ORDER, 1))));
    }
}
