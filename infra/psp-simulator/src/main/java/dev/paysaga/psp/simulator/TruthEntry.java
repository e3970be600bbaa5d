package dev.paysaga.psp.simulator;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of the truth log. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entry")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TruthEntry.Opened.class, name = "opened"),
    @JsonSubTypes.Type(value = TruthEntry.Received.class, name = "received"),
    @JsonSubTypes.Type(value = TruthEntry.Decided.class, name = "decided"),
    @JsonSubTypes.Type(value = TruthEntry.Sent.class, name = "sent")
})
sealed interface TruthEntry {

    /** The buyer has finished the payment window. */
    record Opened(Payment payment) implements TruthEntry {}

    /**
     * A request has arrived.
     *
     * @param call counts from 1
     * @param orderId null when the request does not lead to an order
     */
    record Received(
            long call,
            Instant at,
            @Nullable String orderId,
            String method,
            String path,
            @Nullable String idempotencyKey,
            String body)
            implements TruthEntry {}

    /**
     * The commit point: the money, the answer and its binding to a key change together or not at all.
     *
     * @param fault null when none was scripted
     * @param status of the answer, delivered or not; null when there is none
     * @param replayed whether the answer is that of an earlier request with the same key
     */
    record Decided(
            long call,
            @Nullable Fault fault,
            @Nullable Integer status,
            boolean replayed,
            @Nullable Change change,
            @Nullable Binding binding)
            implements TruthEntry {}

    /** The answer is on its way. */
    record Sent(long call) implements TruthEntry {}

    /** @param movement null when no money has moved */
    record Change(Payment payment, @Nullable Movement movement) {}

    record Movement(Kind kind, String transactionKey, long amount) {

        enum Kind {
            CAPTURE,
            CANCEL
        }
    }

    /** An answer that an idempotency key gives from now on. */
    record Binding(String scope, Instant at, Answer answer, String traceId) {}
}
