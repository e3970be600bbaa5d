package dev.paysaga.wallet.mysql;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paysaga.testing.TestMysql;
import dev.paysaga.wallet.WalletServiceTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the running service's own database user cannot do, whatever its code tries. */
class AppendOnlyTest extends WalletServiceTest {

    private static final String INSERT = "INSERT INTO wallet_transaction (seller_id, currency, order_id,"
            + " payment_order_id, kind, amount, created_at, cancellation_id)"
            + " VALUES ('bori', 'KRW', 'ord_append_only', 1, ?, ?, NOW(6), ?)";

    private final JdbcTemplate app = new JdbcTemplate(TestMysql.as("wallet_app", "wallet"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE wallet_transaction SET amount = 1",
                "DELETE FROM wallet_transaction",
                "TRUNCATE wallet_transaction",
                "DELETE FROM wallet",
                "UPDATE outbox SET payload = '{}'",
                "DELETE FROM outbox",
                "DELETE FROM inbox",
                "UPDATE inbox SET sequence = 2",
                "DELETE FROM outbox_sequence",
                "DELETE FROM parked_message",
                "ALTER TABLE wallet_transaction DROP KEY wallet_transaction_once",
                "DROP TABLE wallet",
            })
    void isNotGranted(String statement) {
        assertThatThrownBy(() -> app.execute(statement)).rootCause().hasMessageContaining("denied");
    }

    @ParameterizedTest(name = "{0} of {1} for cancel {2}: {3}")
    @CsvSource({
        "X, 0, 0, wallet_transaction_moves_money",
        "X, -1, 0, wallet_transaction_moves_money",
        "DEBIT, 1, 0, wallet_transaction_of_cancel",
        "CREDIT, 1, 7, wallet_transaction_of_cancel",
    })
    void cannotBeWrittenDown(String kind, long amount, long cancellationId, String constraint) {
        assertThatThrownBy(() -> app.update(INSERT, kind, amount, cancellationId))
                .rootCause()
                .hasMessageContaining(constraint);
    }
}
