package dev.paysaga.payment.webhook;

import dev.paysaga.events.Psp;
import dev.paysaga.http.Problem;
import dev.paysaga.payment.webhook.ReceiveWebhook.Received;
import dev.paysaga.payment.webhook.WebhookLimits.TooManyWebhooksException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where providers send their news. 200 means that it is stored, or known, or of no interest; the provider is asked
 * afterwards. What is not believed is refused without a reason and told to the log named {@code SECURITY}.
 */
@RestController
class WebhookController {

    private static final Logger security = LoggerFactory.getLogger("SECURITY");
    private static final byte[] NOTHING = {};
    private static final String REJECTED = "rejected";
    private static final String LIMITED = "limited";

    private final PortoneSignature signature;
    private final NewsReader reader;
    private final ReceiveWebhook receiveWebhook;
    private final WebhookLimits limits;
    private final MeterRegistry meters;

    WebhookController(
            PortoneSignature signature,
            NewsReader reader,
            ReceiveWebhook receiveWebhook,
            WebhookLimits limits,
            MeterRegistry meters) {
        this.signature = signature;
        this.reader = reader;
        this.receiveWebhook = receiveWebhook;
        this.limits = limits;
        this.meters = meters;
        for (Psp psp : Psp.values()) { // there from the start, at zero
            Stream.concat(Stream.of(Received.values()).map(WebhookController::outcome), Stream.of(REJECTED, LIMITED))
                    .forEach(outcome -> counter(psp, outcome));
        }
    }

    /** Signed: what is not PortOne's does not get as far as the database. */
    @PostMapping("/v1/webhooks/portone")
    void portone(HttpServletRequest request, @RequestBody(required = false) byte @Nullable [] body) {
        byte[] bytes = body == null ? NOTHING : body;
        answer(Psp.PORTONE, request, () -> {
            WebhookHeaders headers = new WebhookHeaders(request);
            headers.requireJson();
            String id = headers.id("webhook-id");
            signature.require(id, headers.one("webhook-timestamp"), headers.one("webhook-signature"), bytes);
            News news = reader.portone(id, bytes);
            return limits.withDatabase(Psp.PORTONE, () -> receiveWebhook.receive(news, bytes));
        });
    }

    /** Not signed: no more than a reason to ask, and counted by its sender before the database is. */
    @PostMapping("/v1/webhooks/toss")
    void toss(HttpServletRequest request, @RequestBody(required = false) byte @Nullable [] body) {
        byte[] bytes = body == null ? NOTHING : body;
        answer(Psp.TOSS, request, () -> {
            WebhookHeaders headers = new WebhookHeaders(request);
            headers.requireJson();
            News news = reader.toss(headers.id("tosspayments-webhook-transmission-id"), bytes);
            limits.countUnproven(Psp.TOSS, request.getRemoteAddr());
            return limits.withDatabase(Psp.TOSS, () -> receiveWebhook.receive(news, bytes));
        });
    }

    private void answer(Psp psp, HttpServletRequest request, Supplier<Received> work) {
        try {
            counter(psp, outcome(work.get())).increment();
        } catch (RejectedWebhookException e) {
            throw rejected(psp, request.getRemoteAddr(), e.reason());
        } catch (TooManyWebhooksException _) {
            throw tooMany(psp);
        }
    }

    private Problem rejected(Psp psp, String source, RejectedWebhookException.Reason reason) {
        try {
            limits.countUnproven(psp, source);
        } catch (TooManyWebhooksException _) {
            return tooMany(psp); // told to the log often enough
        }
        counter(psp, REJECTED).increment();
        meters.counter("paysaga.webhooks.rejected", "psp", psp.name(), "reason", reason.name())
                .increment();
        security.warn("A webhook was rejected: psp={} source={} reason={}", psp, source, reason);
        return Problem.of(
                reason.status(), "webhook-rejected", "The webhook is not accepted", "Nothing has been changed.");
    }

    private Problem tooMany(Psp psp) {
        counter(psp, LIMITED).increment();
        return Problem.of(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "too-many-webhooks",
                        "There are too many webhooks",
                        "Send it again later; nothing has been changed.")
                .retryAfter(Duration.ofSeconds(1));
    }

    private Counter counter(Psp psp, String outcome) {
        return meters.counter("paysaga.webhooks", "psp", psp.name(), "outcome", outcome);
    }

    private static String outcome(Received received) {
        return received.name().toLowerCase(Locale.ROOT);
    }
}
