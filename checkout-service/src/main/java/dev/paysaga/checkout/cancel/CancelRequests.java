package dev.paysaga.checkout.cancel;

import dev.paysaga.checkout.domain.CheckoutStatus;
import dev.paysaga.events.OrderId;
import dev.paysaga.http.Problem;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The cancels that buyers were allowed to ask for. Works in the caller's transaction. */
@Component
class CancelRequests {

    private static final String LOCK = "SELECT status FROM checkout WHERE order_id = ? FOR UPDATE";
    private static final String FIND =
            "SELECT request_hash FROM cancel_request WHERE order_id = ? AND idempotency_key = ?";
    private static final String INSERT =
            "INSERT INTO cancel_request (order_id, idempotency_key, request_hash) VALUES (?, ?, ?)";
    private static final String WITHOUT_KEY = "";

    private final JdbcTemplate jdbc;

    CancelRequests(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps the checkout's state as it is until the transaction ends, and answers it; empty when there is none. */
    Optional<CheckoutStatus> lock(OrderId orderId) {
        return jdbc.query(LOCK, (row, _) -> CheckoutStatus.valueOf(row.getString(1)), orderId.value()).stream()
                .findFirst();
    }

    /**
     * Whether this very request was allowed before.
     *
     * @throws Problem 422 when the key was used for another one
     */
    boolean contains(OrderId orderId, @Nullable String key, byte[] hash) {
        Optional<byte[]> first =
                jdbc.query(FIND, (row, _) -> row.getBytes(1), orderId.value(), key == null ? WITHOUT_KEY : key).stream()
                        .findFirst();
        if (first.isPresent() && key != null && !MessageDigest.isEqual(first.get(), hash)) {
            throw Problem.field(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "idempotency-key-reused",
                    "The key belongs to another request",
                    "Idempotency-Key",
                    "It was sent before with another body. Use a new key for a new cancel.");
        }
        return first.isPresent();
    }

    void add(OrderId orderId, @Nullable String key, byte[] hash) {
        jdbc.update(INSERT, orderId.value(), key == null ? WITHOUT_KEY : key, hash);
    }
}
