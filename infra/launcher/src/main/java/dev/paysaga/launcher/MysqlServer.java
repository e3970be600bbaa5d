package dev.paysaga.launcher;

import com.mysql.cj.jdbc.MysqlDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * One MySQL server as a child process, on the loopback interface, with the settings of {@code infra/mysql/my.cnf} and
 * the schemas and users of {@code infra/mysql/users.sql}. Its data survive {@link #kill()} and {@link #close()}.
 */
public final class MysqlServer implements Server {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofMinutes(1);
    private static final Pattern PASSWORD = Pattern.compile("\\$\\{(\\w+)}");

    private final ProjectHome home;
    private final Path data;
    private final int port;
    private final Secrets secrets;
    private final Path log;
    private volatile ServiceProcess process;

    /** Launches; see {@link #awaitReady()}. */
    MysqlServer(ProjectHome home, Path data, int port, Secrets secrets, Path log) {
        this.home = home;
        this.data = data.toAbsolutePath();
        this.port = port;
        this.secrets = secrets;
        this.log = log.toAbsolutePath();
        this.process = spawn();
    }

    /**
     * Starts a server and returns when it takes connections. An empty or missing data directory is initialised first
     * (a few seconds).
     *
     * @param data the server's data directory; used by nothing else
     * @param say told what takes longer than expected and why
     * @throws LaunchFailure when the server cannot run here or does not become ready
     */
    public static MysqlServer start(
            ProjectHome home, Path data, int port, Secrets secrets, Path log, Consumer<String> say) {
        prepare(home, data, secrets, log, say);
        var server = new MysqlServer(home, data, port, secrets, log);
        server.awaitReady();
        return server;
    }

    /** Makes the data directory without starting a server; does nothing when there is one. */
    public static void prepare(ProjectHome home, Path data, Secrets secrets, Path log, Consumer<String> say) {
        new NativeLibraries(home.mysql(), say).provide();
        if (Files.isDirectory(data.resolve("mysql"))) {
            return;
        }
        // An initialisation that was cut off leaves a directory that neither starts nor initialises.
        var unfinished = data.toAbsolutePath().resolveSibling(data.getFileName() + ".new");
        Folders.delete(unfinished);
        Folders.delete(data);
        PrivateFiles.folder(unfinished.resolveSibling(""));
        var users = writeUsers(home, unfinished, secrets);
        var process = ServiceProcess.start(
                "mysql",
                command(home, unfinished, List.of("--initialize-insecure", "--init-file=" + users)),
                Map.of(),
                log);
        if (!process.awaitExit(START_LIMIT) || process.exitCode() != 0) {
            process.kill();
            throw new LaunchFailure("MySQL could not make its data directory %s. The end of %s:%n%s"
                    .formatted(data, log, process.lastLines(25)));
        }
        try {
            Files.move(unfinished, data);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot move the data directory to " + data, e);
        }
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    @Override
    public ServiceProcess process() {
        return process;
    }

    public long pid() {
        return process.pid();
    }

    /** For plain connections of tests and tools; a service sets its own options. */
    public String jdbcUrl(String schema) {
        return jdbcUrl(port, schema);
    }

    /** The same for any server on this machine. */
    public static String jdbcUrl(int port, String schema) {
        return "jdbc:mysql://127.0.0.1:%d/%s?allowPublicKeyRetrieval=true&useSSL=false&connectTimeout=5000&connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true"
                .formatted(port, schema);
    }

    /** Connections of one user; no pool. {@code schema} may be empty. */
    public DataSource dataSource(String user, String schema) {
        return dataSource(port, user, secrets.password(user), schema);
    }

    /** The same to any server on this machine. */
    public static DataSource dataSource(int port, String user, String password, String schema) {
        var source = new MysqlDataSource();
        source.setUrl(jdbcUrl(port, schema));
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    /** SIGKILL. */
    public void kill() {
        process.kill();
    }

    /** Starts the server again on the same data and port; stops it first when it still runs. */
    public void restart() {
        close();
        launch();
        awaitReady();
    }

    @Override
    public void launch() {
        process = spawn();
    }

    /** The server's first byte comes when it takes connections, which is after its users are applied. */
    @Override
    public void awaitReady() {
        Waiting.until(() -> greets(port), process, START_LIMIT, Duration.ofMillis(50));
    }

    /** An orderly shutdown; the data stay. */
    @Override
    public void close() {
        endBinlogReaders();
        process.stop(STOP_LIMIT);
    }

    /** The server does not notice that a reader has gone until it has something to send, and would wait seconds for it. */
    private void endBinlogReaders() {
        try (var connection = dataSource("root", "").getConnection();
                var statement = connection.createStatement();
                var readers = statement.executeQuery(
                        "SELECT id FROM information_schema.processlist WHERE command LIKE 'Binlog Dump%'");
                var kill = connection.createStatement()) {
            while (readers.next()) {
                kill.execute("KILL " + readers.getLong(1));
            }
        } catch (SQLException _) {
            // The server is not there to be asked, or the reader went by itself: either way nothing is left to do.
        }
    }

    private ServiceProcess spawn() {
        var users = writeUsers(home, data, secrets);
        var options = List.of("--port=" + port, "--init-file=" + users, "--pid-file=" + data.resolve("mysqld.pid"));
        return ServiceProcess.start("mysql", command(home, data, options), Map.of(), log);
    }

    /** No socket file: its path may be at most 107 bytes long, and nobody needs it. */
    private static List<String> command(ProjectHome home, Path data, List<String> options) {
        var command = new ArrayList<String>(List.of(
                home.mysql().resolve("bin/mysqld").toString(),
                "--defaults-file=" + home.mysqlSettings(),
                "--basedir=" + home.mysql(),
                "--datadir=" + data,
                "--socket="));
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--user=root");
        }
        command.addAll(options);
        return command;
    }

    private static Path writeUsers(ProjectHome home, Path data, Secrets secrets) {
        try {
            var statements = PASSWORD.matcher(Files.readString(home.mysqlUsers()))
                    .replaceAll(user -> Matcher.quoteReplacement(secrets.password(user.group(1))));
            var file = data.resolveSibling(data.getFileName() + "-users.sql");
            PrivateFiles.write(file, statements);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + home.mysqlUsers(), e);
        }
    }

    static boolean greets(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            socket.setSoTimeout(200);
            return socket.getInputStream().read() >= 0;
        } catch (IOException _) {
            return false;
        }
    }
}
