package dev.paysaga.wallet.mysql;

import dev.paysaga.events.Money;
import dev.paysaga.events.OrderId;
import dev.paysaga.messaging.BeforeCommit;
import dev.paysaga.wallet.domain.Credit;
import dev.paysaga.wallet.domain.SellerId;
import dev.paysaga.wallet.domain.Wallet;
import dev.paysaga.wallet.domain.WalletTransaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The rows of {@code wallet} and {@code wallet_transaction}. */
@Component
public final class WalletTables {

    private static final String RAISE = "INSERT INTO wallet (seller_id, currency, balance) VALUES (?, ?, ?)"
            + " ON DUPLICATE KEY UPDATE balance = balance + VALUES(balance)";
    private static final String ADD = "INSERT INTO wallet_transaction (seller_id, currency, order_id,"
            + " payment_order_id, kind, amount, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)";
    private static final String WALLETS =
            "SELECT seller_id, currency, balance FROM wallet WHERE seller_id = ? ORDER BY currency";
    private static final String PAGE = "SELECT id, order_id, payment_order_id, kind, amount, currency, created_at"
            + " FROM wallet_transaction WHERE seller_id = ? AND id < ? ORDER BY id DESC LIMIT ?";

    private final JdbcTemplate jdbc;
    private final BeforeCommit<Credit> credits = new BeforeCommit<>(this::write);

    public WalletTables(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Credits the sellers' wallets with the caller's transaction, each wallet and each transaction or none. If a
     * payment order has been credited already, the transaction cannot commit.
     */
    public void credit(List<Credit> given) {
        given.forEach(credits::add);
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
    private void write(List<Credit> rows) {
        raise(rows);
        jdbc.batchUpdate(ADD, rows, rows.size(), WalletTables::bind);
    }

    private void raise(List<Credit> rows) {
        // sorted: two instances lock wallets in the same order
        var raises = new TreeMap<Key, Long>();
        rows.forEach(credit -> raises.merge(
                new Key(credit.sellerId().value(), credit.amount().currency()),
                credit.amount().amount(),
                Math::addExact));
        jdbc.batchUpdate(RAISE, raises.entrySet(), raises.size(), (statement, raise) -> {
            statement.setString(1, raise.getKey().sellerId());
            statement.setString(2, raise.getKey().currency());
            statement.setLong(3, raise.getValue());
        });
    }

    private static void bind(PreparedStatement statement, Credit credit) throws SQLException {
        statement.setString(1, credit.sellerId().value());
        statement.setString(2, credit.amount().currency());
        statement.setString(3, credit.orderId().value());
        statement.setLong(4, credit.paymentOrderId());
        statement.setString(5, WalletTransaction.Kind.CREDIT.name());
        statement.setLong(6, credit.amount().amount());
        statement.setTimestamp(7, Timestamp.from(credit.createdAt()));
    }

    private static WalletTransaction transaction(ResultSet row) throws SQLException {
        return new WalletTransaction(
                row.getLong("id"),
                new OrderId(row.getString("order_id")),
                row.getLong("payment_order_id"),
                WalletTransaction.Kind.valueOf(row.getString("kind")),
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
