package dev.paysaga.launcher;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/**
 * Gives a broker that asks who somebody is its users, rights and topics; may be run again at any time. Rights that are
 * no longer listed are taken away.
 *
 * <p>Run as {@code KafkaSetup <topics.conf> <access.conf>}, with {@code KAFKA_BOOTSTRAP}, the administrator's {@code
 * KAFKA_PASSWORD_ADMIN}, and a {@code KAFKA_PASSWORD_<PRINCIPAL>} for each principal of {@code access.conf}.
 */
public final class KafkaSetup {

    private static final int SCRAM_ITERATIONS = 8192;

    private final Map<String, String> environment;

    private KafkaSetup(Map<String, String> environment) {
        this.environment = environment;
    }

    public static void main(String[] files) {
        try {
            new KafkaSetup(System.getenv()).run(Path.of(files[0]), KafkaAccess.read(Path.of(files[1])));
        } catch (LaunchFailure e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private void run(Path topics, KafkaAccess access) {
        var settings = settings();
        try (var admin = Admin.create(settings)) {
            var users = access.principals().stream().map(this::user).toList();
            admin.alterUserScramCredentials(users).all().get(2, TimeUnit.MINUTES);
            setRights(admin, access.rights());
            System.out.printf(
                    "%d users, %d rights%n", users.size(), access.rights().size());
        } catch (ExecutionException | TimeoutException e) {
            throw new LaunchFailure("The broker does not take its users and rights: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("Interrupted", e);
        }
        var wanted = KafkaTopics.read(topics);
        KafkaTopics.create(settings, wanted);
        System.out.printf("%d topics%n", wanted.size());
    }

    private static void setRights(Admin admin, List<AclBinding> wanted)
            throws InterruptedException, ExecutionException, TimeoutException {
        var surplus =
                new HashSet<>(admin.describeAcls(AclBindingFilter.ANY).values().get(1, TimeUnit.MINUTES));
        wanted.forEach(surplus::remove);
        admin.createAcls(wanted).all().get(1, TimeUnit.MINUTES);
        admin.deleteAcls(surplus.stream().map(AclBinding::toFilter).toList())
                .all()
                .get(1, TimeUnit.MINUTES);
    }

    private UserScramCredentialAlteration user(String name) {
        return new UserScramCredentialUpsertion(
                name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, SCRAM_ITERATIONS), password(name));
    }

    private Map<String, Object> settings() {
        return Map.of(
                "bootstrap.servers",
                environment.getOrDefault("KAFKA_BOOTSTRAP", ""),
                "default.api.timeout.ms",
                120_000,
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"admin\" password=\"%s\";"
                        .formatted(password("admin")));
    }

    private String password(String user) {
        var name = "KAFKA_PASSWORD_" + user.toUpperCase(Locale.ROOT);
        var value = environment.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new LaunchFailure(name + " is not set");
        }
        return value;
    }
}
