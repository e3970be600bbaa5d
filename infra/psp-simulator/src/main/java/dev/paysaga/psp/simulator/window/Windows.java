package dev.paysaga.psp.simulator.window;

import dev.paysaga.psp.simulator.buyer.Buyer;
import dev.paysaga.psp.simulator.buyer.Choice;
import dev.paysaga.psp.simulator.buyer.NotNow;
import dev.paysaga.psp.simulator.http.Handler;
import dev.paysaga.psp.simulator.http.Reply;
import dev.paysaga.psp.simulator.http.Request;
import dev.paysaga.psp.simulator.truth.Payment;
import dev.paysaga.psp.simulator.truth.PaymentMethod;
import dev.paysaga.psp.simulator.truth.VirtualAccount;
import java.util.Map;

/** The payment windows: opens a payment with each visit, and does what the buyer chooses. */
public final class Windows implements Handler {

    private static final String CLOSED = "PAY_PROCESS_CANCELED";
    private static final String DECLINED = "REJECT_CARD_COMPANY";

    private final Buyer buyer;
    private final Shop shop;

    /** What a shop's page must name to be let in. */
    public record Shop(String tossClientKey, String storeId, String channelKey) {}

    public Windows(Buyer buyer, Shop shop) {
        this.buyer = buyer;
        this.shop = shop;
    }

    @Override
    public Reply handle(Request request) {
        Texts texts = Texts.of(request.query().get("lang"), request.header("Accept-Language"));
        Page page = new Page(texts);
        try {
            return switch (request.method() + " " + request.path()) {
                case "GET /window/style.css" -> Assets.STYLE;
                case "GET /window/toss", "GET /window/portone" -> open(visit(request), page);
                case "POST /window/toss", "POST /window/portone" -> choose(visit(request), request.form(), page, texts);
                default -> page.wrong(404, "wrong", request.method() + " " + request.path());
            };
        } catch (Invitation.Malformed malformed) {
            return page.wrong(400, "wrong", "Missing or not valid: " + malformed.parameters());
        } catch (NotNow notNow) {
            return page.wrong(409, "over", notNow.why());
        }
    }

    @Override
    public Reply broken() {
        return new Page(Texts.ENGLISH).wrong(500, "wrong", "The simulator failed; its log tells why.");
    }

    private Visit visit(Request request) {
        Map<String, String> query = request.query();
        return request.path().equals("/window/toss")
                ? Invitation.toToss(query, shop.tossClientKey())
                : Invitation.toPortOne(query, shop.storeId(), shop.channelKey());
    }

    private Reply open(Visit visit, Page page) {
        Payment payment = buyer.open(visit.purchase());
        return visit.method() == PaymentMethod.VIRTUAL_ACCOUNT
                ? offerAccount(visit, payment.paymentKey(), page)
                : page.choices(visit, payment);
    }

    private Reply choose(Visit visit, Map<String, String> form, Page page, Texts texts) {
        String paymentKey = form.getOrDefault("payment", "");
        Payment payment = buyer.opened(visit.purchase(), paymentKey);
        return switch (form.getOrDefault("choice", "")) {
            case "approve" ->
                Page.redirect(visit.afterSuccess(buyer.finish(paymentKey, Choice.of(PaymentMethod.CARD))));
            case "virtual-account" -> {
                // Nobody is sent away before they have seen where to transfer the money.
                if (payment.account() == null) {
                    yield offerAccount(visit, paymentKey, page);
                }
                yield Page.redirect(
                        visit.afterSuccess(buyer.finish(paymentKey, Choice.of(PaymentMethod.VIRTUAL_ACCOUNT))));
            }
            case "decline" -> {
                String message = texts.get("declined");
                Payment declined = buyer.declined(paymentKey, new Payment.Failure(DECLINED, message));
                yield Page.redirect(visit.afterFailure(declined, DECLINED, message));
            }
            case "close" -> Page.redirect(visit.afterFailure(payment, CLOSED, texts.get("canceled")));
            default -> page.wrong(400, "wrong", "Not a choice of this window.");
        };
    }

    private Reply offerAccount(Visit visit, String paymentKey, Page page) {
        Payment payment = buyer.choosesAccount(paymentKey);
        VirtualAccount account = payment.account();
        if (account == null) {
            throw new IllegalStateException("No account was reserved for " + paymentKey);
        }
        return page.account(visit, payment, account);
    }
}
