package dev.paysaga.payment.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paysaga.events.Psp;
import dev.paysaga.payment.domain.ConfirmOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Whatever becomes of an answer, what happened at the provider is found out. */
class RecoveryTest extends RunningService {

    @Autowired
    private RecordOutcome recordOutcome;

    @Autowired
    private LookAtProvider lookAtProvider;

    @Autowired
    private ResolveAttempts resolveAttempts;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "F04, approved but the answer is lost,      SUCCESS, 1",
        "F05, no answer and not executed,           SUCCESS, 1",
        "F07, an error before the money is taken,   SUCCESS, 1",
        "F08, an error after the money is taken,    SUCCESS, 1",
        "F03, our key is refused for a while,       SUCCESS, 1"
    })
    void whateverTheProviderDoesTheMoneyIsTakenOnce(String fault, String story, String status, int captures) {
        String order = checkedOut(9_000);
        String paymentKey = provider.pay(order, 9_000);
        provider.will(order, "confirm", fault, 1);

        Answer first = confirm(order, paymentKey, 9_000);

        assertThat(first.status()).as(story).isEqualTo(202);
        assertThat(first.body().path("status").asString()).isEqualTo("UNKNOWN");
        await(story).atMost(SOON).until(() -> payment(order).path("status").asString(), status::equals);
        assertThat(provider.captures(order)).isEqualTo(captures);
        assertThat(outbox(order)).containsExactly("paysaga.payment.approved.v1 1");
    }

    @Test
    void aLostAnswerIsNeverAskedForUnderAnotherKey() {
        String order = checkedOut(9_500);
        String paymentKey = provider.pay(order, 9_500);
        provider.will(order, "confirm", "F05", 2);

        confirm(order, paymentKey, 9_500);
        await("resolved").atMost(SOON).until(() -> payment(order).path("status").asString(), "SUCCESS"::equals);

        assertThat(Set.copyOf(provider.confirmKeys(order))).hasSize(1);
        assertThat(provider.captures(order)).isEqualTo(1);
    }

    @Test
    void anApprovalThatComesAfterARecordedRefusalIsShownToAHuman() {
        String order = checkedOut(8_300);
        String paymentKey = provider.pay(order, 8_300);
        provider.will(order, "confirm", "F02", 1);
        assertThat(confirm(order, paymentKey, 8_300).body().path("status").asString())
                .isEqualTo("FAILURE");

        recordOutcome.of(order, "confirm-late", new ConfirmOutcome.Approved(Instant.now()));

        assertThat(payment(order).path("status").asString()).isEqualTo("FAILURE");
        assertThat(openCases(order)).containsExactly("PROVIDER_CONTRADICTS");
    }

    @Test
    void aRefusalOfAnyLengthIsRecorded() {
        String order = checkedOut(8_400);
        provider.will(order, "confirm", "F05", 1);
        confirm(order, provider.pay(order, 8_400), 8_400);

        recordOutcome.of(
                order, "confirm-any", new ConfirmOutcome.Declined("C".repeat(300), "\uD83D\uDCB8".repeat(900)));

        assertThat(payment(order).path("status").asString()).isEqualTo("FAILURE");
    }

    @Test
    void aProviderThatTakesMoneyByItselfIsBelievedWithoutAConfirm() {
        String order = checkedOut(Psp.PORTONE, 8_500);
        String key = provider.pay(order, 8_500, Map.of("psp", "PORTONE", "capture", "AUTOMATIC"));

        assertThat(lookAtProvider.now(order).result()).isEqualTo(LookAtProvider.Result.APPLIED);

        assertThat(status(order)).isEqualTo("SUCCESS");
        assertThat(outbox(order)).containsExactly("paysaga.payment.approved.v1 1");
        assertThat(confirm(order, key, 8_500).status()).isEqualTo(200);
        assertThat(lookAtProvider.now(order).result()).isEqualTo(LookAtProvider.Result.NOTHING_NEW);
    }

    @Test
    void aRefusalOfARepeatedConfirmIsNotBelievedWhileTheProviderSaysThatItIsPending() {
        String order = checkedOut(8_600);
        provider.will(order, "confirm", "F07", 1);
        provider.will(order, "confirm", "F14", 1);

        confirm(order, provider.pay(order, 8_600), 8_600);

        await("approved").atMost(SOON).until(() -> status(order), "SUCCESS"::equals);
        assertThat(provider.captures(order)).isEqualTo(1);
        assertThat(outbox(order)).containsExactly("paysaga.payment.approved.v1 1");
    }

    @Test
    void whenLookingIsLongInVainAHumanIsToldWhatIsKnownAndLookingGoesOn() {
        String order = checkedOut(8_700);
        provider.will(order, "confirm", "F05", 1);
        provider.will(order, "lookup", "F16", 7);

        confirm(order, provider.pay(order, 8_700), 8_700);

        await("a case").atMost(SOON).until(() -> openCases(order), List.of("OUTCOME_UNKNOWN")::equals);
        assertThat(status(order)).isEqualTo("UNKNOWN");
        await("approved").atMost(SOON).until(() -> status(order), "SUCCESS"::equals);
        assertThat(openCases(order)).isEmpty();
    }

    @Test
    void aSlowOrderHoldsUpNeitherTheOthersNorTheOtherWorkers() {
        String slow = checkedOut(8_800);
        provider.will(slow, "confirm", "F05", 1);
        provider.will(slow, "lookup", "F06", 1);
        confirm(slow, provider.pay(slow, 8_800), 8_800);
        String other = checkedOut(8_900);
        provider.will(other, "confirm", "F04", 1);
        confirm(other, provider.pay(other, 8_900), 8_900);

        await("the other").atMost(SOON).until(() -> status(other), "SUCCESS"::equals);
        assertThat(status(slow)).isEqualTo("UNKNOWN");
    }

    @Test
    void whatOneWorksOnLongerThanAClaimLastsIsNotTakenByAnother() {
        String order = checkedOut(8_950);
        provider.will(order, "confirm", "F05", 1);
        provider.willBeSlow(order, "lookup", Duration.ofMillis(4_500));
        confirm(order, provider.pay(order, 8_950), 8_950);
        await("looked at").atMost(SOON).until(() -> provider.requests(order).size(), Integer.valueOf(2)::equals);
        resolveAttempts.soon(order);

        await("approved").atMost(SOON).until(() -> status(order), "SUCCESS"::equals);

        assertThat(provider.requests(order))
                .extracting(request -> request.split(" ", -1)[0])
                .containsExactly("POST", "GET", "POST");
    }

    @Test
    void anUnknownOrderIsNotLookedFor() {
        assertThat(lookAtProvider.now("ord_never_heard_of_it").result()).isEqualTo(LookAtProvider.Result.UNKNOWN_ORDER);
    }
}
