package dev.paysaga.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/**
 * One Kafka broker (and its own controller) as a child process, on the loopback interface, with the settings of
 * {@code infra/kafka/server.properties} and the topics of {@code topics.conf}. Its data survive {@link #kill()} and
 * {@link #close()}.
 */
public final class KafkaBroker implements Server {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofMinutes(1);

    private final ProjectHome home;
    private final Path data;
    private final int port;
    private final Path log;
    private volatile ServiceProcess process;

    /** Launches; see {@link #awaitReady()}. */
    KafkaBroker(ProjectHome home, Path data, int port, Path log) {
        this.home = home;
        this.data = data.toAbsolutePath();
        this.port = port;
        this.log = log.toAbsolutePath();
        this.process = spawn();
    }

    /**
     * Starts a broker and returns when it serves and has its topics. An empty or missing data directory is formatted
     * first (about two seconds).
     *
     * @param data the broker's data directory; used by nothing else
     * @throws LaunchFailure when the broker does not become ready
     */
    public static KafkaBroker start(ProjectHome home, Path data, int port, Path log) {
        prepare(home, data, log);
        var broker = new KafkaBroker(home, data, port, log);
        broker.awaitReady();
        return broker;
    }

    /** Formats the data directory without starting a broker; does nothing when that is done. */
    public static void prepare(ProjectHome home, Path data, Path log) {
        if (Files.exists(data.resolve("meta.properties"))) {
            return;
        }
        Folders.delete(data);
        PrivateFiles.folder(data.toAbsolutePath());
        var settings = writeSettings(home, data.toAbsolutePath(), 9092, 9093);
        var process = ServiceProcess.start(
                "kafka",
                java(
                        home,
                        List.of(
                                "kafka.tools.StorageTool",
                                "format",
                                "-t",
                                Uuid.randomUuid().toString(),
                                "-c",
                                settings.toString())),
                Map.of(),
                log);
        if (!process.awaitExit(START_LIMIT) || process.exitCode() != 0) {
            process.kill();
            throw new LaunchFailure("Kafka could not format its data directory %s. The end of %s:%n%s"
                    .formatted(data, log, process.lastLines(25)));
        }
    }

    /** Host and port for clients. */
    public String bootstrap() {
        return "127.0.0.1:" + port;
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

    /** SIGKILL. */
    public void kill() {
        process.kill();
    }

    /** Starts the broker again on the same data and port; stops it first when it still runs. */
    public void restart() {
        close();
        launch();
        awaitReady();
    }

    @Override
    public void launch() {
        process = spawn();
    }

    @Override
    public void awaitReady() {
        Waiting.until(() -> listens(port), process, START_LIMIT, Duration.ofMillis(50));
        KafkaTopics.create(bootstrap(), KafkaTopics.read(home.kafkaTopics()));
    }

    /** An orderly shutdown; the data stay. */
    @Override
    public void close() {
        process.stop(STOP_LIMIT);
    }

    private ServiceProcess spawn() {
        var settings = writeSettings(home, data, port, FreePorts.next());
        return ServiceProcess.start("kafka", java(home, List.of("kafka.Kafka", settings.toString())), Map.of(), log);
    }

    private static List<String> java(ProjectHome home, List<String> program) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.addAll(List.of(
                "-Xms64m",
                "-Xmx192m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Duser.timezone=UTC",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSX"));
        command.addAll(Part.moreFlags());
        command.addAll(List.of("-cp", home.kafkaJars().resolve("*").toString()));
        command.addAll(program);
        return command;
    }

    private static Path writeSettings(ProjectHome home, Path data, int port, int controllerPort) {
        try {
            var settings = Files.readString(home.kafkaSettings())
                    .replace("${port}", Integer.toString(port))
                    .replace("${controller.port}", Integer.toString(controllerPort))
                    .replace("${data}", data.toString());
            var file = data.resolveSibling(data.getFileName() + ".properties");
            PrivateFiles.write(file, settings);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + home.kafkaSettings(), e);
        }
    }

    static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
