package dev.paysaga.payment.webhook;

import org.springframework.http.HttpStatus;

/** A webhook that is not believed. Why is for our log, not for the sender. */
final class RejectedWebhookException extends RuntimeException {

    private final Reason reason;

    RejectedWebhookException(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    /** Why a webhook is not believed. */
    enum Reason {
        /** It is not JSON by its content type. */
        CONTENT_TYPE(HttpStatus.BAD_REQUEST),
        /** A header that the provider always sends is missing, is there twice, or has not its form. */
        HEADERS(HttpStatus.BAD_REQUEST),
        /** Its body is none that the provider sends. */
        MALFORMED(HttpStatus.BAD_REQUEST),
        /** It claims to be of another time than this. */
        TIMESTAMP(HttpStatus.UNAUTHORIZED),
        /** No signature is right. */
        SIGNATURE(HttpStatus.UNAUTHORIZED),
        /** We know no secret to check signatures with. */
        NOT_CONFIGURED(HttpStatus.UNAUTHORIZED),
        /** It does not know the secret of the payment. */
        SECRET(HttpStatus.UNAUTHORIZED),
        /** It names another payment of the provider than the one that pays the order. */
        PAYMENT_KEY(HttpStatus.UNAUTHORIZED),
        /** Its order is paid with another provider. */
        OTHER_PROVIDER(HttpStatus.UNAUTHORIZED),
        /** Its id was used for other bytes before. */
        ID_REUSED(HttpStatus.UNAUTHORIZED);

        private final HttpStatus status;

        Reason(HttpStatus status) {
            this.status = status;
        }

        HttpStatus status() {
            return status;
        }
    }
}
