package dev.paysaga.psp.simulator.admin;

import dev.paysaga.psp.simulator.buyer.NotNow;
import dev.paysaga.psp.simulator.http.Problem;
import dev.paysaga.psp.simulator.http.Reply;
import dev.paysaga.psp.simulator.http.Request;
import dev.paysaga.psp.simulator.scenario.Fault;
import dev.paysaga.psp.simulator.scenario.Forgery;
import dev.paysaga.psp.simulator.scenario.Step;
import dev.paysaga.psp.simulator.truth.Payment;
import dev.paysaga.psp.simulator.truth.Psp;
import dev.paysaga.psp.simulator.truth.Truth;
import dev.paysaga.psp.simulator.truth.WebhookLog;
import dev.paysaga.psp.simulator.webhook.Webhooks;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Shows what the merchant was told, and tells it things on demand. */
public final class WebhookApi {

    private final Webhooks webhooks;
    private final Truth truth;
    private final Clock clock;

    public WebhookApi(Webhooks webhooks, Truth truth, Clock clock) {
        this.webhooks = webhooks;
        this.truth = truth;
        this.clock = clock;
    }

    public void offer(SimApi api) {
        api.on("GET", "webhooks", this::list).on("POST", "webhooks", this::send);
    }

    private Reply list(Request request) {
        String orderId = request.query().get("orderId");
        if (orderId == null) {
            return Problem.invalid(List.of(new Problem.FieldError("orderId", "must be in the query")))
                    .reply();
        }
        return Reply.json(200, truth.webhooks(orderId));
    }

    /** Only these make sense without an event that sets them off. */
    private static final List<String> ON_DEMAND = List.of("W05", "W06", "W07", "W08", "W09");

    private Reply send(Request request) {
        Input in = Input.of(request);
        in.nothingBut("psp", "orderId", "type", "fault", "variant");
        Psp psp = in.constant("psp", null, Psp.class);
        String orderId = in.orderId();
        String type = in.has("type") ? in.text("type", "") : null;
        Fault fault = in.has("fault") ? Fault.valueOf(known(in)) : null;
        Forgery forgery = fault == Fault.W05 ? in.constant("variant", Forgery.PROOF, Forgery.class) : null;
        in.check();
        if (!webhooks.reaches(psp)) {
            throw new NotNow("No webhook address is set for " + psp + "; see the README for the variables.");
        }
        String id = webhooks.sendNow(new Webhooks.Wish(payment(psp, orderId), type, fault, forgery));
        Optional<WebhookLog.View> sent = truth.webhooks(orderId).stream()
                .filter(view -> view.id().equals(id))
                .findFirst();
        return Reply.json(201, sent.orElseThrow());
    }

    private static String known(Input in) {
        String fault = in.oneOf("fault", null, ON_DEMAND);
        boolean valid = Arrays.stream(Fault.values())
                .anyMatch(other -> other.name().equals(fault) && other.befalls(Step.WEBHOOK));
        return valid ? fault : Fault.F01.name();
    }

    /** As it is; one that was just opened where the order is not known, so that a stranger's message can be sent too. */
    private Payment payment(Psp psp, String orderId) {
        return truth.paymentOf(psp, orderId)
                .map(payment -> payment.asOf(clock.instant()))
                .orElseGet(() -> Payment.opened(
                        psp, "unknown-" + orderId, orderId, "Order " + orderId, "KRW", 1, clock.instant()));
    }
}
