package dev.paysaga.system;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What must be so in the four schemas, each as a query for what contradicts it. The first column of a contradiction is
 * the order id wherever it is about one order.
 */
final class AuditRules {

    /** An order about which a human has been asked; what is not clear about it may stay so until there is an answer. */
    private static final String ASKED =
            " EXISTS (SELECT 1 FROM payment.manual_case m WHERE m.order_id = e.order_id AND m.status = 'OPEN')";

    private static final String ORDERS =
            " FROM payment.payment_order o JOIN payment.payment_event e" + " ON e.id = o.payment_event_id ";

    /** Parts of cancels that succeeded and that took from payment orders. */
    private static final String PARTS = " FROM payment.cancellation c JOIN payment.payment_event e"
            + " ON e.id = c.payment_event_id JOIN payment.cancellation_part p ON p.cancellation_id = c.id"
            + " JOIN payment.payment_order o ON o.id = p.payment_order_id AND c.booked AND c.status = 'SUCCESS' ";

    /** Everything has ended, or somebody has been asked to look at it. */
    static final Map<String, String> SETTLED = rules(
            "a checkout is neither in progress nor waiting for its saga",
            "SELECT e.order_id, e.status FROM checkout.checkout e WHERE e.status IN ('IN_PROGRESS', 'SUCCESS')"
                    + " AND NOT" + ASKED,
            "a payment is neither executing nor unknown",
            "SELECT e.order_id, o.payment_order_status" + ORDERS
                    + "WHERE o.payment_order_status IN ('EXECUTING', 'UNKNOWN') AND NOT" + ASKED,
            "an approved payment is done",
            "SELECT DISTINCT e.order_id" + ORDERS
                    + "WHERE o.payment_order_status = 'SUCCESS' AND NOT e.is_payment_done AND NOT" + ASKED,
            "a cancel is done, or refused",
            "SELECT e.order_id, c.id, c.status FROM payment.cancellation c JOIN payment.payment_event e"
                    + " ON e.id = c.payment_event_id WHERE (c.status NOT IN ('SUCCESS', 'FAILURE')"
                    + " OR c.status = 'SUCCESS' AND c.booked AND NOT c.is_cancellation_done) AND NOT" + ASKED,
            "a checkout whose money is all given back is canceled",
            "SELECT e.order_id, k.status FROM payment.payment_event e JOIN checkout.checkout k"
                    + " ON k.order_id = e.order_id JOIN payment.payment_order o ON o.payment_event_id = e.id"
                    + " GROUP BY e.order_id, k.status"
                    + " HAVING (SUM(o.canceled_amount) = SUM(o.amount)) AND k.status <> 'CANCEL' AND NOT" + ASKED);

