package dev.paysaga.testing;

import dev.paysaga.launcher.FreePorts;
import dev.paysaga.launcher.MysqlServer;
import dev.paysaga.launcher.ProjectHome;
import dev.paysaga.launcher.Secrets;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;

/**
 * One real MySQL for all tests of this JVM, with the project's settings, schemas and users. Started on first use (about
 * a second), stopped when the JVM ends. Tests share its tables: use order ids of your own instead of emptying them.
 *
 * <p>A process of MySQL 8.0; a container of MySQL 9.7 with {@code -Dpaysaga.servers=containers}.
 */
public final class TestMysql {

    private TestMysql() {}

    /**
     * The running server: kill, restart. Who kills it starts it again.
     *
     * @throws IllegalStateException when it is a container
     */
    public static MysqlServer server() {
        if (ServersInContainers.wanted()) {
            throw new IllegalStateException("This test kills or follows its MySQL: run it without -Dpaysaga.servers");
        }
        return Running.SERVER;
    }

    public static String host() {
        return "127.0.0.1";
    }

    public static int port() {
        return ServersInContainers.wanted() ? Contained.PORT : server().port();
    }

    /** The passwords and tokens that this JVM's servers and services use. */
    public static Secrets secrets() {
        return ServersInContainers.wanted() ? Contained.SECRETS : Running.SECRETS;
    }

    public static String jdbcUrl(String schema) {
        return MysqlServer.jdbcUrl(port(), schema);
    }

    /** Connections that may read all four schemas and change nothing; no pool. */
    public static DataSource auditor() {
        return as("auditor", "");
    }

    /** Connections that may do everything, for faults; no pool. */
    public static DataSource root() {
        return as("root", "");
    }

    /** Connections of one user, such as {@code payment_app} or {@code relay}; no pool. */
    public static DataSource as(String user, String schema) {
        return MysqlServer.dataSource(port(), user, secrets().password(user), schema);
    }

    private static final class Contained {
        static final Secrets SECRETS = Secrets.in(TestFolder.path().resolve("secrets"));
        static final int PORT =
                ServersInContainers.mysql(ProjectHome.find(), SECRETS).getFirstMappedPort();
    }

    private static final class Running {
        static final Secrets SECRETS;
        static final MysqlServer SERVER;

        static {
            var home = ProjectHome.find();
            var folder = TestFolder.copyOfPrepared(
                    "mysql",
                    List.of(
                            home.path().resolve("infra/mysql/my.cnf"),
                            home.path().resolve("infra/mysql/users.sql")),
                    fresh -> MysqlServer.prepare(
                            home,
                            fresh.resolve("data"),
                            secretsIn(fresh),
                            fresh.resolve("mysql.log"),
                            System.err::println));
            SECRETS = secretsIn(folder);
            SERVER = MysqlServer.start(
                    home,
                    folder.resolve("data"),
                    FreePorts.next(),
                    SECRETS,
                    folder.resolve("mysql.log"),
                    System.err::println);
            // The data are thrown away: no reason to wait for an orderly shutdown.
            TestFolder.atEnd(SERVER::kill);
        }

        private static Secrets secretsIn(Path folder) {
            return Secrets.in(folder.resolve("secrets"));
        }
    }
}
