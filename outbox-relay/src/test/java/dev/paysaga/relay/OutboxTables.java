package dev.paysaga.relay;

import dev.paysaga.launcher.ProjectHome;
import dev.paysaga.testing.TestMysql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The four outbox tables, made by the services' own migration, and rows for them. */
final class OutboxTables {

    static final List<String> SCHEMAS = List.of("checkout", "payment", "ledger", "wallet");

    private static final String INSERT = """
            INSERT INTO outbox (event_id, aggregatetype, aggregateid, type, sequence, source, time, specversion,
              dataschema, contenttype, traceparent, ce_repeat, repeat_no, payload)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private OutboxTables() {}

    static void createAll() {
        SCHEMAS.forEach(OutboxTables::create);
    }

    static void create(String schema) {
        execute(schema, createStatement().replace("CREATE TABLE outbox", "CREATE TABLE IF NOT EXISTS outbox"));
    }

    static void drop(String schema) {
        execute(schema, "DROP TABLE IF EXISTS outbox");
    }

    static void execute(String schema, String sql) {
        try (Connection connection = TestMysql.as(schema + "_owner", schema).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Inserts the rows in one transaction. */
    static void insert(String schema, OutboxRow... rows) {
        try (Connection connection = TestMysql.as(schema + "_owner", schema).getConnection()) {
            connection.setAutoCommit(false);
            insert(connection, List.of(rows));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Inserts the rows in one transaction of the given connection, one statement each. */
    static void insert(Connection connection, List<OutboxRow> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            for (OutboxRow row : rows) {
                int index = 0;
                for (Object value : row.columns()) {
                    statement.setObject(++index, value);
                }
                statement.executeUpdate();
            }
        }
        connection.commit();
    }

    /** The statement that makes an outbox table, from the services' own migration. */
    static String createStatement() {
        try {
            String script = Files.readString(ProjectHome.find()
                    .path()
                    .resolve("libs/transactional-messaging/src/main/resources/db/messaging/V0_1__messaging.sql"));
            Matcher table = Pattern.compile("CREATE TABLE outbox \\(.*?;", Pattern.DOTALL)
                    .matcher(script);
            if (!table.find()) {
                throw new IllegalStateException("The messaging migration makes no table outbox.");
            }
            return table.group().replace(";", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
