package dev.paysaga.psp.simulator.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.paysaga.psp.simulator.truth.Json;
import java.util.List;
import java.util.Map;

/** An error of the simulator's own endpoints (RFC 9457). */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(String type, String title, int status, String detail, List<Problem.FieldError> errors) {

    public record FieldError(String field, String message) {}

    public static Problem invalid(List<FieldError> errors) {
        return new Problem(
                "urn:paysaga:simulator:invalid-request",
                "The request is not valid",
                400,
                "Nothing was done. Correct the fields named under errors and send the request again.",
                errors);
    }

    public static Problem notFound(String method, String path) {
        return new Problem(
                "urn:paysaga:simulator:not-found",
                "There is nothing at this address",
                404,
                "No endpoint takes " + method + " " + path + "; the README of the simulator lists them all.",
                List.of());
    }

    /** @param detail what is in the way, and what to do about it */
    public static Problem conflict(String detail) {
        return new Problem("urn:paysaga:simulator:conflict", "That is not possible now", 409, detail, List.of());
    }

    public static Problem broken() {
        return new Problem(
                "urn:paysaga:simulator:broken", "The simulator failed", 500, "Its log tells why.", List.of());
    }

    public static Problem tooLarge(int limit) {
        return new Problem(
                "urn:paysaga:simulator:too-large",
                "The body is too large",
                413,
                "A body has at most " + limit + " bytes.",
                List.of());
    }

    public Reply reply() {
        return new Reply.Content(
                status, "application/problem+json", Map.of(), Json.MAPPER.writeValueAsString(this), () -> {});
    }
}
