package dev.paysaga.payment.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paysaga.events.Psp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A buyer who pays later, by a transfer. */
class DepositTest extends RunningService {

    @Autowired
    private LookAtProvider lookAtProvider;

    @Autowired
    private Payments payments;

    @Test
    void aDepositIsWaitedForAndIsAnApprovalWhenItComes() {
        String order = waiting(7_000);

        assertThat(payment(order).path("status").asString()).isEqualTo("EXECUTING");
        assertThat(payment(order).path("depositDueAt").asString()).isNotEmpty();
        assertThat(outbox(order)).containsExactly("paysaga.payment.waiting-for-deposit.v1 1");
        assertThat(payments.depositSecretHash(order).orElseThrow()).matches("[0-9a-f]{64}");
        assertThat(cancel(order).status()).isEqualTo(409);

        provider.deposit(order);
        await("approved").atMost(SOON).until(() -> status(order), "SUCCESS"::equals);
        assertThat(outbox(order))
                .containsExactly("paysaga.payment.waiting-for-deposit.v1 1", "paysaga.payment.approved.v1 2");
        assertThat(provider.captures(order)).isEqualTo(1);
        assertThat(provider.confirmKeys(order)).hasSize(1);
    }

    @Test
    void aDepositWhoseConfirmWasNotAnsweredIsWaitedForAllTheSame() {
        String order = checkedOut(7_100);
        String paymentKey = provider.pay(order, 7_100, Map.of("psp", "TOSS", "method", "VIRTUAL_ACCOUNT"));
        provider.will(order, "confirm", "F04", 1);
        assertThat(confirm(order, paymentKey, 7_100).status()).isEqualTo(202);

        await("waiting")
                .atMost(SOON)
                .until(() -> outbox(order), List.of("paysaga.payment.waiting-for-deposit.v1 1")::equals);
        provider.deposit(order);
        await("approved").atMost(SOON).until(() -> status(order), "SUCCESS"::equals);
    }

    @Test
    void aDepositThatIsTakenBackIsForAHumanAndChangesNothing() {
        String order = waiting(7_200);
        provider.deposit(order);
        await("approved").atMost(SOON).until(() -> status(order), "SUCCESS"::equals);
        provider.takeDepositBack(order);

        assertThat(lookAtProvider.now(order).result()).isEqualTo(LookAtProvider.Result.CONTRADICTION);

        assertThat(openCases(order)).containsExactly("DEPOSIT_TAKEN_BACK");
        assertThat(status(order)).isEqualTo("SUCCESS");
        provider.deposit(order);
        lookAtProvider.now(order);
        assertThat(openCases(order)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anAccountThatRunsOutEndsTheOrderAndWhatComesLaterGoesBackToTheAccountThatTheBuyerNames(Psp psp) {
        String order = checkedOut(psp, 7_250);
        String key =
                provider.pay(order, 7_250, Map.of("psp", psp.name(), "method", "VIRTUAL_ACCOUNT", "depositSeconds", 1));
        assertThat(confirm(order, key, 7_250).status()).isEqualTo(202);

        await("ended").atMost(SOON).until(() -> status(order), "FAILURE"::equals);
        assertThat(outbox(order))
                .containsExactly("paysaga.payment.waiting-for-deposit.v1 1", "paysaga.payment.declined.v1 2");
        // Toss tells its deadline without fractions of a second.
        await("over there, too")
                .atMost(SOON)
                .ignoreException(IllegalStateException.class)
                .until(() -> {
                    provider.depositLate(order);
                    return true;
                });
        assertThat(lookAtProvider.now(order).result()).isEqualTo(LookAtProvider.Result.CONTRADICTION);
        assertThat(openCases(order)).containsExactly("DEPOSIT_LATE");
        assertThat(status(order)).isEqualTo("FAILURE");

        String found = "/v1/manual-cases/"
                + get("/v1/manual-cases?orderId=" + order).body().path(0).path("id");
        send(
                found + "/cancel-at-provider",
                "{\"by\":\"night-shift\",\"reason\":\"named on the phone\",\"refundAccount\":"
                        + RefundAccountTest.account(psp) + "}");

        await("given back").atMost(SOON).until(() -> provider.canceledAmount(order), Long.valueOf(7_250)::equals);
        await("closed").atMost(SOON).until(() -> openCases(order), List.of()::equals);
    }

    @Test
    void aDepositForACanceledCheckoutIsApprovedAndGivenBack() {
        String order = waiting(7_300);
        checkoutIsCanceled(order);
        await("remembered")
                .atMost(SOON)
                .until(() -> rows.queryForObject(
                        "SELECT checkout_canceled_at IS NOT NULL FROM payment.payment_event WHERE order_id = ?",
                        Boolean.class,
                        order));
        provider.deposit(order);

        await("taken on").atMost(SOON).until(() -> cancels(order).size(), Integer.valueOf(1)::equals);
        assertThat(outbox(order))
                .startsWith("paysaga.payment.waiting-for-deposit.v1 1", "paysaga.payment.approved.v1 2");
        assertThat(payment(order)
                        .path("cancellations")
                        .path(0)
                        .path("requestedBy")
                        .asString())
                .isEqualTo("SYSTEM");
    }

    private String waiting(long amount) {
        String order = checkedOut(amount);
        String paymentKey = provider.pay(order, amount, Map.of("psp", "TOSS", "method", "VIRTUAL_ACCOUNT"));
        Answer answer = confirm(order, paymentKey, amount);
        assertThat(answer.status()).isEqualTo(202);
        return order;
    }
}
