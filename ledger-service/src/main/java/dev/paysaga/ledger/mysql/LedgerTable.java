package dev.paysaga.ledger.mysql;

import dev.paysaga.events.Money;
import dev.paysaga.events.OrderId;
import dev.paysaga.ledger.domain.Account;
import dev.paysaga.ledger.domain.AccountBalance;
import dev.paysaga.ledger.domain.BookedPayments;
import dev.paysaga.ledger.domain.LedgerEntry;
import dev.paysaga.ledger.domain.TrialBalance;
import dev.paysaga.messaging.BeforeCommit;
import dev.paysaga.messaging.Rows;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** The books as rows of {@code ledger_entry}: added and added up, never changed. */
@Component
public final class LedgerTable {

    private static final String COLUMNS = "order_id, payment_order_id, kind, cancellation_id, debit_account,"
            + " credit_account, amount, currency, recorded_at";
    private static final String INSERT =
            "INSERT INTO ledger_entry (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String ENTRIES_OF_ORDER =
            "SELECT " + COLUMNS + " FROM ledger_entry WHERE order_id = ? ORDER BY id";
    private static final String ENTRIES_OF_PAYMENT_ORDERS =
            "SELECT " + COLUMNS + " FROM ledger_entry WHERE payment_order_id IN (:ids) ORDER BY id";
    // One statement each, so that both sides are seen at the same moment.
    private static final String BALANCES = "SELECT currency, SUM(debits), SUM(credits) FROM ("
            + "SELECT currency, SUM(amount) AS debits, 0 AS credits FROM ledger_entry"
            + " WHERE debit_account = ? GROUP BY currency"
            + " UNION ALL SELECT currency, 0, SUM(amount) FROM ledger_entry"
            + " WHERE credit_account = ? GROUP BY currency"
            + ") sides GROUP BY currency ORDER BY currency";
    private static final String TRIAL_BALANCE = "SELECT currency, SUM(debits), SUM(credits) FROM ("
            + "SELECT currency, SUM(amount) AS debits, 0 AS credits FROM ledger_entry"
            + " GROUP BY debit_account, currency"
            + " UNION ALL SELECT currency, 0, SUM(amount) FROM ledger_entry"
            + " GROUP BY credit_account, currency"
            + ") accounts GROUP BY currency ORDER BY currency";

    /** Stands where there is no cancel: a unique key takes any number of NULLs. */
    private static final long NO_CANCEL = 0;

    private final JdbcTemplate jdbc;
    private final BeforeCommit<LedgerEntry> entries = new BeforeCommit<>(this::insert);

    public LedgerTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds entries to the books with the caller's transaction. If a payment order has an entry of the same kind and
     * cancel already, or a cancel takes back more than the books hold, the transaction cannot commit.
     */
    public void record(List<LedgerEntry> booked) {
        booked.forEach(entries::add);
    }

    /** The entries of one order, in the order in which they were made. */
    public List<LedgerEntry> entriesOf(OrderId orderId) {
        return jdbc.query(ENTRIES_OF_ORDER, (row, _) -> entry(row), orderId.value());
    }

    /** What an account holds, one balance per currency; none when it has no entries. */
    public List<AccountBalance> balances(Account account) {
        String name = account.toString();
        return jdbc.query(
                BALANCES,
                (row, _) -> new AccountBalance(account, row.getString(1), row.getLong(2), row.getLong(3)),
                name,
                name);
    }

    /** Every currency's debits and credits over all accounts. */
    public List<TrialBalance> trialBalance() {
        return jdbc.query(
                TRIAL_BALANCE, (row, _) -> new TrialBalance(row.getString(1), row.getLong(2), row.getLong(3)));
    }

    private void insert(List<LedgerEntry> rows) {
        requireCovered(rows);
        Rows.write(jdbc, INSERT, rows, LedgerTable::bind);
    }

    /** Nobody else adds to these payment orders meanwhile: the messages of an order are taken one after the other. */
    private void requireCovered(List<LedgerEntry> rows) {
        Set<Long> canceled = rows.stream()
                .filter(entry -> entry.kind() == LedgerEntry.Kind.CANCEL)
                .map(LedgerEntry::paymentOrderId)
                .collect(Collectors.toSet());
        if (canceled.isEmpty()) {
            return;
        }
        var booked = new BookedPayments(new NamedParameterJdbcTemplate(jdbc)
                .query(ENTRIES_OF_PAYMENT_ORDERS, Map.of("ids", canceled), (row, _) -> entry(row)));
        rows.stream().filter(entry -> canceled.contains(entry.paymentOrderId())).forEach(booked::add);
    }

    private static void bind(PreparedStatement statement, LedgerEntry entry) throws SQLException {
        statement.setString(1, entry.orderId().value());
        statement.setLong(2, entry.paymentOrderId());
        statement.setString(3, entry.kind().name());
        statement.setLong(4, Objects.requireNonNullElse(entry.cancellationId(), NO_CANCEL));
        statement.setString(5, entry.debit().toString());
        statement.setString(6, entry.credit().toString());
        statement.setLong(7, entry.amount().amount());
        statement.setString(8, entry.amount().currency());
        statement.setTimestamp(9, Timestamp.from(entry.recordedAt()));
    }

    private static LedgerEntry entry(ResultSet row) throws SQLException {
        long cancellationId = row.getLong("cancellation_id");
        return new LedgerEntry(
                new OrderId(row.getString("order_id")),
                row.getLong("payment_order_id"),
                LedgerEntry.Kind.valueOf(row.getString("kind")),
                cancellationId == NO_CANCEL ? null : Long.valueOf(cancellationId),
                account(row, "debit_account"),
                account(row, "credit_account"),
                new Money(row.getLong("amount"), row.getString("currency")),
                row.getTimestamp("recorded_at").toInstant());
    }

    private static Account account(ResultSet row, String column) throws SQLException {
        return Account.named(row.getString(column)).orElseThrow();
    }
}
