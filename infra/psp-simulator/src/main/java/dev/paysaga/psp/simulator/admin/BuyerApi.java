package dev.paysaga.psp.simulator.admin;

import dev.paysaga.psp.simulator.buyer.Buyer;
import dev.paysaga.psp.simulator.buyer.Choice;
import dev.paysaga.psp.simulator.buyer.Purchase;
import dev.paysaga.psp.simulator.http.Reply;
import dev.paysaga.psp.simulator.http.Request;
import dev.paysaga.psp.simulator.portone.LateCancels;
import dev.paysaga.psp.simulator.truth.Payment;
import dev.paysaga.psp.simulator.truth.PaymentMethod;
import dev.paysaga.psp.simulator.truth.Psp;
import dev.paysaga.psp.simulator.truth.VirtualAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Does as a buyer or a bank, without a browser. */
public final class BuyerApi {

    /** Seconds: a year. */
    private static final long LONGEST_WAIT = 31_536_000;

    private final Buyer buyer;
    private final LateCancels lateCancels;

    public BuyerApi(Buyer buyer, LateCancels lateCancels) {
        this.buyer = buyer;
        this.lateCancels = lateCancels;
    }

    public void offer(SimApi api) {
        api.on("POST", "payments", this::pay)
                .on("POST", "deposits", this::deposit)
                .on("POST", "deposits/*/late", request -> view(200, buyer.depositLate(SimApi.part(request, 1))))
                .on("POST", "deposits/*/reverse", request -> view(200, buyer.reverse(SimApi.part(request, 1))))
                .on("POST", "cancellations", this::settle);
    }

    /** The whole window, from opening it to agreeing. */
    private Reply pay(Request request) {
        Input in = Input.of(request);
        Psp psp = in.constant("psp", null, Psp.class);
        String orderId = in.orderId();
        long amount = in.number("amount", 0, 1, Payment.MAX_AMOUNT);
        String currency = in.oneOf("currency", null, List.of("KRW"));
        PaymentMethod method = in.constant("method", PaymentMethod.CARD, PaymentMethod.class);
        String orderName = in.text("orderName", "Order " + orderId);
        Boolean captures = in.has("capture")
                ? in.oneOf("capture", null, List.of("MANUAL", "AUTOMATIC")).equals("AUTOMATIC")
                : null;
        Duration toDeposit =
                in.has("depositSeconds") ? Duration.ofSeconds(in.number("depositSeconds", 0, 1, LONGEST_WAIT)) : null;
        in.check();
        Payment opened = buyer.open(new Purchase(psp, orderId, orderName, amount, currency));
        return view(201, buyer.finish(opened.paymentKey(), new Choice(method, captures, toDeposit)));
    }

    private Reply deposit(Request request) {
        Input in = Input.of(request);
        String orderId = in.orderId();
        in.nothingBut("orderId");
        in.check();
        return view(200, buyer.deposit(orderId));
    }

    /** Ends a cancel that PortOne has left open. */
    private Reply settle(Request request) {
        Input in = Input.of(request);
        String orderId = in.orderId();
        String result = in.oneOf("result", null, List.of("SUCCEEDED", "FAILED"));
        in.nothingBut("orderId", "result");
        in.check();
        return view(200, lateCancels.settle(orderId, result.equals("SUCCEEDED")));
    }

    private record AccountView(String number, String holder, Instant dueAt) {}

    private static Reply view(int status, Payment payment) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("paymentKey", payment.paymentKey());
        if (payment.psp() == Psp.PORTONE) {
            view.put("paymentId", payment.orderId());
            view.put("transactionId", payment.paymentKey());
        }
        view.put("status", payment.status());
        VirtualAccount account = payment.account();
        if (account != null) {
            view.put("virtualAccount", new AccountView(account.number(), account.holder(), account.dueAt()));
        }
        return Reply.json(status, view);
    }
}
