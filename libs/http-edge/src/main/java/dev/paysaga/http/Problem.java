package dev.paysaga.http;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * A request that cannot be served, as the client will read it (RFC 9457): a stable {@code type}, what happened and what
 * to do in {@code detail}, and the fields that are wrong.
 */
public final class Problem extends ErrorResponseException {

    private static final String TYPES = "urn:paysaga:problem:";

    private Problem(HttpStatus status, ProblemDetail body) {
        super(status, body, null);
    }

    /**
     * @param type one or more lower-case words joined by hyphens; clients may rely on it
     * @param title the type in words
     * @param detail what happened here and what the client can do
     */
    public static Problem of(HttpStatus status, String type, String title, String detail) {
        return new Problem(status, body(status, type, title, detail));
    }

    /** A field is wrong: 400, or 422 and 409 where the field is well formed but at odds with what we know. */
    public static Problem field(HttpStatus status, String type, String title, String field, String message) {
        ProblemDetail body = body(status, type, title, field + ": " + message);
        body.setProperty("errors", List.of(new FieldError(field, message)));
        return new Problem(status, body);
    }

    /** Fields are wrong: 400, all of them at once. */
    public static Problem invalid(List<FieldError> errors) {
        return new Problem(HttpStatus.BAD_REQUEST, invalidBody(errors));
    }

    /** Tells the client when to come again. */
    public Problem retryAfter(Duration pause) {
        getHeaders().set("Retry-After", Long.toString(Math.max(1, pause.toSeconds())));
        return this;
    }

    static ProblemDetail body(HttpStatus status, String type, String title, String detail) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
        body.setType(URI.create(TYPES + type));
        body.setTitle(title);
        return body;
    }

    /** What there is to say when only the status is known. */
    static ProblemDetail ofStatus(HttpStatusCode status) {
        HttpStatus known = HttpStatus.valueOf(status.value());
        return switch (known) {
            case NOT_FOUND -> body(known, "not-found", "There is nothing here", "Check the path.");
            case METHOD_NOT_ALLOWED ->
                body(known, "method-not-allowed", "This cannot be done here", "Use one of the methods under Allow.");
            case NOT_ACCEPTABLE ->
                body(known, "not-acceptable", "The answer cannot have that form", "Accept application/json.");
            case UNSUPPORTED_MEDIA_TYPE ->
                body(
                        known,
                        "unsupported-media-type",
                        "The body's media type is not supported",
                        "Send the body as application/json.");
            case SERVICE_UNAVAILABLE ->
                body(
                        known,
                        "temporarily-unavailable",
                        "The service cannot work just now",
                        "Nothing is half done. Send the same request again in a few seconds.");
            default ->
                known.is4xxClientError()
                        ? body(known, "bad-request", "The request is not valid", "Correct it and send it again.")
                        : body(
                                known,
                                "internal-error",
                                "Something went wrong on our side",
                                "It has been logged. Sending the same request again is safe.");
        };
    }

    static ProblemDetail invalidBody(List<FieldError> errors) {
        ProblemDetail body = body(
                HttpStatus.BAD_REQUEST,
                "invalid-request",
                "The request is not valid",
                "Correct the fields listed under errors and send it again; nothing has been changed.");
        body.setProperty("errors", errors);
        return body;
    }
}
