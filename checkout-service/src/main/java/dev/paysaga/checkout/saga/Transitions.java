package dev.paysaga.checkout.saga;

import static java.util.stream.Collectors.joining;

import dev.paysaga.checkout.domain.CheckoutStatus;
import dev.paysaga.checkout.saga.Outcome.Approved;
import dev.paysaga.checkout.saga.Outcome.Completed;
import dev.paysaga.checkout.saga.Outcome.Declined;
import dev.paysaga.events.OrderId;
import dev.paysaga.messaging.BeforeCommit;
import java.sql.PreparedStatement;
import java.sql.SQLException;
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
    private static final String CONCLUDE = "UPDATE checkout SET status = ?, payment_key = COALESCE(?, payment_key),"
            + " failure_code = ?, failure_message = ?, next_push_at = NULL"
            + " WHERE order_id = ? AND FIND_IN_SET(status, ?) > 0";
    private static final String BEGIN = "UPDATE checkout SET status = 'IN_PROGRESS', payment_key = ?, next_push_at = ?"
            + " WHERE order_id = ? AND status = 'PREPAY'";

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

    /** Concludes with the caller's transaction. Changes nothing where it is already so, or too late. */
    public void conclude(Outcome outcome) {
        outcomes.add(outcome);
    }

    private void write(List<Outcome> outcomes) {
        jdbc.batchUpdate(CONCLUDE, outcomes, outcomes.size(), (statement, outcome) -> {
            switch (outcome) {
                case Approved approved -> details(statement, approved.paymentKey(), null, null);
                case Declined declined ->
                    details(
                            statement,
                            declined.paymentKey(),
                            declined.failure().code(),
                            declined.failure().message());
                case Completed _ -> details(statement, null, null, null);
            }
            statement.setString(1, outcome.target().name());
            statement.setString(5, outcome.orderId().value());
            statement.setString(
                    6,
                    outcome.target().previous().stream()
                            .map(CheckoutStatus::name)
                            .collect(joining(",")));
        });
    }

    private static void details(
            PreparedStatement statement, @Nullable String paymentKey, @Nullable String code, @Nullable String message)
            throws SQLException {
        statement.setString(2, paymentKey);
        statement.setString(3, code);
        statement.setString(4, message);
    }
}
