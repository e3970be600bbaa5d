package dev.paysaga.checkout;

import dev.paysaga.launcher.FreePorts;
import dev.paysaga.testing.ServiceProperties;
import dev.paysaga.testing.TestMysql;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The service, started once for all tests; where the payment-service should be, nobody listens. */
@SpringBootTest(
        classes = CheckoutApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "paysaga.checkout.confirm-patience=1500ms",
            "paysaga.checkout.push-after=300ms",
            "paysaga.checkout.longest-push-pause=600ms",
            "paysaga.checkout.pages.heartbeat=500ms",
            "TOSS_CLIENT_KEY=test_ck_of_the_shop",
            "TOSS_SDK_URL=https://sdk.toss.test/v2/standard",
            "PORTONE_STORE_ID=store-test",
            "PORTONE_CHANNEL_KEY=channel-key-test",
            "PORTONE_SDK_URL=https://sdk.portone.test/v2/browser-sdk.js"
        })
public abstract class RunningService {

    /** Reads and changes everything in the schema: for looking behind the service, and for faults. */
    protected static final JdbcTemplate SCHEMA = new JdbcTemplate(TestMysql.as("checkout_owner", "checkout"));

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry registry) {
        ServiceProperties.register(registry, "checkout");
        int nobody = FreePorts.next();
        registry.add("PAYMENT_URL", () -> "http://127.0.0.1:" + nobody);
    }

    protected final Shop shop() {
        return new Shop(port);
    }

    /** @param from the buyer's address, one of this machine's own */
    protected final Shop shop(String from) {
        return new Shop(port, from);
    }

    protected static int count(String table, String where, Object... arguments) {
        Integer count =
                SCHEMA.queryForObject("SELECT COUNT(*) FROM " + table + " WHERE " + where, Integer.class, arguments);
        return count == null ? 0 : count;
    }
}
