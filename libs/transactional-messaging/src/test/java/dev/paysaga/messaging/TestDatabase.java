package dev.paysaga.messaging;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.paysaga.testing.TestMysql;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The wallet schema with the messaging tables, used as a service uses it: its user, its pool settings. */
final class TestDatabase {

    private static final TestDatabase INSTANCE = new TestDatabase();

    final DataSource dataSource;
    final JdbcTemplate jdbc;
    final JdbcTransactionManager transactions;
    final UnitOfWork unitOfWork;
    final TransactionTemplate transaction;

    /** Everything, for looking and for faults; commits each statement. */
    final JdbcTemplate owner = new JdbcTemplate(TestMysql.as("wallet_owner", "wallet"));

    private TestDatabase() {
        Flyway.configure()
                .dataSource(TestMysql.as("wallet_owner", "wallet"))
                .locations("classpath:db/messaging", "classpath:db/migration")
                .placeholders(Map.of("appUser", "wallet_app"))
                .load()
                .migrate();
        var pool = new HikariConfig();
        String plain = TestMysql.jdbcUrl("wallet");
        pool.setJdbcUrl(plain + (plain.contains("?") ? "&" : "?")
                + "useServerPrepStmts=true&cachePrepStmts=true&rewriteBatchedStatements=true&connectTimeout=5000");
        pool.setUsername("wallet_app");
        pool.setPassword(TestMysql.secrets().password("wallet_app"));
        pool.setAutoCommit(false);
        pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        pool.setMaximumPoolSize(80);
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(3_000);
        dataSource = new HikariDataSource(pool);
        jdbc = new JdbcTemplate(dataSource);
        transactions = new JdbcTransactionManager(dataSource);
        unitOfWork = new UnitOfWork(transactions);
        transaction = new TransactionTemplate(transactions);
    }

    static TestDatabase get() {
        return INSTANCE;
    }

    /** What has had an effect on the order, in order. */
    List<Long> effects(String orderId) {
        return numbers("SELECT amount FROM effect WHERE order_id = ? ORDER BY id", orderId);
    }

    List<String> parked(String orderId) {
        return texts(
                "SELECT CONCAT(COALESCE(sequence, '?'), ' ', status) FROM parked_message WHERE order_id = ? ORDER BY id",
                orderId);
    }

    /** No row of ours has a null there. */
    @SuppressWarnings("NullAway")
    List<Long> numbers(String sql, Object... values) {
        return owner.queryForList(sql, Long.class, values);
    }

    @SuppressWarnings("NullAway")
    List<String> texts(String sql, Object... values) {
        return owner.queryForList(sql, String.class, values);
    }

    long number(String sql, Object... values) {
        return numbers(sql, values).getFirst();
    }

    /** Statements that the server has counted on this transaction's connection. */
    long questions() {
        return jdbc.query("SHOW SESSION STATUS LIKE 'Questions'", (row, _) -> row.getLong(2))
                .getFirst();
    }
}
