package dev.paysaga.system;

import com.zaxxer.hikari.HikariDataSource;
import dev.paysaga.launcher.Cluster;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/**
 * The audit: the four schemas, the topics and the provider's truth log must tell one story. Reads as a database user
 * that may only read, and trusts nothing that a service says of itself.
 *
 * <p>Every rule is a query for what contradicts it; the audit passes when none finds anything. Nobody may have been asked
 * to look at anything, save about orders that were named before.
 */
public final class Books {

    private final Cluster cluster;
    private final JdbcTemplate rows;
    private final TopicAudit topics;
    private final ProviderAudit provider;
    private final Set<String> excused = ConcurrentHashMap.newKeySet();
    private final Http http = new Http();

    public Books(Cluster cluster) {
        this.cluster = cluster;
        this.rows = new JdbcTemplate(connections(cluster));
        this.topics = new TopicAudit(rows, new Topics(cluster));
        this.provider = new ProviderAudit(rows);
    }

    /** A few that are kept: an audit is dozens of queries, and over TLS a new connection costs more than any of them. */
    private static DataSource connections(Cluster cluster) {
        var connections = new HikariDataSource();
        connections.setDataSource(cluster.dataSource("auditor", "payment"));
        connections.setMaximumPoolSize(2);
        connections.setMinimumIdle(0);
        connections.setConnectionTimeout(Duration.ofSeconds(10).toMillis());
        return connections;
    }

    /** All four schemas, as a user who may change nothing reads them. */
    public JdbcTemplate rows() {
        return rows;
    }

    /** A human is meant to be asked about this order: it is right that its case is open, and what is unclear about it is. */
    public void excuse(String orderId) {
        excused.add(orderId);
    }

    /** Waits until everything has ended, and audits. */
    public void balance(Duration limit) {
        awaitSettled(limit);
        audit(limit);
        var asked = provider.asked().stream()
                .filter(order -> !excused.contains(order))
                .toList();
        require(asked.isEmpty(), "a human has been asked about " + asked);
    }

    /** Waits until everything has ended or a human has been asked about it. */
    public void awaitSettled(Duration limit) {
        Awaitility.await("everything has ended")
                .atMost(limit)
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> requireNothing(AuditRules.SETTLED, order -> !excused.contains(order)));
    }

    /** Audits what has ended; about an order that is not clear yet a human must have been asked. */
    public void audit(Duration limit) {
        // Completion travels on after the payment is done: the topics are complete when the outboxes are on them.
        Awaitility.await("the topics hold the outboxes")
                .atMost(limit)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(topics::run);
        Set<String> unclear = unclear();
        requireNothing(AuditRules.OF_ORDERS, order -> !unclear.contains(order));
        requireNothing(AuditRules.OF_ALL, _ -> true);
        auditTrialBalance();
        requireNone(provider.contradictions(truths(), order -> !unclear.contains(order)));
    }

    /** Waits until one order has ended, and audits what can be said of it alone. */
    public void balance(String orderId, Duration limit) {
        Awaitility.await("order " + orderId + " has ended")
                .atMost(limit)
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> requireNothing(AuditRules.SETTLED, orderId::equals));
        if (!unclear().contains(orderId)) {
            requireNothing(AuditRules.OF_ORDERS, orderId::equals);
            requireNone(provider.contradictions(truths(), orderId::equals));
        }
    }

    private Set<String> unclear() {
        var unclear = ConcurrentHashMap.<String>newKeySet();
        unclear.addAll(excused);
        unclear.addAll(provider.asked());
        return unclear;
    }

    /** @param isAudited whether an order, or whatever a rule is about, counts */
    private void requireNothing(Map<String, String> rules, Predicate<String> isAudited) {
        var broken = new ArrayList<String>();
        rules.forEach((rule, contradictions) -> {
            var found = rows.queryForList(contradictions).stream()
                    .filter(row -> isAudited.test(
                            String.valueOf(row.values().iterator().next())))
                    .toList();
            if (!found.isEmpty()) {
                broken.add("not so: " + rule + ": " + found.size() + " contradict it, such as " + found.getFirst());
            }
        });
        requireNone(broken);
    }

    /** What the ledger says of itself is what was approved and given back, on both sides. */
    private void auditTrialBalance() {
        long moved = sum("SELECT COALESCE(SUM(amount + canceled_amount), 0) FROM payment.payment_order"
                + " WHERE payment_order_status = 'SUCCESS'");
        JsonNode balance = get(
                cluster.url("ledger") + "/v1/ledger/trial-balance",
                Map.of("Authorization", "Bearer " + cluster.secrets().operatorToken()));
        require(balance.size() == (moved == 0 ? 0 : 1), "the trial balance has other currencies: " + balance);
        for (JsonNode line : balance) {
            require(
                    line.path("totalDebits").asLong() == moved
                            && line.path("totalCredits").asLong() == moved
                            && line.path("difference").asLong(-1) == 0,
                    "the trial balance is out, " + moved + " was approved or given back: " + line);
        }
    }

    private long sum(String query) {
        return rows.query(query, (row, _) -> row.getLong(1)).getFirst();
    }

    private JsonNode truths() {
        return get(cluster.url("psp") + "/__sim/orders", Map.of());
    }

    private JsonNode get(String url, Map<String, String> headers) {
        try {
            var answer = http.get(url, headers);
            require(answer.isOk(), url + " answers " + answer.status() + ": " + answer.text());
            require(answer.body().isArray(), url + " answers no list: " + answer.text());
            return answer.body();
        } catch (IOException e) {
            throw new AssertionError(url + " does not answer", e);
        }
    }

    private static void requireNone(List<String> broken) {
        if (!broken.isEmpty()) {
            throw new AssertionError(String.join("\n", broken));
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
