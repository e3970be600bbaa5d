package dev.paysaga.system;

import dev.paysaga.launcher.Cluster;
import dev.paysaga.system.Topics.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/**
 * The audit: the four schemas, the topics and the provider's truth log must tell one story. Reads as a database user
 * that may only read, and trusts nothing that a service says of itself.
 *
 * <p>Every rule is a query for what contradicts it; the audit passes when none finds anything.
 */
public final class Books {

    /** Everything has ended, one way or the other. */
    private static final Map<String, String> SETTLED = rules(
            "a checkout is neither in progress nor waiting for its saga",
            "SELECT order_id, status FROM checkout.checkout WHERE status IN ('IN_PROGRESS', 'SUCCESS')",
            "a payment is neither executing nor unknown",
            "SELECT e.order_id, o.payment_order_status FROM payment.payment_order o JOIN payment.payment_event e"
                    + " ON e.id = o.payment_event_id WHERE o.payment_order_status IN ('EXECUTING', 'UNKNOWN')",
            "an approved payment is done",
            "SELECT DISTINCT e.order_id FROM payment.payment_order o JOIN payment.payment_event e"
                    + " ON e.id = o.payment_event_id WHERE o.payment_order_status = 'SUCCESS' AND NOT e.is_payment_done");

    private static final Map<String, String> RULES = rules(
            "done means that every payment order is approved, booked and credited, and only then",
            "SELECT e.order_id, e.is_payment_done AS done, MIN(o.payment_order_status = 'SUCCESS' AND o.ledger_updated"
                    + " AND o.wallet_updated) AS complete FROM payment.payment_event e JOIN payment.payment_order o"
                    + " ON o.payment_event_id = e.id GROUP BY e.id HAVING done <> complete",
            "a payment's orders sum up to it",
            "SELECT e.order_id, e.amount, SUM(o.amount) FROM payment.payment_event e JOIN payment.payment_order o"
                    + " ON o.payment_event_id = e.id GROUP BY e.id HAVING e.amount <> SUM(o.amount)",
            "checkout and payment agree on the end",
            "SELECT c.order_id, c.status, o.payment_order_status FROM checkout.checkout c"
                    + " LEFT JOIN payment.payment_event e ON e.order_id = c.order_id"
                    + " LEFT JOIN payment.payment_order o ON o.payment_event_id = e.id"
                    + " WHERE (c.status = 'COMPLETE') <> COALESCE(o.payment_order_status = 'SUCCESS', FALSE)"
                    + " OR (c.status = 'FAIL') <> COALESCE(o.payment_order_status = 'FAILURE', FALSE)",
            "checkout and payment agree on the amount",
            "SELECT c.order_id FROM checkout.checkout c JOIN payment.payment_event e ON e.order_id = c.order_id"
                    + " WHERE c.amount <> e.amount OR c.currency <> e.currency",
            "every approved payment order is booked once, with its amount, for its seller",
            "SELECT o.id FROM payment.payment_order o LEFT JOIN ledger.ledger_entry l ON l.payment_order_id = o.id"
                    + " WHERE o.payment_order_status = 'SUCCESS' GROUP BY o.id, o.amount, o.seller_id"
                    + " HAVING COUNT(l.id) <> 1 OR MIN(l.amount) <> o.amount"
                    + " OR MIN(l.credit_account) <> CONCAT('seller-payable:', o.seller_id)"
                    + " OR MIN(l.debit_account) <> 'psp-receivable:TOSS'",
            "every approved payment order is credited once, with its amount, to its seller",
            "SELECT o.id FROM payment.payment_order o LEFT JOIN wallet.wallet_transaction t"
                    + " ON t.payment_order_id = o.id WHERE o.payment_order_status = 'SUCCESS'"
                    + " GROUP BY o.id, o.amount, o.seller_id"
                    + " HAVING COUNT(t.id) <> 1 OR MIN(t.amount) <> o.amount OR MIN(t.seller_id) <> o.seller_id",
            "nothing is booked that was not approved",
            "SELECT l.id FROM ledger.ledger_entry l LEFT JOIN payment.payment_order o ON o.id = l.payment_order_id"
                    + " AND o.payment_order_status = 'SUCCESS' WHERE o.id IS NULL",
            "nothing is credited that was not approved",
            "SELECT t.id FROM wallet.wallet_transaction t LEFT JOIN payment.payment_order o"
                    + " ON o.id = t.payment_order_id AND o.payment_order_status = 'SUCCESS' WHERE o.id IS NULL",
            "a wallet holds the sum of its transactions",
            "SELECT w.seller_id, w.balance, SUM(t.amount) FROM wallet.wallet w LEFT JOIN wallet.wallet_transaction t"
                    + " ON t.seller_id = w.seller_id AND t.currency = w.currency"
                    + " GROUP BY w.seller_id, w.currency, w.balance HAVING w.balance <> COALESCE(SUM(t.amount), 0)",
            "a wallet holds what the books say we owe its seller",
            "SELECT w.seller_id, w.balance FROM wallet.wallet w WHERE w.balance <>"
                    + " (SELECT COALESCE(SUM(l.amount), 0) FROM ledger.ledger_entry l"
                    + " WHERE l.credit_account = CONCAT('seller-payable:', w.seller_id) AND l.currency = w.currency)"
                    + " - (SELECT COALESCE(SUM(l.amount), 0) FROM ledger.ledger_entry l"
                    + " WHERE l.debit_account = CONCAT('seller-payable:', w.seller_id) AND l.currency = w.currency)",
            "no message is parked",
            "SELECT 'checkout', reason FROM checkout.parked_message WHERE status <> 'RESOLVED' UNION ALL"
                    + " SELECT 'payment', reason FROM payment.parked_message WHERE status <> 'RESOLVED' UNION ALL"
                    + " SELECT 'ledger', reason FROM ledger.parked_message WHERE status <> 'RESOLVED' UNION ALL"
                    + " SELECT 'wallet', reason FROM wallet.parked_message WHERE status <> 'RESOLVED'",
            "nobody has to look at anything",
            "SELECT order_id, kind, reason FROM payment.manual_case WHERE status = 'OPEN'");

