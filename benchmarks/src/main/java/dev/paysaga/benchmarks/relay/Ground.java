package dev.paysaga.benchmarks.relay;

import dev.paysaga.launcher.FreePorts;
import dev.paysaga.launcher.KafkaBroker;
import dev.paysaga.launcher.MysqlServer;
import dev.paysaga.launcher.ProjectHome;
import dev.paysaga.launcher.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The MySQL and the broker that all contestants share, with the project's settings. */
final class Ground implements AutoCloseable {

    static final List<String> SCHEMAS = List.of("checkout", "payment", "ledger", "wallet");

    /** Read by the polling publisher alone: it deletes what it has sent, which nobody may do in an outbox. */
    static final String POLLED = "polled";

    final ProjectHome home = ProjectHome.find();
    final Path folder;
    final Secrets secrets;
    final MysqlServer mysql;
    final KafkaBroker kafka;

    Ground() throws IOException, SQLException {
        folder = Files.createTempDirectory("paysaga-bench-");
        secrets = Secrets.in(folder.resolve("secrets"));
        mysql = MysqlServer.start(
                home,
                folder.resolve("mysql"),
                FreePorts.next(),
                secrets,
                folder.resolve("mysql.log"),
                System.err::println);
        kafka = KafkaBroker.start(home, folder.resolve("kafka"), FreePorts.next(), folder.resolve("kafka.log"));
        createTables();
    }

    /** The environment of a program that reads the outboxes. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("KAFKA_BOOTSTRAP", kafka.bootstrap());
        environment.put("MYSQL_HOST", mysql.host());
        environment.put("MYSQL_PORT", Integer.toString(mysql.port()));
        environment.put("DB_USER", "relay");
        environment.put("DB_PASSWORD", secrets.password("relay"));
        environment.put("SERVICE_TOKEN", secrets.serviceToken());
        environment.put("OPERATOR_TOKEN", secrets.operatorToken());
        return environment;
    }

    Connection connect(String schema) throws SQLException {
        return mysql.dataSource(schema + "_owner", schema).getConnection();
    }

    @Override
    public void close() {
        kafka.kill();
        mysql.kill();
    }

    private void createTables() throws IOException, SQLException {
        String script = Files.readString(home.path()
                .resolve("libs/transactional-messaging/src/main/resources/db/messaging/V0_1__messaging.sql"));
        Matcher table =
                Pattern.compile("CREATE TABLE outbox \\(.*?;", Pattern.DOTALL).matcher(script);
        if (!table.find()) {
            throw new IllegalStateException("The messaging migration makes no table outbox.");
        }
        for (String schema : SCHEMAS) {
            try (Connection connection = connect(schema);
                    Statement statement = connection.createStatement()) {
                statement.execute(table.group().replace(";", ""));
                statement.execute("CREATE TABLE " + POLLED + " LIKE outbox");
                statement.execute("CREATE TABLE work (id INT PRIMARY KEY, n BIGINT NOT NULL)");
                statement.execute("INSERT INTO work VALUES (0, 0), (1, 0), (2, 0), (3, 0)");
            }
        }
    }
}