    private static final Map<String, String> PAYMENTS = rules(
            "done means that every payment order is approved, booked and credited, and only then",
            "SELECT e.order_id, e.is_payment_done AS done, MIN(o.payment_order_status = 'SUCCESS' AND o.ledger_updated"
                    + " AND o.wallet_updated) AS complete" + ORDERS + "GROUP BY e.id HAVING done <> complete",
            "a payment's orders sum up to it",
            "SELECT e.order_id, e.amount, SUM(o.amount)" + ORDERS + "GROUP BY e.id HAVING e.amount <> SUM(o.amount)",
            "an order that its checkout calls complete is paid, and something of it is left",
            "SELECT k.order_id, k.status, COALESCE(SUM(IF(o.payment_order_status = 'SUCCESS', o.amount"
                    + " - o.canceled_amount, 0)), 0) AS remaining FROM checkout.checkout k"
                    + " LEFT JOIN payment.payment_event e ON e.order_id = k.order_id"
                    + " LEFT JOIN payment.payment_order o ON o.payment_event_id = e.id"
                    + " GROUP BY k.order_id, k.status HAVING (k.status = 'COMPLETE') <> (remaining > 0)",
            "a checkout failed because its payment did",
            "SELECT k.order_id, k.status, e.failure_code FROM checkout.checkout k"
                    + " LEFT JOIN payment.payment_event e ON e.order_id = k.order_id WHERE (k.status = 'FAIL') <>"
                    + " COALESCE(e.failure_code IS NOT NULL AND e.failure_code <> 'CHECKOUT_CANCELED', FALSE)",
            "checkout and payment agree on the amount",
            "SELECT k.order_id FROM checkout.checkout k JOIN payment.payment_event e ON e.order_id = k.order_id"
                    + " WHERE k.amount <> e.amount OR k.currency <> e.currency",
            "every approved payment order is booked once, with its amount, for its seller",
            "SELECT e.order_id, o.id" + ORDERS + "LEFT JOIN ledger.ledger_entry l ON l.payment_order_id = o.id"
                    + " AND l.kind = 'PAYMENT' WHERE o.payment_order_status = 'SUCCESS'"
                    + " GROUP BY e.order_id, e.psp, o.id, o.amount, o.seller_id"
                    + " HAVING COUNT(l.id) <> 1 OR MIN(l.amount) <> o.amount"
                    + " OR MIN(l.credit_account) <> CONCAT('seller-payable:', o.seller_id)"
                    + " OR MIN(l.debit_account) <> CONCAT('psp-receivable:', e.psp)",
            "every approved payment order is credited once, with its amount, to its seller",
            "SELECT e.order_id, o.id" + ORDERS + "LEFT JOIN wallet.wallet_transaction t ON t.payment_order_id = o.id"
                    + " AND t.kind = 'CREDIT' WHERE o.payment_order_status = 'SUCCESS'"
                    + " GROUP BY e.order_id, o.id, o.amount, o.seller_id"
                    + " HAVING COUNT(t.id) <> 1 OR MIN(t.amount) <> o.amount OR MIN(t.seller_id) <> o.seller_id",
            "nothing is booked that was not approved",
            "SELECT l.order_id, l.id FROM ledger.ledger_entry l LEFT JOIN payment.payment_order o"
                    + " ON o.id = l.payment_order_id AND o.payment_order_status = 'SUCCESS' WHERE o.id IS NULL",
            "nothing is credited that was not approved",
            "SELECT t.order_id, t.id FROM wallet.wallet_transaction t LEFT JOIN payment.payment_order o"
                    + " ON o.id = t.payment_order_id AND o.payment_order_status = 'SUCCESS' WHERE o.id IS NULL");

    private static final Map<String, String> CANCELS = rules(
            "a cancel that moved booked money is the sum of its parts",
            "SELECT e.order_id, c.id, c.amount FROM payment.cancellation c JOIN payment.payment_event e"
                    + " ON e.id = c.payment_event_id LEFT JOIN payment.cancellation_part p ON p.cancellation_id = c.id"
                    + " WHERE c.booked GROUP BY e.order_id, c.id, c.amount HAVING c.amount <> COALESCE(SUM(p.amount), 0)",
            "what is canceled of a payment order is what its successful cancels took, and no more than it has",
            "SELECT e.order_id, o.id, o.canceled_amount" + ORDERS + "LEFT JOIN (SELECT p.payment_order_id, p.amount"
                    + " FROM payment.cancellation_part p JOIN payment.cancellation c ON c.id = p.cancellation_id"
                    + " WHERE c.booked AND c.status = 'SUCCESS') taken ON taken.payment_order_id = o.id"
                    + " GROUP BY e.order_id, o.id, o.amount, o.canceled_amount"
                    + " HAVING o.canceled_amount <> COALESCE(SUM(taken.amount), 0) OR o.canceled_amount > o.amount",
            "a cancel is done when books and wallets have followed it, and only then",
            "SELECT e.order_id, c.id FROM payment.cancellation c JOIN payment.payment_event e"
                    + " ON e.id = c.payment_event_id WHERE c.booked AND c.is_cancellation_done <>"
                    + " (c.status = 'SUCCESS' AND c.ledger_updated AND c.wallet_updated)",
            "every part of a successful cancel is reversed once in the books",
            "SELECT e.order_id, c.id, o.id AS payment_order_id" + PARTS + "LEFT JOIN ledger.ledger_entry l"
                    + " ON l.payment_order_id = o.id AND l.kind = 'CANCEL' AND l.cancellation_id = c.id"
                    + " GROUP BY e.order_id, e.psp, c.id, o.id, p.amount, o.seller_id"
                    + " HAVING COUNT(l.id) <> 1 OR MIN(l.amount) <> p.amount"
                    + " OR MIN(l.debit_account) <> CONCAT('seller-payable:', o.seller_id)"
                    + " OR MIN(l.credit_account) <> CONCAT('psp-receivable:', e.psp)",
            "every part of a successful cancel is debited once from its seller",
            "SELECT e.order_id, c.id, o.id AS payment_order_id" + PARTS + "LEFT JOIN wallet.wallet_transaction t"
                    + " ON t.payment_order_id = o.id AND t.kind = 'DEBIT' AND t.cancellation_id = c.id"
                    + " GROUP BY e.order_id, c.id, o.id, p.amount, o.seller_id"
                    + " HAVING COUNT(t.id) <> 1 OR MIN(t.amount) <> p.amount OR MIN(t.seller_id) <> o.seller_id",
            "nothing is reversed that was not given back",
            "SELECT l.order_id, l.id FROM ledger.ledger_entry l WHERE l.kind = 'CANCEL' AND NOT EXISTS (SELECT 1"
                    + PARTS
                    + "WHERE p.cancellation_id = l.cancellation_id AND p.payment_order_id = l.payment_order_id)",
            "nothing is debited that was not given back",
            "SELECT t.order_id, t.id FROM wallet.wallet_transaction t WHERE t.kind = 'DEBIT' AND NOT EXISTS (SELECT 1"
                    + PARTS
                    + "WHERE p.cancellation_id = t.cancellation_id AND p.payment_order_id = t.payment_order_id)");

