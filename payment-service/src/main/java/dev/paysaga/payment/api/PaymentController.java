package dev.paysaga.payment.api;

import dev.paysaga.http.Problem;
import dev.paysaga.messaging.UnitOfWork;
import dev.paysaga.payment.domain.ConfirmDecision;
import dev.paysaga.payment.saga.Cancellations;
import dev.paysaga.payment.saga.ConfirmPayment;
import dev.paysaga.payment.saga.Payments;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Payments over HTTP, for services and operators of the suite. */
@RestController
class PaymentController {

    private final ConfirmPayment confirmPayment;
    private final Payments payments;
    private final Cancellations cancellations;
    private final UnitOfWork unitOfWork;

    PaymentController(
            ConfirmPayment confirmPayment, Payments payments, Cancellations cancellations, UnitOfWork unitOfWork) {
        this.confirmPayment = confirmPayment;
        this.payments = payments;
        this.cancellations = cancellations;
        this.unitOfWork = unitOfWork;
    }

    /**
     * Confirms a payment with its provider, once, however often it is asked for: 200 when it has ended, 202 while the
     * outcome is not known or a deposit is waited for, 404 while the order has not arrived here, 409 for another payment of the provider.
     */
    @PostMapping("/v1/payments/confirm")
    ResponseEntity<PaymentView> confirm(@Valid @RequestBody ConfirmRequest request) {
        ConfirmDecision decision = confirmPayment
                .confirm(request.orderId(), request.paymentKey(), request.amount())
                .orElseThrow(PaymentController::notFound);
        return switch (decision) {
            case OTHER_AMOUNT ->
                throw Problem.field(
                        HttpStatus.BAD_REQUEST,
                        "amount-mismatch",
                        "The amount is not the order's",
                        "amount",
                        "must be the order's amount; nothing has been sent to the provider");
            case OTHER_PAYMENT_KEY ->
                throw Problem.field(
                        HttpStatus.CONFLICT,
                        "payment-key-mismatch",
                        "The order is paid with another payment",
                        "paymentKey",
                        "must be the one that the first confirm of this order named");
            case ENDED, RUNNING, SEND -> answer(view(request.orderId()));
        };
    }

    @GetMapping("/v1/payments/{orderId}")
    PaymentView payment(@PathVariable String orderId) {
        return view(orderId);
    }

    private PaymentView view(String orderId) {
        PaymentView view = unitOfWork.<@Nullable PaymentView>get(() -> payments.find(orderId)
                .map(payment -> PaymentView.of(payment, cancellations.of(payment)))
                .orElse(null));
        if (view == null) {
            throw notFound();
        }
        return view;
    }

    private static ResponseEntity<PaymentView> answer(PaymentView view) {
        return ResponseEntity.status(view.status().isFinal() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .body(view);
    }

    static Problem notFound() {
        return Problem.of(
                        HttpStatus.NOT_FOUND,
                        "payment-not-found",
                        "No such payment here",
                        "There is no such order, or its checkout has not arrived here yet; then it will within seconds.")
                .retryAfter(Duration.ofSeconds(1));
    }

    /** @param amount minor units; only compared with the order's own */
    record ConfirmRequest(
            @NotNull(message = "The order id is required.")
            @Pattern(regexp = "[A-Za-z0-9_-]{6,64}", message = "An order id is 6 to 64 letters, digits, '-' or '_'.")
            String orderId,

            @NotNull(message = "The provider's payment key is required.")
            @Pattern(regexp = "[!-~]{1,200}", message = "A payment key is 1 to 200 visible ASCII characters.")
            String paymentKey,

            @NotNull(message = "The amount is required, in minor units.")
            Long amount) {}
}
