package dev.paysaga.psp.simulator.window;

import dev.paysaga.psp.simulator.buyer.Purchase;
import dev.paysaga.psp.simulator.truth.Payment;
import dev.paysaga.psp.simulator.truth.PaymentMethod;
import dev.paysaga.psp.simulator.truth.Psp;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads what a shop's page has put into the address of a window. */
final class Invitation {

    private static final int LONGEST_NAME = 100;

    /** Names the parameters that are not right. */
    static final class Malformed extends RuntimeException {

        Malformed(List<String> parameters) {
            super(String.join(", ", parameters), null, false, false);
        }

        String parameters() {
            return String.valueOf(getMessage());
        }
    }

    private final Map<String, String> query;
    private final List<String> wrong = new ArrayList<>();

    private Invitation(Map<String, String> query) {
        this.query = query;
    }

    /**
     * @param clientKey the shop's
     * @throws Malformed naming what is wrong
     */
    static Visit toToss(Map<String, String> query, String clientKey) {
        Invitation in = new Invitation(query);
        in.mustBe("clientKey", clientKey);
        Purchase purchase = in.purchase(Psp.TOSS, "orderId", "amount");
        URI success = in.address("successUrl");
        URI failure = in.address("failUrl");
        return in.visit(purchase, "method", success, failure);
    }

    /** @throws Malformed naming what is wrong */
    static Visit toPortOne(Map<String, String> query, String storeId, String channelKey) {
        Invitation in = new Invitation(query);
        in.mustBe("storeId", storeId);
        in.mustBe("channelKey", channelKey);
        Purchase purchase = in.purchase(Psp.PORTONE, "paymentId", "totalAmount");
        URI address = in.address("redirectUrl");
        return in.visit(purchase, "payMethod", address, address);
    }

    private Purchase purchase(Psp psp, String orderIdField, String amountField) {
        String orderId = text(orderIdField);
        if (!Payment.ORDER_ID.matcher(orderId).matches()) {
            wrong.add(orderIdField);
        }
        String orderName = text("orderName");
        if (orderName.isBlank() || orderName.length() > LONGEST_NAME) {
            wrong.add("orderName");
        }
        if (!text("currency").equals("KRW")) {
            wrong.add("currency");
        }
        return new Purchase(psp, orderId, orderName, amount(amountField), "KRW");
    }

    private Visit visit(Purchase purchase, String methodField, URI success, URI failure) {
        if (!wrong.isEmpty()) {
            throw new Malformed(wrong);
        }
        PaymentMethod method = query.getOrDefault(methodField, "").equals("VIRTUAL_ACCOUNT")
                ? PaymentMethod.VIRTUAL_ACCOUNT
                : PaymentMethod.CARD;
        return new Visit(purchase, method, success, failure);
    }

    private void mustBe(String field, String expected) {
        if (!text(field).equals(expected)) {
            wrong.add(field);
        }
    }

    private long amount(String field) {
        try {
            long amount = Long.parseLong(text(field));
            if (amount >= 1 && amount <= Payment.MAX_AMOUNT) {
                return amount;
            }
        } catch (NumberFormatException e) {
            // Named below, as any other amount that is none.
        }
        wrong.add(field);
        return 0;
    }

    /** With a scheme that a browser may be sent to, and a host. */
    private URI address(String field) {
        try {
            URI address = new URI(text(field));
            boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            if (web && address.getHost() != null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // Named below.
        }
        wrong.add(field);
        return URI.create("");
    }

    private String text(String field) {
        return query.getOrDefault(field, "");
    }
}
