package dev.paysaga.wallet;

import dev.paysaga.events.OrderId;
import dev.paysaga.testing.ServiceProperties;
import dev.paysaga.testing.TestMysql;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Runs the service as it is, with a clock that stands still; its tests look at it from outside. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(WalletServiceTest.StandingClock.class)
public abstract class WalletServiceTest {

    /** Finer than the wallets can hold. */
    private static final Instant NOW = Instant.parse("2026-11-04T01:15:41.138123456Z");

    /** {@link #NOW} as the wallets hold it. */
    protected static final Instant CREATED_AT = Instant.parse("2026-11-04T01:15:41.138123Z");

    /** Reads everything, changes nothing. */
    protected final JdbcTemplate wallets = new JdbcTemplate(TestMysql.auditor());

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry registry) {
        ServiceProperties.register(registry, "wallet");
        // a lock that is held for long shows in a second, not in ten
        registry.add("spring.datasource.hikari.connection-init-sql", () -> "SET SESSION innodb_lock_wait_timeout = 1");
    }

    protected static ConditionFactory eventually(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
    }

    /** A client with the token of a service. */
    protected RestTestClient http() {
        return bearing(TestMysql.secrets().serviceToken());
    }

    /** A client with the token of an operator. */
    protected RestTestClient operator() {
        return bearing(TestMysql.secrets().operatorToken());
    }

    private RestTestClient bearing(String token) {
        return anonymous()
                .mutate()
                .defaultHeader("Authorization", "Bearer " + token)
                .build();
    }

    protected RestTestClient anonymous() {
        return RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
    }

    /** The payment orders credited for an order, in the order of their transactions. */
    protected List<Long> credited(OrderId order) {
        return wallets.query(
                "SELECT payment_order_id FROM wallet.wallet_transaction WHERE order_id = ? ORDER BY id",
                (row, _) -> row.getLong(1),
                order.value());
    }

    /** A seller's balance in won; -1 without a wallet. */
    protected long balanceOf(String seller) {
        return wallets
                .query(
                        "SELECT balance FROM wallet.wallet WHERE seller_id = ? AND currency = 'KRW'",
                        (row, _) -> row.getLong(1),
                        seller)
                .stream()
                .findFirst()
                .orElse(-1L);
    }

    /** The events announced for an order, first things first. */
    protected List<Announced> announced(OrderId order) {
        return wallets.query(
                "SELECT type, sequence, source, payload FROM wallet.outbox WHERE aggregateid = ? ORDER BY id",
                (row, _) -> new Announced(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                order.value());
    }

    /** How many messages of an order have been taken, whatever came of them. */
    protected long taken(OrderId order) {
        return wallets.queryForList("SELECT 1 FROM wallet.inbox WHERE order_id = ?", order.value())
                .size();
    }

    /** What is parked of an order now, first things first. */
    protected List<Parked> parked(OrderId order) {
        return wallets.query(
                "SELECT id, status, reason FROM wallet.parked_message"
                        + " WHERE message_key = ? AND status <> 'RESOLVED' ORDER BY id",
                (row, _) -> new Parked(row.getLong(1), row.getString(2), row.getString(3)),
                order.value());
    }

    /** An event in the outbox. */
    protected record Announced(String type, String sequence, String source, String payload) {}

    /** A message that could not be taken yet. */
    protected record Parked(long id, String status, String reason) {}

    @TestConfiguration(proxyBeanMethods = false)
    static class StandingClock {

        @Bean
        Clock clock() {
            return Clock.fixed(NOW, ZoneOffset.UTC);
        }
    }
}
