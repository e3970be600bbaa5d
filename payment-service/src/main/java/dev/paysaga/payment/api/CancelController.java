package dev.paysaga.payment.api;

import dev.paysaga.http.FieldError;
import dev.paysaga.http.Problem;
import dev.paysaga.payment.domain.Cancellation;
import dev.paysaga.payment.domain.Cancellation.RequestedBy;
import dev.paysaga.payment.saga.CancelPayment;
import dev.paysaga.payment.saga.CancelPayment.Taken;
import dev.paysaga.payment.saga.CancelPayment.Wish;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Taking money back over HTTP: a service asks on behalf of the buyer, an operator for itself. */
@RestController
class CancelController {

    private static final String KEY = "Idempotency-Key";

    private final CancelPayment cancelPayment;
    private final JsonMapper json;

    CancelController(CancelPayment cancelPayment, JsonMapper json) {
        this.cancelPayment = cancelPayment;
        this.json = json;
    }

    /**
     * Gives money back, once, however often it is asked for with the same key: 200 when the cancel has ended, 202 while
     * it has not, 404 for an order that is not here, 409 when there is nothing or not so much left, 422 for another
     * request under the same key.
     *
     * @param key required when an amount or a seller is named; to want all that is left can be repeated without one
     */
    @PostMapping("/v1/payments/{orderId}/cancel")
    ResponseEntity<CancellationView> cancel(
            @PathVariable String orderId,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @Valid @RequestBody CancelRequest request,
            HttpServletRequest http) {
        RequestedBy by = http.isUserInRole("OPERATOR") ? RequestedBy.OPERATOR : RequestedBy.BUYER;
        var wish = new Wish(
                key(key, request),
                hash(request),
                request.reason(),
                request.amount(),
                request.sellerId(),
                request.refundAccount(),
                by);
        return switch (cancelPayment.cancel(orderId, wish)) {
            case Taken.Cancel(Cancellation cancellation) -> answer(orderId, cancellation);
            case Taken.NoSuchPayment _ -> throw PaymentController.notFound();
            case Taken.NoSuchSeller _ ->
                throw Problem.invalid(List.of(new FieldError("sellerId", "Nothing in this order is this seller's.")));
            case Taken.NothingToCancel _ -> throw nothingToCancel();
            case Taken.Unresolved _ -> throw unresolved();
            case Taken.Exceeds(long left) -> throw exceeds(left);
            case Taken.KeyReused _ -> throw keyReused();
        };
    }

    private static ResponseEntity<CancellationView> answer(String orderId, Cancellation cancellation) {
        return ResponseEntity.status(cancellation.status().isFinal() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .body(CancellationView.of(orderId, cancellation));
    }

    /** The key as it is, or as a quoted string (RFC 9651) that means the same key. */
    private static @Nullable String key(@Nullable String header, CancelRequest request) {
        if (header == null) {
            if (request.amount() != null || request.sellerId() != null) {
                throw Problem.invalid(List.of(new FieldError(
                        KEY, "The header is required with an amount or a seller: a name of yours for this request.")));
            }
            return null;
        }
        String key = header.strip();
        if (key.length() >= 2 && key.startsWith("\"") && key.endsWith("\"")) {
            key = key.substring(1, key.length() - 1);
        }
        if (!key.matches("[!-~]{8,200}")) {
            throw Problem.invalid(List.of(new FieldError(KEY, "It must be 8 to 200 visible ASCII characters.")));
        }
        return key;
    }

    private String hash(CancelRequest request) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(json.writeValueAsBytes(request.withoutAccount()));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }

    private static Problem nothingToCancel() {
        return Problem.of(
                HttpStatus.CONFLICT,
                "nothing-to-cancel",
                "There is nothing to cancel",
                "No money has been taken for it, or all of it is given back or on its way back.");
    }

    private static Problem unresolved() {
        return Problem.of(
                        HttpStatus.CONFLICT,
                        "payment-unresolved",
                        "The payment's outcome is not known yet",
                        "It is being found out; only then can money be given back. Send the same request again.")
                .retryAfter(Duration.ofSeconds(2));
    }

    private static Problem exceeds(long left) {
        return Problem.field(
                HttpStatus.CONFLICT,
                "exceeds-remaining",
                "There is not so much left",
                "amount",
                "must be at most " + left + ", which is what is left after every cancel so far; nothing was canceled");
    }

    private static Problem keyReused() {
        return Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "idempotency-key-reused",
                "The key names another request",
                "Under this Idempotency-Key another request was sent for this order. Use a new key for a new request.");
    }
}
