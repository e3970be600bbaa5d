package dev.paysaga.wallet.mysql;

import dev.paysaga.events.Money;
import dev.paysaga.events.OrderId;
import dev.paysaga.messaging.BeforeCommit;
import dev.paysaga.messaging.Rows;
import dev.paysaga.wallet.domain.CreditedPayments;
import dev.paysaga.wallet.domain.SellerId;
import dev.paysaga.wallet.domain.Wallet;
import dev.paysaga.wallet.domain.WalletChange;
import dev.paysaga.wallet.domain.WalletTransaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** The rows of {@code wallet} and {@code wallet_transaction}. */
@Component
public final class WalletTables {

    private static final String MOVE = "INSERT INTO wallet (seller_id, currency, balance) VALUES (?, ?, ?)"
            + " ON DUPLICATE KEY UPDATE balance = balance + VALUES(balance)";
    private static final String COLUMNS =
            "seller_id, currency, order_id, payment_order_id, kind, cancellation_id, amount, created_at";
    private static final String ADD =
            "INSERT INTO wallet_transaction (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String WALLETS =
            "SELECT seller_id, currency, balance FROM wallet WHERE seller_id = ? ORDER BY currency";
    private static final String PAGE = "SELECT id, " + COLUMNS
            + " FROM wallet_transaction WHERE seller_id = ? AND id < ? ORDER BY id DESC LIMIT ?";
    private static final String OF_PAYMENT_ORDERS =
            "SELECT " + COLUMNS + " FROM wallet_transaction WHERE payment_order_id IN (:ids) ORDER BY id";

    /** Stands where there is no cancel: a unique key takes any number of NULLs. */
    private static final long NO_CANCEL = 0;

    private final JdbcTemplate jdbc;
    private final BeforeCommit<WalletChange> changes = new BeforeCommit<>(this::write);

    public WalletTables(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Changes the sellers' wallets with the caller's transaction, each wallet and each transaction or none. If a payment
     * order has been credited already, or debited for the same cancel, or a debit takes back more than was credited,
     * the transaction cannot commit.
     */
    public void change(List<WalletChange> wanted) {
        wanted.forEach(changes::add);
    }

    /** A seller's wallets, one per currency; none when the seller has never sold. */
    public List<Wallet> walletsOf(SellerId seller) {
        return jdbc.query(
                WALLETS,
                (row, _) -> new Wallet(
                        new SellerId(row.getString("seller_id")),
                        new Money(row.getLong("balance"), row.getString("currency"))),
                seller.value());
    }

    /**
     * A seller's transactions in all currencies, newest first.
     *
     * @param before only those with a smaller id
     * @param limit how many at most, at least 1
     */
    public List<WalletTransaction> transactionsOf(SellerId seller, long before, int limit) {
        return jdbc.query(PAGE, (row, _) -> transaction(row), seller.value(), before, limit);
    }

    /** Wallets first: their row locks make each wallet's transactions get their ids in the order of the commits. */
    private void write(List<WalletChange> rows) {
        move(rows);
        requireCovered(rows);
        Rows.write(jdbc, ADD, rows, WalletTables::bind);
    }

    private void move(List<WalletChange> rows) {
        // sorted: two instances lock wallets in the same order
        var effects = new TreeMap<Key, Long>();
        rows.forEach(change -> effects.merge(
                new Key(change.sellerId().value(), change.amount().currency()), change.effect(), Math::addExact));
        Rows.write(jdbc, MOVE, effects.entrySet(), (statement, effect) -> {
            statement.setString(1, effect.getKey().sellerId());
            statement.setString(2, effect.getKey().currency());
            statement.setLong(3, effect.getValue());
        });
    }

    /** Nobody else adds to these payment orders meanwhile: their sellers' wallets are ours until the commit. */
    private void requireCovered(List<WalletChange> rows) {
        Set<Long> debited = rows.stream()
                .filter(change -> change.kind() == WalletChange.Kind.DEBIT)
                .map(WalletChange::paymentOrderId)
                .collect(Collectors.toSet());
        if (debited.isEmpty()) {
            return;
        }
        var credited = new CreditedPayments(new NamedParameterJdbcTemplate(jdbc)
                .query(OF_PAYMENT_ORDERS, Map.of("ids", debited), (row, _) -> change(row)));
        rows.stream()
                .filter(change -> debited.contains(change.paymentOrderId()))
                .forEach(credited::add);
    }

    private static void bind(PreparedStatement statement, WalletChange change) throws SQLException {
        statement.setString(1, change.sellerId().value());
        statement.setString(2, change.amount().currency());
        statement.setString(3, change.orderId().value());
        statement.setLong(4, change.paymentOrderId());
        statement.setString(5, change.kind().name());
        statement.setLong(6, Objects.requireNonNullElse(change.cancellationId(), NO_CANCEL));
        statement.setLong(7, change.amount().amount());
        statement.setTimestamp(8, Timestamp.from(change.createdAt()));
    }

    private static WalletTransaction transaction(ResultSet row) throws SQLException {
        return new WalletTransaction(row.getLong("id"), change(row));
    }

    private static WalletChange change(ResultSet row) throws SQLException {
        long cancellationId = row.getLong("cancellation_id");
        return new WalletChange(
                WalletChange.Kind.valueOf(row.getString("kind")),
                new SellerId(row.getString("seller_id")),
                new OrderId(row.getString("order_id")),
                row.getLong("payment_order_id"),
                cancellationId == NO_CANCEL ? null : Long.valueOf(cancellationId),
                new Money(row.getLong("amount"), row.getString("currency")),
                row.getTimestamp("created_at").toInstant());
    }

    private record Key(String sellerId, String currency) implements Comparable<Key> {

        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::sellerId).thenComparing(Key::currency);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }
}
