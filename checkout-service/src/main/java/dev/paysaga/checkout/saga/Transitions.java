package dev.paysaga.checkout.saga;

import static java.util.stream.Collectors.joining;

import dev.paysaga.checkout.domain.CheckoutStatus;
import dev.paysaga.checkout.domain.Failure;
import dev.paysaga.checkout.saga.Outcome.AllGivenBack;
import dev.paysaga.checkout.saga.Outcome.Approved;
import dev.paysaga.checkout.saga.Outcome.Completed;
import dev.paysaga.checkout.saga.Outcome.Declined;
import dev.paysaga.checkout.saga.Outcome.GivenBack;
import dev.paysaga.checkout.saga.Outcome.WaitingForDeposit;
import dev.paysaga.events.OrderId;
import dev.paysaga.messaging.BeforeCommit;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Every change of a checkout's state: a conditional update each, so that an event, the buyer's confirm and recovery may
 * come in any order and at once, and the first one does it.
 */
@Component
public class Transitions {

    // The states are one text (SUCCESS,COMPLETE): one statement for all outcomes is one JDBC batch, in their order.
    private static final String CONCLUDE = "UPDATE checkout SET status = COALESCE(?, status),"
            + " payment_key = COALESCE(?, payment_key), failure_code = ?, failure_message = ?,"
            + " deposit_due_at = COALESCE(?, deposit_due_at),"
            + " next_push_at = GREATEST(?, COALESCE(next_push_at, TIMESTAMP'2000-01-01 00:00:00')),"
            + " canceled_amount = canceled_amount + ?"
            + " WHERE order_id = ? AND FIND_IN_SET(status, ?) > 0";
    private static final String BEGIN = "UPDATE checkout SET status = 'IN_PROGRESS', payment_key = ?, next_push_at = ?"
            + " WHERE order_id = ? AND status = 'PREPAY'";
    private static final String CANCEL =
            "UPDATE checkout SET status = 'CANCEL' WHERE order_id = ? AND status = 'PREPAY'";

    private final JdbcTemplate jdbc;
    private final BeforeCommit<Outcome> outcomes = new BeforeCommit<>(this::write);

    Transitions(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Begins to confirm, in the caller's transaction.
     *
     * @param nextPush when recovery is to take over if nobody has concluded by then
     * @return false when it is no longer {@link CheckoutStatus#PREPAY}: somebody else was faster
     */
    public boolean begin(OrderId orderId, String paymentKey, Instant nextPush) {
        return jdbc.update(BEGIN, paymentKey, Timestamp.from(nextPush), orderId.value()) == 1;
    }

    /**
     * Gives it up before anybody has begun to pay, in the caller's transaction, which announces it too.
     *
     * @return false when it is no longer {@link CheckoutStatus#PREPAY}: somebody else was faster
     */
    public boolean cancel(OrderId orderId) {
        return jdbc.update(CANCEL, orderId.value()) == 1;
    }

    /** Concludes with the caller's transaction. Changes nothing where it is already so, or too late. */
    public void conclude(Outcome outcome) {
        outcomes.add(outcome);
    }

    private void write(List<Outcome> outcomes) {
        jdbc.batchUpdate(CONCLUDE, outcomes, outcomes.size(), (statement, outcome) -> {
            Change change = Change.by(outcome);
            CheckoutStatus target = outcome.target();
            statement.setString(1, target == null ? null : target.name());
            statement.setString(2, change.paymentKey());
            statement.setString(
                    3, change.failure() == null ? null : change.failure().code());
            statement.setString(
                    4, change.failure() == null ? null : change.failure().message());
            statement.setTimestamp(5, timestamp(change.depositDueAt()));
            // Nothing (null) to push, except for a deposit: it is awaited for days, and its news come by themselves, so
            // recovery asks when its time is over.
            statement.setTimestamp(6, timestamp(change.depositDueAt()));
            statement.setLong(7, change.givenBack());
            statement.setString(8, outcome.orderId().value());
            statement.setString(
                    9, outcome.from().stream().map(CheckoutStatus::name).collect(joining(",")));
        });
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    /**
     * What an outcome changes beside the state.
     *
     * @param givenBack minor units
     */
    private record Change(
            @Nullable String paymentKey,
            @Nullable Failure failure,
            @Nullable Instant depositDueAt,
            long givenBack) {

        static Change by(Outcome outcome) {
            return switch (outcome) {
                case Approved approved -> new Change(approved.paymentKey(), null, null, 0);
                case Declined declined -> new Change(declined.paymentKey(), declined.failure(), null, 0);
                case WaitingForDeposit waiting -> new Change(waiting.paymentKey(), null, waiting.dueAt(), 0);
                case GivenBack back -> new Change(null, null, null, back.amount());
                case Completed _, AllGivenBack _ -> new Change(null, null, null, 0);
            };
        }
    }
}
