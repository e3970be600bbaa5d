package dev.paysaga.http;

import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** A body went over the limit while it was read. */
final class BodyTooLargeException extends IOException {

    private final int limit;

    BodyTooLargeException(int limit) {
        super("The body is larger than " + limit + " bytes");
        this.limit = limit;
    }

    ProblemDetail problem() {
        return problem(limit);
    }

    static ProblemDetail problem(int limit) {
        return Problem.body(
                HttpStatus.CONTENT_TOO_LARGE,
                "body-too-large",
                "The body is too large",
                "A body may have at most " + limit + " bytes; nothing has been changed.");
    }
}
