package dev.paysaga.testing;

import dev.paysaga.launcher.KafkaTopics;
import dev.paysaga.launcher.ProjectHome;
import dev.paysaga.launcher.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.kafka.KafkaContainer;

/**
 * MySQL and Kafka of the versions that {@code docker-compose.yml} runs, for tests under
 * {@code -Dpaysaga.servers=containers}; another MySQL with {@code -Dpaysaga.mysql-image=mysql:8.4}. Started on first use,
 * removed when the JVM ends. Nobody kills them: tests of such faults run on processes.
 */
final class ServersInContainers {

    private static final String MYSQL = System.getProperty("paysaga.mysql-image", "mysql:9.7");
    private static final String KAFKA = "apache/kafka:4.3.1";
    private static final String LOGGING = "infra/compose/kafka/";
    private static final int MYSQL_PORT = 3306;
    private static final Pattern PASSWORD = Pattern.compile("\\$\\{(\\w+)}");

    private ServersInContainers() {}

    /** @return whether tests of this JVM run on containers */
    static boolean wanted() {
        return switch (System.getProperty("paysaga.servers", "processes")) {
            case "processes" -> false;
            case "containers" -> true;
            case String other ->
                throw new IllegalStateException("-Dpaysaga.servers is processes or containers, not " + other);
        };
    }

    /** A MySQL with the project's settings, schemas and users. */
    @SuppressWarnings("resource") // closed when the JVM ends
    static GenericContainer<?> mysql(ProjectHome home, Secrets secrets) {
        var mysql = new GenericContainer<>(MYSQL)
                .withEnv("MYSQL_ROOT_PASSWORD", secrets.password("root"))
                .withCopyToContainer(read(home, "infra/mysql/my.cnf"), "/etc/mysql/conf.d/paysaga.cnf")
                .withCopyToContainer(
                        Transferable.of(withPasswords(home, secrets)), "/docker-entrypoint-initdb.d/users.sql")
                .withTmpFs(Map.of("/var/lib/mysql", "rw"))
                .withCommand("mysqld", "--bind-address=0.0.0.0")
                .withExposedPorts(MYSQL_PORT)
                .waitingFor(Wait.forLogMessage(".*ready for connections.*port: 3306.*\\n", 1)
                        .withStartupTimeout(Duration.ofMinutes(2)));
        mysql.start();
        TestFolder.atEnd(mysql::stop);
        return mysql;
    }

    /** A broker with the project's topics. */
    @SuppressWarnings("resource") // closed when the JVM ends
    static KafkaContainer kafka(ProjectHome home) {
        var kafka = new KafkaContainer(KAFKA)
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withCopyToContainer(read(home, LOGGING + "log4j2.yaml"), "/mnt/shared/config/log4j2.yaml")
                .withCopyToContainer(read(home, LOGGING + "tools-log4j2.yaml"), "/mnt/shared/config/tools-log4j2.yaml")
                .waitingFor(Wait.forLogMessage(".*Kafka Server started.*\\n", 1));
        kafka.start();
        TestFolder.atEnd(kafka::stop);
        KafkaTopics.create(
                kafka.getBootstrapServers(), KafkaTopics.read(home.path().resolve("infra/kafka/topics.conf")));
        return kafka;
    }

    private static Transferable read(ProjectHome home, String file) {
        return Transferable.of(text(home, file));
    }

    private static String withPasswords(ProjectHome home, Secrets secrets) {
        return PASSWORD.matcher(text(home, "infra/mysql/users.sql"))
                .replaceAll(user -> Matcher.quoteReplacement(secrets.password(user.group(1))));
    }

    private static String text(ProjectHome home, String file) {
        try {
            return Files.readString(home.path().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