    private final Cluster cluster;
    private final JdbcTemplate rows;
    private final Topics topics;
    private final Http http = new Http();

    public Books(Cluster cluster) {
        this.cluster = cluster;
        this.rows = new JdbcTemplate(cluster.dataSource("auditor", "payment"));
        this.topics = new Topics(cluster);
    }

    /** Waits until everything has ended, and audits. */
    public void balance(Duration limit) {
        Awaitility.await("everything has ended")
                .atMost(limit)
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> requireNothing(SETTLED));
        // Completion travels on after the payment is done: the topics are complete when the outboxes are on them.
        Awaitility.await("the topics hold the outboxes")
                .atMost(limit)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(this::auditTopics);
        requireNothing(RULES);
        auditTrialBalance();
        auditProvider();
    }

    private void requireNothing(Map<String, String> rules) {
        var broken = new ArrayList<String>();
        rules.forEach((rule, contradictions) -> {
            var found = rows.queryForList(contradictions);
            if (!found.isEmpty()) {
                broken.add("not so: " + rule + ": " + found.size() + " contradict it, such as " + found.getFirst());
            }
        });
        if (!broken.isEmpty()) {
            throw new AssertionError(String.join("\n", broken));
        }
    }

    /** What the ledger says of itself is what was approved, on both sides. */
    private void auditTrialBalance() {
        long approved = rows.query(
                        "SELECT COALESCE(SUM(amount), 0) FROM payment.payment_order"
                                + " WHERE payment_order_status = 'SUCCESS'",
                        (row, _) -> row.getLong(1))
                .getFirst();
        JsonNode balance = get(
                cluster.url("ledger") + "/v1/ledger/trial-balance",
                Map.of("Authorization", "Bearer " + cluster.secrets().operatorToken()));
        require(balance.size() == (approved == 0 ? 0 : 1), "the trial balance has other currencies: " + balance);
        for (JsonNode line : balance) {
            require(
                    line.path("totalDebits").asLong() == approved
                            && line.path("totalCredits").asLong() == approved
                            && line.path("difference").asLong(-1) == 0,
                    "the trial balance is out, " + approved + " was approved: " + line);
        }
    }

    /** The provider took what we say it took, once. */
    private void auditProvider() {
        var approved = new HashMap<String, Long>();
        rows.query(
                "SELECT DISTINCT e.order_id, e.amount FROM payment.payment_event e JOIN payment.payment_order o"
                        + " ON o.payment_event_id = e.id WHERE o.payment_order_status = 'SUCCESS'",
                row -> {
                    approved.put(row.getString(1), row.getLong(2));
                });
        for (JsonNode truth : get(cluster.url("psp") + "/__sim/orders", Map.of())) {
            Long ours = approved.remove(truth.path("orderId").asString());
            require(
                    truth.path("captures").asInt() == (ours == null ? 0 : 1)
                            && truth.path("capturedAmount").asLong() == (ours == null ? 0 : ours),
                    "the provider's truth is not ours (" + ours + "): " + truth);
        }
        require(approved.isEmpty(), "the provider knows nothing of " + approved);
    }

    /** Every outbox row is on its topic once, word for word, and nothing else is. */
    private void auditTopics() {
        for (String topic : Topics.ALL) {
            String schema = topic.substring(0, topic.indexOf('.'));
            var outbox = new HashMap<String, String>();
            rows.query(
                    "SELECT event_id, COALESCE(ce_repeat, ''), aggregateid, sequence, type, payload FROM " + schema
                            + ".outbox",
                    row -> {
                        outbox.put(
                                row.getString(1) + "/" + row.getString(2),
                                row.getString(3) + " " + row.getString(4) + " " + row.getString(5) + " "
                                        + row.getString(6));
                    });
            List<Event> events = topics.read(topic);
            requireSequences(topic, events);
            for (Event event : events) {
                String row = outbox.remove(event.id() + "/" + (event.repeat() == null ? "" : event.repeat()));
                if (event.repeat() == null || row != null) {
                    require(
                            (event.orderId() + " " + event.sequence() + " " + event.type() + " " + event.body())
                                    .equals(row),
                            topic + " has an event that is not (or not so, or twice) from the outbox: " + event);
                }
            }
            require(outbox.isEmpty(), topic + " lacks " + outbox.size() + " rows of its outbox");
        }
    }

    private static void requireSequences(String topic, List<Event> events) {
        Set<String> seen = new HashSet<>();
        Map<String, Long> last = new HashMap<>();
        for (Event event : events) {
            if (event.repeat() == null) {
                require(seen.add(event.id()), topic + " has " + event.id() + " twice");
                long expected = last.getOrDefault(event.orderId(), 0L) + 1;
                require(event.sequence() == expected, topic + " has a gap or a step back before " + event);
                last.put(event.orderId(), expected);
            }
        }
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

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    private static Map<String, String> rules(String... rulesAndContradictions) {
        var rules = new java.util.LinkedHashMap<String, String>();
        for (int i = 0; i < rulesAndContradictions.length; i += 2) {
            rules.put(rulesAndContradictions[i], rulesAndContradictions[i + 1]);
        }
        return rules;
    }
}
