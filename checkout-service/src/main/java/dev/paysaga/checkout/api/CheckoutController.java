package dev.paysaga.checkout.api;

import dev.paysaga.checkout.cancel.Canceling;
import dev.paysaga.checkout.confirm.Confirming;
import dev.paysaga.checkout.domain.Checkout;
import dev.paysaga.checkout.domain.CheckoutStatus;
import dev.paysaga.checkout.domain.Checkouts;
import dev.paysaga.checkout.payment.PaymentService;
import dev.paysaga.events.OrderId;
import dev.paysaga.http.Problem;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Checkouts, for buyers. */
@RestController
@RequestMapping("/v1/checkouts")
class CheckoutController {

    private final CheckingOut checkingOut;
    private final Confirming confirming;
    private final Canceling canceling;
    private final Checkouts checkouts;
    private final PaymentService payments;
    private final CsrfTokens tokens;
    private final JsonMapper json;
    private final ApiProperties properties;

    CheckoutController(
            CheckingOut checkingOut,
            Confirming confirming,
            Canceling canceling,
            Checkouts checkouts,
            PaymentService payments,
            CsrfTokens tokens,
            JsonMapper json,
            ApiProperties properties) {
        this.checkingOut = checkingOut;
        this.confirming = confirming;
        this.canceling = canceling;
        this.checkouts = checkouts;
        this.payments = payments;
        this.tokens = tokens;
        this.json = json;
        this.properties = properties;
    }

    /** Creates a checkout; the same key and body again get the same answer again. */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ApiResponse(
            responseCode = "201",
            content = @Content(schema = @Schema(implementation = CheckoutView.class), mediaType = "application/json"))
    ResponseEntity<JsonNode> create(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String idempotencyKey,
            @RequestBody CheckoutRequest body) {
        var invalid = new Invalid();
        var key = IdempotencyKey.parse(idempotencyKey, invalid);
        var request = body.parse(invalid, properties.providers());
        invalid.throwIfAny();
        if (key == null || request == null) {
            throw new IllegalStateException("A request that cannot be parsed says why");
        }
        var answer = checkingOut.checkOut(key, request);
        ObjectNode checkout = withToken(answer.stored().body());
        var response = ResponseEntity.status(answer.stored().status())
                .location(URI.create("/v1/checkouts/" + checkout.get("orderId").stringValue()));
        if (answer.replayed()) {
            response.header("Idempotency-Replayed", "true");
        }
        return response.contentType(MediaType.APPLICATION_JSON).body(checkout);
    }

    /** A checkout and how its payment is doing. */
    @GetMapping("/{orderId}")
    CheckoutDetails show(@PathVariable String orderId) {
        Checkout checkout = find(orderId);
        var payment = payments.find(checkout.orderId())
                .map(CheckoutDetails.Payment::of)
                .orElse(null);
        return new CheckoutDetails(view(checkout), payment);
    }

    /** Confirms the payment: 200 with the outcome, 202 while it is unknown. The same payment key may come again. */
    @PostMapping(path = "/{orderId}/confirm", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<CheckoutView> confirm(
            @PathVariable String orderId,
            @RequestHeader(name = "X-CSRF-Token", required = false) @Nullable String token,
            @RequestBody ConfirmRequest body) {
        var request = body.parse();
        Checkout checkout = find(orderId);
        requireToken(checkout, token);
        requireAmount(checkout, request.amount());
        Checkout confirmed = confirming.confirm(checkout, request.paymentKey());
        return confirmed.status() == CheckoutStatus.IN_PROGRESS
                ? ResponseEntity.accepted().header("Retry-After", "1").body(view(confirmed))
                : ResponseEntity.ok(view(confirmed).confirmed());
    }

    /**
     * Cancels the checkout: gives it up before it is paid, asks the money back after. 200 when that is done, 202 while
     * the payment-service works on it. The same cancel may come again, under its key where it has one.
     */
    @PostMapping(path = "/{orderId}/cancel", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<CanceledView> cancel(
            @PathVariable String orderId,
            @RequestHeader(name = "X-CSRF-Token", required = false) @Nullable String token,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String idempotencyKey,
            @RequestBody CancelBody body) {
        Checkout checkout = find(orderId);
        requireToken(checkout, token);
        var invalid = new Invalid();
        var key = body.isPart()
                ? IdempotencyKey.parse(idempotencyKey, invalid)
                : IdempotencyKey.parseIfPresent(idempotencyKey, invalid);
        var request = body.parse(checkout, invalid);
        invalid.throwIfAny();
        var canceled = canceling.cancel(checkout.orderId(), request, key == null ? null : key.value());
        var view = new CanceledView(view(canceled.checkout()), canceled.cancellation());
        return canceled.isEnded()
                ? ResponseEntity.ok(view)
                : ResponseEntity.accepted().header("Retry-After", "1").body(view);
    }

    private CheckoutView view(Checkout checkout) {
        return CheckoutView.of(checkout, properties.publicUrl());
    }

    /** The token is not stored with the answer: it is derived each time, for the first answer as for a repeated one. */
    private ObjectNode withToken(String stored) {
        ObjectNode checkout = (ObjectNode) json.readTree(stored);
        String orderId = checkout.get("orderId").stringValue();
        ObjectNode answer = json.createObjectNode();
        answer.put("orderId", orderId);
        answer.put("csrfToken", tokens.tokenOf(new OrderId(orderId)));
        answer.setAll(checkout);
        return answer;
    }

    private Checkout find(String orderId) {
        return (OrderId.isOrderId(orderId) ? checkouts.find(new OrderId(orderId)) : Optional.<Checkout>empty())
                .orElseThrow(() -> Problem.of(
                        HttpStatus.NOT_FOUND,
                        "checkout-not-found",
                        "There is no such checkout",
                        "No checkout has this order id. Check it: it is told apart by upper and lower case."));
    }

    private void requireToken(Checkout checkout, @Nullable String token) {
        if (!tokens.isTokenOf(checkout.orderId(), token)) {
            throw Problem.of(
                    HttpStatus.FORBIDDEN,
                    "wrong-token",
                    "The token is not this checkout's",
                    "Send in X-CSRF-Token the csrfToken of the answer that created it; nothing has been charged.");
        }
    }

    private static void requireAmount(Checkout checkout, long amount) {
        if (amount != checkout.total().amount()) {
            throw Problem.field(
                    HttpStatus.BAD_REQUEST,
                    "amount-mismatch",
                    "The amount is not this checkout's",
                    "amount",
                    "The checkout costs " + checkout.total() + "; nothing has been charged.");
        }
    }
}
