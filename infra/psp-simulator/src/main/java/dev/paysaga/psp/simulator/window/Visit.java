package dev.paysaga.psp.simulator.window;

import dev.paysaga.psp.simulator.buyer.Purchase;
import dev.paysaga.psp.simulator.truth.Payment;
import dev.paysaga.psp.simulator.truth.PaymentMethod;
import dev.paysaga.psp.simulator.truth.Psp;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A buyer whom a shop's page has sent to a window, and where the buyer goes from there.
 *
 * @param method what the page has asked for; the buyer may choose another
 * @param failure the same as success at PortOne, which has one address for both
 */
record Visit(Purchase purchase, PaymentMethod method, URI success, URI failure) {

    /** The buyer has agreed. */
    String afterSuccess(Payment payment) {
        Map<String, String> query = new LinkedHashMap<>();
        if (purchase.psp() == Psp.TOSS) {
            query.put("paymentType", "NORMAL");
            query.put("orderId", payment.orderId());
            query.put("paymentKey", payment.paymentKey());
            query.put("amount", Long.toString(payment.totalAmount()));
            return address(success, query);
        }
        portOne(query, payment);
        if (payment.authenticatedAt() != null && payment.lastTransactionKey() == null) {
            // The merchant confirms; where PortOne has captured already there is no token.
            query.put("paymentToken", payment.paymentKey());
        }
        return address(success, query);
    }

    /** @param code in the words of Toss, which stands behind PortOne too */
    String afterFailure(Payment payment, String code, String message) {
        Map<String, String> query = new LinkedHashMap<>();
        if (purchase.psp() == Psp.TOSS) {
            query.put("code", code);
            query.put("message", message);
            query.put("orderId", payment.orderId());
            return address(failure, query);
        }
        portOne(query, payment);
        query.put("code", "FAILURE_TYPE_PG");
        query.put("message", message);
        query.put("pgCode", code);
        query.put("pgMessage", message);
        return address(failure, query);
    }

    private static void portOne(Map<String, String> query, Payment payment) {
        query.put("paymentId", payment.orderId());
        query.put("transactionType", "PAYMENT");
        query.put("txId", payment.paymentKey());
    }

    private static String address(URI base, Map<String, String> query) {
        String text = base.toString();
        String parameters = query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return text + (text.contains("?") ? "&" : "?") + parameters;
    }
}
