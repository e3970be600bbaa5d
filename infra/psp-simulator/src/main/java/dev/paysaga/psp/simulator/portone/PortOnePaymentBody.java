package dev.paysaga.psp.simulator.portone;

import dev.paysaga.psp.simulator.truth.Cancel;
import dev.paysaga.psp.simulator.truth.Payment;
import dev.paysaga.psp.simulator.truth.PaymentMethod;
import dev.paysaga.psp.simulator.truth.VirtualAccount;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A payment as PortOne writes it: which fields there are depends on the status. */
final class PortOnePaymentBody {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    private PortOnePaymentBody() {}

    static ObjectNode of(Payment payment, Shop shop) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        String changedAt = time(payment.changedAt());
        body.put("status", status(payment))
                .put("id", payment.orderId())
                .put("transactionId", payment.paymentKey())
                .put("merchantId", "merchant-11112222-3333-4444-8555-666677778888")
                .put("storeId", shop.storeId());
        body.set("channel", channel(shop));
        body.put("version", "V2")
                .put("requestedAt", time(payment.requestedAt()))
                .put("updatedAt", changedAt)
                .put("statusChangedAt", changedAt)
                .put("orderName", payment.orderName())
                .put("currency", payment.currency());
        body.putObject("customer").put("id", "cust-7c1f").put("name", "Kim Simul");
        body.putObject("origin").put("platformType", "PC").put("ipAddress", "203.0.113.7");
        body.putArray("products");
        if (confirmed(payment)) {
            body.set("method", method(payment));
        }
        body.set("amount", amount(payment));
        addFieldsOfStatus(body, payment);
        return body;
    }

    /** Until the merchant confirms, PortOne sees nothing but a window; nor does it say that one was left open too long. */
    static String status(Payment payment) {
        return switch (payment.status()) {
            case READY, IN_PROGRESS -> "READY";
            case WAITING_FOR_DEPOSIT -> "VIRTUAL_ACCOUNT_ISSUED";
            case DONE -> "PAID";
            case ABORTED -> "FAILED";
            // What was issued and not paid in time stays issued; its expiredAt has passed.
            case EXPIRED -> issued(payment) ? "VIRTUAL_ACCOUNT_ISSUED" : "READY";
            case CANCELED -> "CANCELLED";
            case PARTIAL_CANCELED -> payment.balanceAmount() == 0 ? "CANCELLED" : "PARTIAL_CANCELLED";
        };
    }

    private static boolean confirmed(Payment payment) {
        return switch (payment.status()) {
            case READY, IN_PROGRESS, ABORTED -> false;
            case EXPIRED -> issued(payment);
            case WAITING_FOR_DEPOSIT, DONE, CANCELED, PARTIAL_CANCELED -> true;
        };
    }

    private static boolean issued(Payment payment) {
        return payment.account() != null && payment.lastTransactionKey() != null;
    }

    private static ObjectNode channel(Shop shop) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "TEST")
                .put("id", "channel-id-aaaabbbb-cccc-4ddd-8eee-ffff00001111")
                .put("key", shop.channelKey())
                .put("name", "toss-simulator")
                .put("pgProvider", "TOSSPAYMENTS")
                .put("pgMerchantId", "simulator01");
    }

    private static void addFieldsOfStatus(ObjectNode body, Payment payment) {
        if (confirmed(payment)) {
            body.put("pgTxId", pgTxId(payment));
        }
        if (payment.approvedAt() != null) {
            body.put("paidAt", time(payment.approvedAt()));
            body.put("receiptUrl", "http://psp-sim.local/receipts/" + pgTxId(payment));
        }
        if (!payment.cancels().isEmpty()) {
            ArrayNode cancellations = body.putArray("cancellations");
            payment.cancels().forEach(cancel -> cancellations.add(cancellation(cancel)));
        }
        switch (payment.status()) {
            case DONE -> body.putArray("disputes");
            case CANCELED, PARTIAL_CANCELED -> body.put("cancelledAt", time(payment.changedAt()));
            case ABORTED -> {
                Payment.Failure failure = payment.failure();
                body.put("failedAt", time(payment.changedAt()));
                ObjectNode reason = body.putObject("failure");
                if (failure != null) {
                    reason.put("reason", failure.message())
                            .put("pgCode", failure.code())
                            .put("pgMessage", failure.message());
                }
            }
            case READY, IN_PROGRESS, WAITING_FOR_DEPOSIT, EXPIRED -> {}
        }
    }

    /** The payment's key at the provider behind PortOne. */
    static String pgTxId(Payment payment) {
        return "simpg" + payment.paymentKey().replace("-", "");
    }

    private static ObjectNode amount(Payment payment) {
        long canceled = payment.totalAmount() - payment.balanceAmount();
        long vat = vat(payment.totalAmount());
        return JsonNodeFactory.instance
                .objectNode()
                .put("total", payment.totalAmount())
                .put("taxFree", 0)
                .put("vat", vat)
                .put("supply", payment.totalAmount() - vat)
                .put("discount", 0)
                .put("paid", payment.approvedAt() == null ? 0 : payment.balanceAmount())
                .put("cancelled", payment.approvedAt() == null ? 0 : canceled)
                .put("cancelledTaxFree", 0);
    }

    /** A tenth of the net price, that is an eleventh of the gross, rounded half up. */
    static long vat(long gross) {
        return (2 * gross + 11) / 22;
    }

    static ObjectNode cancellation(Cancel cancel) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("status", cancel.state().name())
                .put("id", cancel.id());
        if (cancel.state() == Cancel.State.SUCCEEDED) {
            body.put("pgCancellationId", cancel.transactionKey());
        }
        body.put("totalAmount", cancel.cancelAmount())
                .put("taxFreeAmount", 0)
                .put("vatAmount", vat(cancel.cancelAmount()))
                .put("reason", cancel.cancelReason());
        if (cancel.canceledAt() != null) {
            body.put("cancelledAt", time(cancel.canceledAt()));
        }
        return body.put("requestedAt", time(cancel.requestedAt())).put("trigger", "API");
    }

    private static ObjectNode method(Payment payment) {
        VirtualAccount account = payment.account();
        ObjectNode method = JsonNodeFactory.instance.objectNode();
        if (payment.method() == PaymentMethod.VIRTUAL_ACCOUNT && account != null) {
            return method.put("type", "PaymentMethodVirtualAccount")
                    .put("bank", "WOORI")
                    .put("accountNumber", account.number())
                    .put("accountType", "NORMAL")
                    .put("remitteeName", account.holder())
                    .put("expiredAt", time(account.dueAt()))
                    .put(
                            "issuedAt",
                            time(
                                    payment.authenticatedAt() == null
                                            ? payment.requestedAt()
                                            : payment.authenticatedAt()));
        }
        if (payment.method() == PaymentMethod.EASY_PAY) {
            return method.put("type", "PaymentMethodEasyPay").put("provider", "TOSSPAY");
        }
        method.put("type", "PaymentMethodCard");
        method.putObject("card")
                .put("publisher", "LOTTE_CARD")
                .put("issuer", "LOTTE_CARD")
                .put("brand", "LOCAL")
                .put("type", "CREDIT")
                .put("ownerType", "PERSONAL")
                .put("bin", "999900")
                .put("name", "Simulator Card")
                .put("number", "999900******0010");
        method.put("approvalNumber", payment.approveNo());
        method.putObject("installment").put("month", 0).put("isInterestFree", false);
        return method.put("pointUsed", false);
    }

    static String time(Instant at) {
        return TIME.format(at);
    }
}
