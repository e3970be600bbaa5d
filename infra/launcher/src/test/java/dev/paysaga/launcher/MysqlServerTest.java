package dev.paysaga.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MysqlServerTest {

    @TempDir
    static Path folder;

    static MysqlServer mysql;

    @BeforeAll
    static void start() throws SQLException {
        mysql = MysqlServer.start(
                ProjectHome.find(),
                folder.resolve("mysql"),
                FreePorts.next(),
                Secrets.in(folder.resolve("secrets")),
                folder.resolve("mysql.log"),
                System.out::println);
        for (var schema : Secrets.SCHEMAS) {
            execute(schema + "_owner", schema, "CREATE TABLE book (id INT PRIMARY KEY)");
            execute(schema + "_owner", schema, "GRANT SELECT, INSERT ON %s.book TO %s_app".formatted(schema, schema));
        }
    }

    @AfterAll
    static void stop() {
        mysql.close();
    }

    @ParameterizedTest(name = "{0}: {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            checkout_app   | SELECT * FROM checkout.book                | allowed
            checkout_app   | INSERT INTO checkout.book VALUES (1)       | allowed
            checkout_app   | DELETE FROM checkout.book                  | denied
            checkout_app   | UPDATE checkout.book SET id = 2            | denied
            checkout_app   | CREATE TABLE checkout.other (id INT)       | denied
            checkout_app   | SELECT * FROM payment.book                 | denied
            checkout_owner | ALTER TABLE checkout.book ADD COLUMN a INT | allowed
            checkout_owner | SELECT * FROM payment.book                 | denied
            relay          | SELECT * FROM wallet.book                  | allowed
            relay          | SHOW MASTER STATUS                         | allowed
            relay          | INSERT INTO wallet.book VALUES (1)         | denied
            auditor        | SELECT * FROM ledger.book                  | allowed
            auditor        | DELETE FROM ledger.book                    | denied
            auditor        | SHOW MASTER STATUS                         | denied
            auditor        | SELECT * FROM mysql.user                   | denied
            root           | SELECT * FROM mysql.user                   | allowed
            """)
    void aUserHasOnlyTheRightsItNeeds(String user, String statement, String outcome) throws SQLException {
        if ("allowed".equals(outcome)) {
            execute(user, "", statement);
        } else {
            assertThatThrownBy(() -> execute(user, "", statement))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("denied");
        }
    }

    @Test
    void committedRowsSurviveAKill() throws SQLException {
        var first = mysql.pid();
        execute("wallet_app", "wallet", "INSERT INTO book VALUES (42)");

        mysql.kill();
        mysql.restart();

        assertThat(mysql.pid()).isNotEqualTo(first);
        assertThat(query("SELECT id FROM wallet.book WHERE id = 42")).containsExactly("42");
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "innodb_flush_log_at_trx_commit, 1",
        "sync_binlog, 1",
        "binlog_format, ROW",
        "binlog_row_image, FULL",
        "gtid_mode, ON",
        "transaction_isolation, READ-COMMITTED",
        "innodb_rollback_on_timeout, 1",
        "time_zone, +00:00",
        "character_set_server, utf8mb4",
    })
    void theServerRunsWithTheSettingsThatKeepMoney(String variable, String value) throws SQLException {
        assertThat(query("SELECT @@global." + variable)).containsExactly(value);
    }

    private static void execute(String user, String schema, String statement) throws SQLException {
        try (var connection = mysql.dataSource(user, schema).getConnection();
                var prepared = connection.createStatement()) {
            prepared.execute(statement);
        }
    }

    private static List<String> query(String statement) throws SQLException {
        try (var connection = mysql.dataSource("root", "").getConnection();
                var prepared = connection.createStatement();
                var rows = prepared.executeQuery(statement)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
