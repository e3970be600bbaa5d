package dev.paysaga.payment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.payment.domain.ConfirmOutcome.Approved;
import dev.paysaga.payment.domain.ConfirmOutcome.Declined;
import dev.paysaga.payment.domain.ConfirmOutcome.WaitingForDeposit;
import dev.paysaga.payment.domain.LookRules.Ours;
import dev.paysaga.payment.domain.LookupOutcome.ConfigError;
import dev.paysaga.payment.domain.LookupOutcome.Contradiction;
import dev.paysaga.payment.domain.LookupOutcome.Found;
import dev.paysaga.payment.domain.LookupOutcome.NoAnswer;
import dev.paysaga.payment.domain.LookupOutcome.NotFound;
import dev.paysaga.payment.domain.ProviderPayment.Failure;
import dev.paysaga.payment.domain.ProviderPayment.Status;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our stage x what the provider says. The payment is of 51000; "-x" after a status: so much is left at the provider. */
class LookRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-04T01:15:00Z");

    @ParameterizedTest
    @CsvSource({
        // stage,          the provider says,   then
        "NOT_STARTED,      pending,             nothing new",
        "NOT_STARTED,      waiting,             wait",
        "NOT_STARTED,      captured,            approve",
        "NOT_STARTED,      captured-0,          nothing new",
        "NOT_STARTED,      failed,              nothing new",
        "NOT_STARTED,      expired,             nothing new",
        "NOT_STARTED,      not found,           nothing new",
        "ASKED,            pending,             ask again",
        "ASKED,            waiting,             wait",
        "ASKED,            captured,            approve",
        "ASKED,            captured-20000,      approve",
        "ASKED,            failed,              decline REJECT_CARD_PAYMENT",
        "ASKED,            expired,             decline EXPIRED",
        "ASKED,            not found,           ask again",
        // never given up by the clock while the provider says PENDING
        "OVERDUE,          pending,             raise OUTCOME_UNKNOWN",
        "OVERDUE,          waiting,             wait",
        "OVERDUE,          captured,            approve",
        "OVERDUE,          failed,              decline REJECT_CARD_PAYMENT",
        "OVERDUE,          expired,             decline EXPIRED",
        "OVERDUE,          not found,           give up EXPIRED",
        "WAITING,          pending,             nothing new",
        "WAITING,          waiting,             nothing new",
        "WAITING,          captured,            approve",
        "WAITING,          failed,              decline REJECT_CARD_PAYMENT",
        "WAITING,          expired,             decline EXPIRED",
        "WAITING,          not found,           look later",
        "DEPOSIT_OVERDUE,  pending,             raise OUTCOME_UNKNOWN",
        // PortOne does not say that an account has run out
        "DEPOSIT_OVERDUE,  waiting,             decline DEPOSIT_EXPIRED",
        "DEPOSIT_OVERDUE,  waiting for longer,  wait",
        "DEPOSIT_OVERDUE,  captured,            approve",
        "DEPOSIT_OVERDUE,  failed,              decline REJECT_CARD_PAYMENT",
        "DEPOSIT_OVERDUE,  expired,             decline EXPIRED",
        "DEPOSIT_OVERDUE,  not found,           raise OUTCOME_UNKNOWN",
        "APPROVED,         captured,            nothing new",
        "APPROVED,         captured-20000,      raise PROVIDER_CONTRADICTS",
        "APPROVED,         captured-0,          raise PROVIDER_CONTRADICTS",
        "APPROVED,         waiting,             raise DEPOSIT_TAKEN_BACK",
        "APPROVED,         pending,             raise PROVIDER_CONTRADICTS",
        "APPROVED,         failed,              raise PROVIDER_CONTRADICTS",
        "APPROVED,         expired,             raise PROVIDER_CONTRADICTS",
        "APPROVED,         not found,           raise PROVIDER_CONTRADICTS",
        "REFUSED,          captured,            raise PROVIDER_CONTRADICTS",
        "REFUSED,          captured-0,          nothing new",
        "REFUSED,          pending,             nothing new",
        "REFUSED,          waiting,             nothing new",
        "REFUSED,          failed,              nothing new",
        "REFUSED,          not found,           nothing new",
        "DEPOSIT_MISSED,   captured,            raise DEPOSIT_LATE",
        "DEPOSIT_MISSED,   captured-0,          nothing new",
        "DEPOSIT_MISSED,   pending,             nothing new",
        "DEPOSIT_MISSED,   waiting,             nothing new",
        "DEPOSIT_MISSED,   expired,             nothing new",
        "DEPOSIT_MISSED,   not found,           nothing new",
        "VOID,             captured,            give back 51000",
        "VOID,             captured-20000,      give back 20000",
        "VOID,             captured-0,          nothing new",
        "VOID,             pending,             nothing new",
        "VOID,             waiting,             nothing new",
        "VOID,             expired,             nothing new",
        "VOID,             not found,           nothing new"
    })
    void decides(Stage stage, String says, String then) {
        assertThat(inWords(LookRules.decide(ours(stage, true), said(says)))).isEqualTo(then);
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_STARTED, captured, raise PROVIDER_CONTRADICTS",
        "NOT_STARTED, waiting,  nothing new",
        "VOID,        captured, raise PROVIDER_CONTRADICTS"
    })
    void whatCannotBeNamedToTheProviderIsForAHuman(Stage stage, String says, String then) {
        assertThat(inWords(LookRules.decide(ours(stage, false), said(says)))).isEqualTo(then);
    }

    @ParameterizedTest
    @CsvSource({
        "no answer,     look later",
        "config error,  repair",
        "contradiction, raise PROVIDER_CONTRADICTS",
        "untimed,       look later"
    })
    void isTheSameInEveryStage(String says, String then) {
        for (Stage stage : Stage.values()) {
            assertThat(inWords(LookRules.decide(ours(stage, true), said(says))))
                    .as("%s", stage)
                    .isEqualTo(then);
        }
    }

    private static Ours ours(Stage stage, boolean named) {
        return new Ours(stage, stage == Stage.APPROVED ? 51_000 : 0, named, NOW);
    }

    private static LookupOutcome said(String words) {
        return switch (words) {
            case "not found" -> new NotFound("NOT_FOUND_PAYMENT");
            case "no answer" -> new NoAnswer("silence");
            case "config error" -> new ConfigError("UNAUTHORIZED_KEY", "who are you");
            case "contradiction" -> new Contradiction("another amount");
            case "pending" -> found(Status.PENDING, 0, null);
            case "waiting" -> waiting(NOW);
            case "waiting for longer" -> waiting(NOW.plusSeconds(1));
            case "untimed" -> new Found(new ProviderPayment(Status.CAPTURED, 51_000, null, null, null, List.of()));
            case "failed" -> found(Status.FAILED, 0, new Failure("REJECT_CARD_PAYMENT", "refused"));
            case "expired" -> found(Status.EXPIRED, 0, null);
            case "captured" -> found(Status.CAPTURED, 51_000, null);
            default -> found(Status.CAPTURED, Long.parseLong(words.substring("captured-".length())), null);
        };
    }

    private static Found waiting(Instant dueAt) {
        return new Found(new ProviderPayment(Status.WAITING_FOR_DEPOSIT, 0, null, dueAt, null, List.of()));
    }

    private static Found found(Status status, long remaining, @Nullable Failure failure) {
        return new Found(new ProviderPayment(
                status, remaining, status == Status.CAPTURED ? NOW : null, null, failure, List.of()));
    }

    private static String inWords(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Take take -> inWords(take.outcome());
            case Verdict.AskAgain _ -> "ask again";
            case Verdict.GiveUp(Declined declined) -> "give up " + declined.code();
            case Verdict.GiveBack(long amount) -> "give back " + amount;
            case Verdict.Raise raise -> "raise " + raise.concern();
            case Verdict.NothingNew _ -> "nothing new";
            case Verdict.LookLater _ -> "look later";
            case Verdict.Repair _ -> "repair";
        };
    }

    private static String inWords(ConfirmOutcome outcome) {
        return switch (outcome) {
            case Approved _ -> "approve";
            case Declined declined -> "decline " + declined.code();
            case WaitingForDeposit _ -> "wait";
            case ConfirmOutcome other -> "take " + other;
        };
    }
}
