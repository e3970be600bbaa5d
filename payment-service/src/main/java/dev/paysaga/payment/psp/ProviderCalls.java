package dev.paysaga.payment.psp;

import org.jspecify.annotations.Nullable;

/** One request to a provider over HTTP, and what came of it. Sends a POST once and never throws for what they do. */
interface ProviderCalls {

    Reply send(Operation operation, Call call);

    /** What a request is for. Each has a circuit of its own: a provider that cannot confirm can often still be asked. */
    enum Operation {
        CONFIRM(256 * 1024),
        CANCEL(256 * 1024),
        LOOKUP(256 * 1024),
        LIST(8 * 1024 * 1024);

        /** Bytes; what is longer is no answer. */
        final int longestAnswer;

        Operation(int longestAnswer) {
            this.longestAnswer = longestAnswer;
        }

        /** As metrics and log lines call it. */
        String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * @param path with the query, percent-encoded, to be appended to the base address
     * @param idempotencyKey the header's text as the provider wants it
     * @param body JSON; absent for a GET
     */
    record Call(
            String path,
            @Nullable String idempotencyKey,
            @Nullable String body) {

        static Call get(String path) {
            return new Call(path, null, null);
        }

        static Call post(String path, String idempotencyKey, String body) {
            return new Call(path, idempotencyKey, body);
        }

        @Override
        public String toString() {
            return "Call[" + (body == null ? "GET " : "POST ") + path + "]";
        }
    }

    /** What came of a request. */
    sealed interface Reply {}

    /**
     * Something was answered, and had whole.
     *
     * @param traceId what the provider calls this exchange, to be quoted to its support
     */
    record Answered(int status, String body, @Nullable String traceId) implements Reply {

        boolean isSuccess() {
            return status / 100 == 2;
        }

        /** Names it without its content. */
        @Override
        public String toString() {
            return "Answered[" + status + ", trace " + traceId + "]";
        }
    }

    /** No answer, or not all of it: what was asked for may have been done. */
    record Silent(String why) implements Reply {}

    /**
     * We have not asked at all: nothing can have happened.
     *
     * @param code {@code CIRCUIT_OPEN} or {@code TOO_MANY_CALLS}
     */
    record NotSent(String code, String why) implements Reply {}
}