    private static final Map<String, String> WHOLE = rules(
            "a wallet holds its credits less its debits",
            "SELECT w.seller_id, w.balance FROM wallet.wallet w LEFT JOIN wallet.wallet_transaction t"
                    + " ON t.seller_id = w.seller_id AND t.currency = w.currency"
                    + " GROUP BY w.seller_id, w.currency, w.balance"
                    + " HAVING w.balance <> COALESCE(SUM(IF(t.kind = 'DEBIT', -t.amount, t.amount)), 0)",
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
                    + " SELECT 'wallet', reason FROM wallet.parked_message WHERE status <> 'RESOLVED'");

    /** What holds of every single order. */
    static final Map<String, String> OF_ORDERS = together(PAYMENTS, CANCELS, announced());

    /** What holds of all of them together. */
    static final Map<String, String> OF_ALL = WHOLE;

    private AuditRules() {}

    /** Each successful cancel is announced, followed and completed once, by number. */
    private static Map<String, String> announced() {
        var rules = new LinkedHashMap<String, String>();
        Map.of(
                        "payment.canceled", "payment",
                        "payment.cancellation-completed", "payment",
                        "ledger.reversed", "ledger",
                        "wallet.debited", "wallet")
                .forEach((type, schema) -> rules.put(
                        "every successful cancel is one " + type + ", and every one of those is one",
                        "SELECT e.order_id, c.id, COUNT(x.id) AS events FROM payment.cancellation c"
                                + " JOIN payment.payment_event e ON e.id = c.payment_event_id LEFT JOIN " + schema
                                + ".outbox x ON x.aggregateid = e.order_id AND x.repeat_no = 0 AND x.type = 'paysaga."
                                + type + ".v1' AND CAST(JSON_EXTRACT(x.payload, '$.cancellationId') AS SIGNED) = c.id"
                                + " GROUP BY e.order_id, c.id, c.status, c.booked, c.is_cancellation_done"
                                + " HAVING events <> (c.booked AND "
                                + (type.equals("payment.cancellation-completed")
                                        ? "c.is_cancellation_done)"
                                        : "c.status = 'SUCCESS')")));
        return rules;
    }

    @SafeVarargs
    private static Map<String, String> together(Map<String, String>... parts) {
        var rules = new LinkedHashMap<String, String>();
        for (Map<String, String> part : parts) {
            rules.putAll(part);
        }
        return rules;
    }

    private static Map<String, String> rules(String... rulesAndContradictions) {
        var rules = new LinkedHashMap<String, String>();
        for (int i = 0; i < rulesAndContradictions.length; i += 2) {
            rules.put(rulesAndContradictions[i], rulesAndContradictions[i + 1]);
        }
        return rules;
    }
}
