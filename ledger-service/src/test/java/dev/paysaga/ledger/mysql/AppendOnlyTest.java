package dev.paysaga.ledger.mysql;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paysaga.ledger.LedgerServiceTest;
import dev.paysaga.testing.TestMysql;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the running service's own database user cannot do, whatever its code tries. */
class AppendOnlyTest extends LedgerServiceTest {

    private static final String INSERT = "INSERT INTO ledger_entry (order_id, payment_order_id, kind, debit_account,"
            + " credit_account, amount, currency, recorded_at, cancellation_id)"
            + " VALUES ('ord_append_only', 1, ?, ?, ?, ?, 'KRW', NOW(6), ?)";

    private final JdbcTemplate app = new JdbcTemplate(TestMysql.as("ledger_app", "ledger"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE ledger_entry SET amount = 1",
                "DELETE FROM ledger_entry",
                "TRUNCATE ledger_entry",
                "UPDATE outbox SET payload = '{}'",
                "DELETE FROM outbox",
                "DELETE FROM inbox",
                "UPDATE inbox SET sequence = 2",
                "DELETE FROM outbox_sequence",
                "DELETE FROM parked_message",
                "ALTER TABLE ledger_entry DROP KEY ledger_entry_once",
                "DROP TABLE ledger_entry",
            })
    void isNotGranted(String statement) {
        assertThatThrownBy(() -> app.execute(statement)).rootCause().hasMessageContaining("denied");
    }

    @ParameterizedTest(name = "{0} of cancel {4}, {3} from {1} to {2}: {5}")
    @CsvSource({
        "A, psp-receivable:TOSS, seller-payable:bori, 0, 0, ledger_entry_moves_money",
        "B, psp-receivable:TOSS, seller-payable:bori, -1, 0, ledger_entry_moves_money",
        "C, seller-payable:bori, seller-payable:bori, 1, 0, ledger_entry_has_two_sides",
        "CANCEL, seller-payable:bori, psp-receivable:TOSS, 1, 0, ledger_entry_of_cancel",
        "PAYMENT, psp-receivable:TOSS, seller-payable:bori, 1, 7, ledger_entry_of_cancel",
    })
    void cannotBeWrittenDown(
            String kind, String debit, String credit, long amount, long cancellationId, String constraint) {
        assertThatThrownBy(() -> app.update(INSERT, kind, debit, credit, amount, cancellationId))
                .rootCause()
                .hasMessageContaining(constraint);
    }
}
