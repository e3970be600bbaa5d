package dev.paysaga.launcher;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The project's folder on this machine and what the build has left in it.
 *
 * @param path the folder that holds {@code pom.xml} and {@code infra}, absolute
 */
public record ProjectHome(Path path) {

    /** The system property that names the folder; without it the working directory and its parents are searched. */
    public static final String PROPERTY = "paysaga.home";

    /**
     * Finds the folder.
     *
     * @throws LaunchFailure when neither the property nor a parent of the working directory is the project
     */
    public static ProjectHome find() {
        var named = System.getProperty(PROPERTY);
        var start = Path.of(named != null ? named : "").toAbsolutePath().normalize();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("infra/mysql/my.cnf"))) {
                return new ProjectHome(folder);
            }
        }
        throw new LaunchFailure(
                "%s is not inside the project: no infra/mysql/my.cnf in it or above it. Start from the project's folder, or set -D%s."
                        .formatted(start, PROPERTY));
    }

    Path mysqlSettings() {
        return path.resolve("infra/mysql/my.cnf");
    }

    Path mysqlUsers() {
        return path.resolve("infra/mysql/users.sql");
    }

    /** MySQL's programs and files, unpacked by the build. */
    Path mysql() {
        return built(path.resolve("infra/mysql/target/mysql"), "MySQL");
    }

    Path kafkaSettings() {
        return path.resolve("infra/kafka/server.properties");
    }

    Path kafkaTopics() {
        return path.resolve("infra/kafka/topics.conf");
    }

    /** The broker's jars, copied by the build. */
    Path kafkaJars() {
        return built(path.resolve("infra/kafka/target/lib"), "Kafka");
    }

    /** The Kafka Connect worker's jars, copied by the build. */
    public Path connectJars() {
        return built(path.resolve("infra/kafka-connect/target/lib"), "Kafka Connect");
    }

    private static Path built(Path folder, String what) {
        if (!Files.isDirectory(folder)) {
            throw new LaunchFailure(
                    "%s is not unpacked: %s does not exist. Build first: ./paysaga builds by itself; with Maven alone it is 'mvn -pl infra/mysql,infra/kafka,infra/kafka-connect generate-resources'."
                            .formatted(what, folder));
        }
        return folder;
    }
}
