package dev.paysaga.payment.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.events.Psp;
import dev.paysaga.payment.domain.ConfirmOutcome.Resend;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Providers forget keys: Toss after 15 days, PortOne after 3 hours, which it may change. What a key may have been
 * forgotten for is asked for under a new one, once a look has shown that it was not done.
 */
class KeyLifetimeTest extends RunningService {

    @Autowired
    private AskAgain askAgain;

    @Autowired
    private Gateways gateways;

    @ParameterizedTest(name = "{0}: a key first used {1} ago: {2} keys are used")
    @CsvSource({
        "TOSS,    P13DT23H59M,  1",
        "TOSS,    P14D,         2",
        "TOSS,    P15D,         2",
        "PORTONE, PT2H29M,      1",
        "PORTONE, PT2H30M,      2",
        "PORTONE, PT3H,         2"
    })
    void aKeyThatMayBeForgottenIsNotSentAgain(Psp psp, Duration age, int keys) {
        String order = checkedOut(psp, 5_300);
        confirm(order, provider.pay(order, 5_300, Map.of("psp", psp.name())), 5_300);
        provider.will(order, "cancel", "F05", 1);
        provider.will(order, "lookup", "F16", 20); // nobody else gets as far as asking again
        cancel(order);

        askAgain.about(firstUsed(order, Instant.now().minus(age)));

        assertThat(cancels(order)).isEqualTo(List.of("5300 SUCCESS"));
        assertThat(provider.cancelKeys(order)).hasSize(2);
        assertThat(provider.cancelKeys(order).stream().distinct()).hasSize(keys);
        assertThat(provider.cancels(order)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"TOSS, P15D", "PORTONE, PT3H"})
    void theBoundLeavesTimeForClocksAndQueues(Psp psp, Duration kept) {
        Duration longestQueue = Duration.ofMinutes(10);

        assertThat(gateways.of(psp).keyValidity()).isLessThan(kept.minus(longestQueue));
    }

    /** The order's open attempt, as it would be had it begun then. */
    private Attempt firstUsed(String order, Instant then) {
        return rows.query(
                        "SELECT a.* FROM payment.payment_attempt a JOIN payment.payment_event e"
                                + " ON e.id = a.payment_event_id WHERE e.order_id = ? AND a.finished_at IS NULL",
                        (row, _) -> new Attempt(
                                row.getLong("id"),
                                order,
                                Operation.CANCEL,
                                row.getLong("cancellation_id"),
                                row.getString("idempotency_key"),
                                row.getString("request_body"),
                                Resend.valueOf(row.getString("resend")),
                                0,
                                then),
                        order)
                .getFirst();
    }
}
