package dev.paysaga.psp.simulator.toss;

import dev.paysaga.psp.simulator.truth.Cancel;
import dev.paysaga.psp.simulator.truth.Payment;
import dev.paysaga.psp.simulator.truth.PaymentMethod;
import dev.paysaga.psp.simulator.truth.PaymentStatus;
import dev.paysaga.psp.simulator.truth.VirtualAccount;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A payment as Toss writes it: always the same fields, null where they do not apply. */
public final class TossPaymentBody {

    static final String HOST = "http://psp-sim.local";
    /** Invented, and masked as the provider masks. */
    private static final String CARD_NUMBER = "99990000****001*";

    private TossPaymentBody() {}

    public static ObjectNode of(Payment payment) {
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
                .put("requestedAt", SeoulTime.text(payment.requestedAt()))
                .put("approvedAt", SeoulTime.text(payment.approvedAt()))
                .put("useEscrow", false)
                .put("cultureExpense", false);
        body.set("card", approved && payment.method() == PaymentMethod.CARD ? card(payment) : null);
        VirtualAccount account = shown(payment);
        body.set("virtualAccount", account == null ? null : virtualAccount(payment, account));
        body.putNull("transfer")
                .putNull("mobilePhone")
                .putNull("giftCertificate")
                .putNull("cashReceipt")
                .putNull("cashReceipts")
                .putNull("discount");
        body.set("cancels", payment.cancels().isEmpty() ? null : cancels(payment));
        body.put("secret", account == null ? null : account.secret()).put("type", "NORMAL");
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
                .put("method", payment.status() == PaymentStatus.EXPIRED ? null : korean(payment.method()))
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
        for (Cancel cancel : payment.cancels()) {
            all.addObject()
                    .put("cancelAmount", cancel.cancelAmount())
                    .put("cancelReason", cancel.cancelReason())
                    .put("taxFreeAmount", 0)
                    .put("taxExemptionAmount", 0)
                    .put("refundableAmount", cancel.refundableAmount())
                    .put("cardDiscountAmount", 0)
                    .put("transferDiscountAmount", 0)
                    .put("easyPayDiscountAmount", 0)
                    .put("canceledAt", SeoulTime.text(cancel.canceledAt()))
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

    /** The account that the provider shows: from the confirm on. */
    private static @Nullable VirtualAccount shown(Payment payment) {
        boolean confirmed = payment.lastTransactionKey() != null;
        return confirmed && payment.method() == PaymentMethod.VIRTUAL_ACCOUNT ? payment.account() : null;
    }

    private static ObjectNode virtualAccount(Payment payment, VirtualAccount account) {
        boolean paid = payment.approvedAt() != null;
        boolean refunded = paid && !payment.cancels().isEmpty();
        return JsonNodeFactory.instance
                .objectNode()
                .put("accountType", "일반")
                .put("accountNumber", account.number())
                .put("bankCode", "20")
                .put("customerName", account.holder())
                .put("depositorName", paid ? account.holder() : null)
                .put("dueDate", SeoulTime.text(account.dueAt()))
                .put("refundStatus", refunded ? "COMPLETED" : "NONE")
                .put("expired", payment.status() == PaymentStatus.EXPIRED)
                .put("settlementStatus", "INCOMPLETED")
                .putNull("refundReceiveAccount");
    }

    /** The value on the wire. */
    static String korean(PaymentMethod method) {
        return switch (method) {
            case CARD -> "카드";
            case EASY_PAY -> "간편결제";
            case VIRTUAL_ACCOUNT -> "가상계좌";
        };
    }
}
