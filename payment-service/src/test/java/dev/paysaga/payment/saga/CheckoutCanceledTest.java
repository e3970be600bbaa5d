package dev.paysaga.payment.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paysaga.events.Psp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nobody will pay the checkout any more. */
class CheckoutCanceledTest extends RunningService {

    @Test
    void anUnpaidPaymentEndsInSilenceAndTakesNoConfirmAnyMore() {
        String order = checkedOut(3_000);
        String paymentKey = provider.pay(order, 3_000);

        checkoutIsCanceled(order);
        await("ended").atMost(SOON).until(() -> status(order), "FAILURE"::equals);

        Answer answer = confirm(order, paymentKey, 3_000);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("failure").path("code").asString()).isEqualTo("CHECKOUT_CANCELED");
        assertThat(provider.captures(order)).isZero();
        assertThat(outbox(order)).isEmpty();
    }

    @Test
    void aPaymentThatIsHereGoesBackWhole() {
        String order = paid(3_100);

        checkoutIsCanceled(order);

        await("given back").atMost(SOON).until(() -> cancels(order), List.of("3100 SUCCESS")::equals);
        assertThat(provider.canceledAmount(order)).isEqualTo(3_100);
        assertThat(outbox(order)).containsExactly("paysaga.payment.approved.v1 1", "paysaga.payment.canceled.v1 2");
    }

    @Test
    void aPaymentThatIsUnresolvedIsResolvedFirstAndThenGoesBack() {
        String order = checkedOut(3_200);
        provider.will(order, "confirm", "F04", 1);
        confirm(order, provider.pay(order, 3_200), 3_200);

        checkoutIsCanceled(order);

        await("given back").atMost(SOON).until(() -> cancels(order), List.of("3200 SUCCESS")::equals);
        assertThat(outbox(order)).containsExactly("paysaga.payment.approved.v1 1", "paysaga.payment.canceled.v1 2");
    }

    @Test
    void moneyThatAProviderTookByItselfGoesBackAndIsInNoBook() {
        String order = checkedOut(Psp.PORTONE, 3_300);
        provider.pay(order, 3_300, Map.of("psp", "PORTONE", "capture", "AUTOMATIC"));

        checkoutIsCanceled(order);

        await("given back").atMost(SOON).until(() -> cancels(order), List.of("3300 SUCCESS")::equals);
        assertThat(provider.canceledAmount(order)).isEqualTo(3_300);
        assertThat(status(order)).isEqualTo("FAILURE");
        assertThat(outbox(order)).isEmpty();
        assertThat(openCases(order)).isEmpty();
    }
}
