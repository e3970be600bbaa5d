package dev.paysaga.testing;

import java.util.function.Supplier;
import org.springframework.test.context.DynamicPropertyRegistry;

/** Points a service under test at this JVM's servers, by the names it reads from its environment. */
public final class ServiceProperties {

    private ServiceProperties() {}

    /**
     * Registers MySQL, Kafka, the users of one schema, tokens and keys.
     *
     * @param schema {@code checkout}, {@code payment}, {@code ledger} or {@code wallet}
     */
    public static void register(DynamicPropertyRegistry registry, String schema) {
        var secrets = TestMysql.secrets();
        add(registry, "MYSQL_HOST", TestMysql::host);
        add(registry, "MYSQL_PORT", TestMysql::port);
        add(registry, "DB_OWNER_USER", () -> schema + "_owner");
        add(registry, "DB_OWNER_PASSWORD", () -> secrets.password(schema + "_owner"));
        add(registry, "DB_USER", () -> schema + "_app");
        add(registry, "DB_PASSWORD", () -> secrets.password(schema + "_app"));
        add(registry, "KAFKA_BOOTSTRAP", TestKafka::bootstrap);
        add(registry, "SERVICE_TOKEN", secrets::serviceToken);
        add(registry, "OPERATOR_TOKEN", secrets::operatorToken);
        add(registry, "CSRF_SECRET", secrets::csrfSecret);
        add(registry, "TOSS_SECRET_KEY", secrets::tossSecretKey);
        add(registry, "PORTONE_API_SECRET", secrets::portoneApiSecret);
    }

    private static void add(DynamicPropertyRegistry registry, String name, Supplier<Object> value) {
        registry.add(name, value);
    }
}
