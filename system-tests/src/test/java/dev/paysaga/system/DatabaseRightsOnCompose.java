package dev.paysaga.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mysql.cj.jdbc.MysqlDataSource;
import dev.paysaga.launcher.Secrets;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What each database user must not do, it cannot: everything here is tried, and refused by the server. */
class DatabaseRightsOnCompose extends RunningSuite {

    static final List<String> SCHEMAS = Secrets.SCHEMAS;

    /** Access to a database, a table, a column, a statement denied. */
    private static final List<Integer> DENIED = List.of(1044, 1142, 1143, 1227, 1370, 1410);

    @ParameterizedTest(name = "{0}")
    @FieldSource("SCHEMAS")
    void aServiceChangesNothingThatItHasAnnouncedOrTakenIn(String schema) throws SQLException {
        var user = schema + "_app";
        assertThat(count(user, schema, "SELECT COUNT(*) FROM outbox")).isNotNegative();

        denied(user, schema, "UPDATE outbox SET payload = '{}'");
        denied(user, schema, "DELETE FROM outbox");
        denied(user, schema, "TRUNCATE TABLE outbox");
        denied(user, schema, "UPDATE inbox SET event_id = 'other'");
        denied(user, schema, "DELETE FROM inbox");
        denied(user, schema, "CREATE TABLE own (id INT)");
        denied(user, schema, "DROP TABLE outbox");
        denied(user, schema, "GRANT SELECT ON " + schema + ".outbox TO 'auditor'");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "ledger, UPDATE ledger_entry SET amount = 1",
        "ledger, DELETE FROM ledger_entry",
        "wallet, UPDATE wallet_transaction SET amount = 1",
        "wallet, DELETE FROM wallet_transaction",
        "payment, DELETE FROM payment_order",
        "payment, UPDATE payment_order SET amount = 1",
        "payment, DELETE FROM payment_attempt",
        "checkout, UPDATE checkout SET amount = 1",
        "checkout, DELETE FROM checkout"
    })
    void moneyThatIsWrittenDownStays(String schema, String statement) throws SQLException {
        denied(schema + "_app", schema, statement);
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("SCHEMAS")
    void aServiceSeesNoOtherSchema(String schema) throws SQLException {
        for (String other : SCHEMAS) {
            if (!other.equals(schema)) {
                denied(schema + "_app", schema, "SELECT 1 FROM " + other + ".outbox");
                denied(schema + "_owner", schema, "SELECT 1 FROM " + other + ".outbox");
            }
        }
        denied(schema + "_app", schema, "SELECT user FROM mysql.user");
    }

    @Test
    void whoReadsEverythingWritesNothing() throws SQLException {
        for (var user : List.of("relay", "auditor")) {
            for (var schema : SCHEMAS) {
                assertThat(count(user, schema, "SELECT COUNT(*) FROM outbox")).isNotNegative();
                denied(user, schema, "DELETE FROM outbox");
                denied(user, schema, "UPDATE inbox SET event_id = 'other'");
            }
        }
        denied("auditor", "payment", "SHOW BINARY LOGS");
    }

    @Test
    void nobodyIsHeardWithoutTls() {
        var source = new MysqlDataSource();
        source.setUrl(((MysqlDataSource) suite.dataSource("auditor", "payment"))
                .getUrl()
                .replace("sslMode=REQUIRED", "sslMode=DISABLED&allowPublicKeyRetrieval=true"));
        source.setUser("auditor");
        source.setPassword(suite.secrets().password("auditor"));

        assertThatThrownBy(source::getConnection).hasMessageContaining("require_secure_transport");
    }

    @Test
    void rootIsNotReachedFromOutside() {
        assertThatThrownBy(() -> suite.dataSource("root", "").getConnection()).hasMessageContaining("Access denied");
    }

    private long count(String user, String schema, String query) throws SQLException {
        try (var connection = suite.dataSource(user, schema).getConnection();
                var row = connection.createStatement().executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void denied(String user, String schema, String statement) throws SQLException {
        try (var connection = suite.dataSource(user, schema).getConnection();
                var tried = connection.createStatement()) {
            assertThatThrownBy(() -> tried.execute(statement))
                    .as("%s: %s", user, statement)
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refusal -> assertThat(Stream.of(refusal.getErrorCode()))
                                    .as(refusal.getMessage())
                                    .isSubsetOf(DENIED));
        }
    }
}
