package dev.paysaga.psp.simulator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A payment as Toss writes it: always the same fields, null where they do not apply. */
final class TossPaymentBody {

    private static final DateTimeFormatter SEOUL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx").withZone(ZoneOffset.ofHours(9));
    private static final String HOST = "http://psp-sim.local";
    /** Invented, and masked as the provider masks. */
    private static final String CARD_NUMBER = "99990000****001*";

    private TossPaymentBody() {}

    static ObjectNode of(Payment payment) {
        boolean approved = payment.approvedAt() != null;
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("mId", "simulator01")
                .put("version", "2022-11-16")
                .put("lastTransactionKey", payment.lastTransactionKey())
                .put("paymentKey", payment.paymentKey())
                .put("orderId", payment.orderId())
                .put("orderName", payment.orderName())
                .put("taxExemptionAmount", 0)
                .put("status", payment.status().name())
                .put("requestedAt", seoul(payment.requestedAt()))
                .put("approvedAt", seoul(payment.approvedAt()))
                .put("useEscrow", false)
                .put("cultureExpense", false);
        body.set("card", approved && payment.method() == PaymentMethod.CARD ? card(payment) : null);
        body.putNull("virtualAccount")
                .putNull("transfer")
                .putNull("mobilePhone")
                .putNull("giftCertificate")
                .putNull("cashReceipt")
                .putNull("cashReceipts")
                .putNull("discount");
        body.set("cancels", payment.cancels().isEmpty() ? null : cancels(payment));
        body.putNull("secret").put("type", "NORMAL");
        body.set("easyPay", approved && payment.method() == PaymentMethod.EASY_PAY ? easyPay(payment) : null);
        body.put("country", "KR");
        Payment.Failure failure = payment.failure();
        body.set(
                "failure",
                failure == null
                        ? null
                        : JsonNodeFactory.instance
                                .objectNode()
                                .put("code", failure.code())
                                .put("message", failure.message()));
        body.put("isPartialCancelable", true);
        body.set("receipt", approved ? link("/receipts/" + payment.paymentKey()) : null);
        body.set("checkout", link("/v1/payments/" + payment.paymentKey() + "/checkout"));
        long vat = vat(payment.balanceAmount());
        return body.put("currency", payment.currency())
                .put("totalAmount", payment.totalAmount())
                .put("balanceAmount", payment.balanceAmount())
                .put("suppliedAmount", payment.balanceAmount() - vat)
                .put("vat", vat)
                .put("taxFreeAmount", 0)
                .put(
                        "method",
                        payment.status() == PaymentStatus.EXPIRED
                                ? null
                                : payment.method().korean())
                .putNull("metadata");
    }

    /** A tenth of the net price, that is an eleventh of the gross, rounded half up. */
    private static long vat(long gross) {
        return (2 * gross + 11) / 22;
    }

    private static ObjectNode card(Payment payment) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("amount", payment.totalAmount())
                .put("issuerCode", "71")
                .put("acquirerCode", "71")
                .put("number", CARD_NUMBER)
                .put("installmentPlanMonths", 0)
                .put("approveNo", payment.approveNo())
                .put("useCardPoint", false)
                .put("cardType", "신용")
                .put("ownerType", "개인")
                .put("acquireStatus", "READY")
                .put("isInterestFree", false)
                .putNull("interestPayer");
    }

    private static ObjectNode easyPay(Payment payment) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("provider", "토스페이")
                .put("amount", payment.totalAmount())
                .put("discountAmount", 0);
    }

    private static ArrayNode cancels(Payment payment) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Payment.Cancel cancel : payment.cancels()) {
            all.addObject()
                    .put("cancelAmount", cancel.cancelAmount())
                    .put("cancelReason", cancel.cancelReason())
                    .put("taxFreeAmount", 0)
                    .put("taxExemptionAmount", 0)
                    .put("refundableAmount", cancel.refundableAmount())
                    .put("cardDiscountAmount", 0)
                    .put("transferDiscountAmount", 0)
                    .put("easyPayDiscountAmount", 0)
                    .put("canceledAt", seoul(cancel.canceledAt()))
                    .put("transactionKey", cancel.transactionKey())
                    .putNull("receiptKey")
                    .put("cancelStatus", "DONE")
                    .putNull("cancelRequestId");
        }
        return all;
    }

    private static ObjectNode link(String path) {
        return JsonNodeFactory.instance.objectNode().put("url", HOST + path);
    }

    private static @Nullable String seoul(@Nullable Instant at) {
        return at == null ? null : SEOUL.format(at);
    }
}
