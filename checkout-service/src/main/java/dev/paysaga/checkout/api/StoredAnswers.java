package dev.paysaga.checkout.api;

import dev.paysaga.http.Problem;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * What has been answered to requests that must not happen twice, by their idempotency key. Works in the caller's
 * transaction, the one that creates what was asked for: the answer is stored with it, or neither is.
 */
@Component
class StoredAnswers {

    // NOWAIT sees the row of a transaction that has not committed, and says so instead of waiting for it.
    private static final String FIND = "SELECT request_hash, status_code, response_body FROM idempotency_key"
            + " WHERE idempotency_key = ? FOR SHARE NOWAIT";
    private static final String INSERT = "INSERT INTO idempotency_key"
            + " (idempotency_key, request_hash, status_code, response_body) VALUES (?, ?, ?, ?)";
    private static final int MYSQL_LOCKED = 3572;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final JdbcTemplate jdbc;

    StoredAnswers(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The answer to this key's first request, if there was one.
     *
     * @param requestHash SHA-256 of what is asked
     * @throws Problem 422 when the first request asked for something else; 409 when it is just being worked on
     */
    Optional<StoredAnswer> find(IdempotencyKey key, byte[] requestHash) {
        try {
            return jdbc.query(FIND, (row, _) -> read(row, requestHash), key.value()).stream()
                    .findFirst();
        } catch (DataAccessException e) {
            if (NestedExceptionUtils.getRootCause(e) instanceof SQLException sql
                    && sql.getErrorCode() == MYSQL_LOCKED) {
                throw stillRunning();
            }
            throw e;
        }
    }

    /** @throws org.springframework.dao.DuplicateKeyException when another request with this key has just been faster */
    void store(IdempotencyKey key, byte[] requestHash, StoredAnswer answer) {
        jdbc.update(INSERT, key.value(), requestHash, answer.status().value(), answer.body());
    }

    private static StoredAnswer read(ResultSet row, byte[] requestHash) throws SQLException {
        if (!MessageDigest.isEqual(row.getBytes(1), requestHash)) {
            throw Problem.field(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "idempotency-key-reused",
                    "The key belongs to another request",
                    IdempotencyKey.HEADER,
                    "It was sent before with another body. Use a new key for a new checkout.");
        }
        return new StoredAnswer(HttpStatus.valueOf(row.getInt(2)), row.getString(3));
    }

    private static Problem stillRunning() {
        return Problem.of(
                        HttpStatus.CONFLICT,
                        "request-in-progress",
                        "The same request is being worked on",
                        "Another request with this " + IdempotencyKey.HEADER
                                + " has not ended yet. Send it again in a second to get its answer.")
                .retryAfter(RETRY_AFTER);
    }

    /** @param body JSON, without anything secret */
    record StoredAnswer(HttpStatus status, String body) {}
}
