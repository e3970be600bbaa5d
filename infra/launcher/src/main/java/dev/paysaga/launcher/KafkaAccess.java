package dev.paysaga.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The rights of {@code infra/kafka/access.conf}: per line a principal, a resource such as {@code topic:payment.events.v1}
 * (with {@code *} at its end: all that begin so; {@code *} alone: all) and operations.
 */
public record KafkaAccess(List<AclBinding> rights) {

    public static KafkaAccess read(Path file) {
        try {
            return new KafkaAccess(Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .flatMap(KafkaAccess::rights)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the rights in " + file, e);
        }
    }

    /** Everybody who has a right, without {@code User:}. */
    List<String> principals() {
        return rights.stream()
                .map(right -> right.entry().principal().substring("User:".length()))
                .distinct()
                .toList();
    }

    private static Stream<AclBinding> rights(String line) {
        var words = line.split("\\s+");
        if (words.length != 3) {
            throw new LaunchFailure("A right is a principal, a resource and operations, not: " + line);
        }
        var resource = resource(words[1]);
        return Arrays.stream(words[2].split(","))
                .map(operation -> new AclBinding(
                        resource,
                        new AccessControlEntry(
                                "User:" + words[0],
                                "*",
                                AclOperation.valueOf(operation.toUpperCase(Locale.ROOT)),
                                AclPermissionType.ALLOW)));
    }

    private static ResourcePattern resource(String text) {
        var parts = text.split(":", 2);
        var type = ResourceType.valueOf(parts[0].toUpperCase(Locale.ROOT).replace('-', '_'));
        var name = parts[1];
        return name.endsWith("*") && name.length() > 1
                ? new ResourcePattern(type, name.substring(0, name.length() - 1), PatternType.PREFIXED)
                : new ResourcePattern(type, name, PatternType.LITERAL);
    }
}
