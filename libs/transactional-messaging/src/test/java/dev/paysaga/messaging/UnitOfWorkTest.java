package dev.paysaga.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;

class UnitOfWorkTest {

    private final TestDatabase db = TestDatabase.get();

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new CannotAcquireLockException("deadlock"), 6),
                Arguments.of(new DuplicateKeyException("somebody was faster"), 6),
                Arguments.of(new IllegalStateException("wrapped", new SQLException("deadlock", "40001", 1213)), 6),
                Arguments.of(new IllegalStateException("wrapped", new SQLException("timeout", "41000", 1205)), 6),
                Arguments.of(new DataAccessResourceFailureException("who knows what became of it"), 1),
                Arguments.of(new DataIntegrityViolationException("wrong"), 1),
                Arguments.of(new IllegalStateException("a bug"), 1));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatIsRunAgainAndWhatIsNot(RuntimeException failure, int attempts) {
        String order = OutboxTest.newOrder();
        var made = new AtomicInteger();

        assertThatThrownBy(() -> db.unitOfWork.run(() -> {
                    made.incrementAndGet();
                    db.jdbc.update("INSERT INTO effect (order_id, amount) VALUES (?, 1)", order);
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(made).hasValue(attempts);
        assertThat(db.effects(order)).as("rolled back each time").isEmpty();
    }

    @Test
    void itEndsWithTheFirstAttemptThatWins() {
        String order = OutboxTest.newOrder();
        var made = new AtomicInteger();

        String answer = db.unitOfWork.<String>get(() -> {
            db.jdbc.update("INSERT INTO effect (order_id, amount) VALUES (?, 1)", order);
            if (made.incrementAndGet() < 3) {
                throw new CannotAcquireLockException("deadlock");
            }
            return "done";
        });

        assertThat(answer).isEqualTo("done");
        assertThat(db.effects(order)).containsExactly(1L);
    }

    @Test
    void itIsNoPartOfAnotherTransaction() {
        assertThatThrownBy(() -> db.unitOfWork.run(() -> db.unitOfWork.run(() -> {})))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot be part");
    }

    @Test
    void aRemoteCallInsideIsRefused() {
        UnitOfWork.requireNone("confirm");

        assertThatThrownBy(() -> db.unitOfWork.run(() -> UnitOfWork.requireNone("confirm")))
                .hasMessage("confirm must not be called inside a database transaction");
    }
}
