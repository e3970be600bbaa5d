package dev.paysaga.psp.simulator.truth;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.paysaga.psp.simulator.scenario.Fault;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of the truth log. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entry")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TruthEntry.Happened.class, name = "happened"),
    @JsonSubTypes.Type(value = TruthEntry.Registered.class, name = "registered"),
    @JsonSubTypes.Type(value = TruthEntry.Received.class, name = "received"),
    @JsonSubTypes.Type(value = TruthEntry.Decided.class, name = "decided"),
    @JsonSubTypes.Type(value = TruthEntry.Sent.class, name = "sent"),
    @JsonSubTypes.Type(value = TruthEntry.Planned.class, name = "webhook-planned"),
    @JsonSubTypes.Type(value = TruthEntry.Tried.class, name = "webhook-tried"),
    @JsonSubTypes.Type(value = TruthEntry.ClockMoved.class, name = "clock-moved"),
    @JsonSubTypes.Type(value = TruthEntry.Drifted.class, name = "drifted"),
    @JsonSubTypes.Type(value = TruthEntry.DriftEnded.class, name = "drift-ended")
})
public sealed interface TruthEntry {

    /** A payment was opened, or has changed without a merchant's call: by its buyer, a bank, or the time. */
    record Happened(Change change) implements TruthEntry {}

    /**
     * The merchant has fixed what a PortOne payment is to cost.
     *
     * @param amount minor units; null when left open
     */
    record Registered(String orderId, @Nullable Long amount) implements TruthEntry {}

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

    /** The merchant is to be told something. */
    record Planned(Webhook webhook, Webhook.State state) implements TruthEntry {}

    /**
     * A webhook was sent.
     *
     * @param state what it is in now
     * @param nextAt when it is sent again, by the provider's clock; null when it is not
     */
    record Tried(
            String webhookId,
            Webhook.Delivery delivery,
            Webhook.State state,
            @Nullable Instant nextAt) implements TruthEntry {}

    record ClockMoved(long seconds) implements TruthEntry {}

    record Drifted(Drift drift) implements TruthEntry {}

    /** The lists tell the truth again. */
    record DriftEnded() implements TruthEntry {}

    /**
     * @param movement null when there was no transaction
     * @param cancelId of the cancel that it is about; null when it is about none
     * @param quiet whether the merchant has asked not to be told
     */
    record Change(
            Payment payment,
            @Nullable Movement movement,
            @Nullable String cancelId,
            boolean quiet) {

        public static Change of(Payment payment, @Nullable Movement movement) {
            return new Change(payment, movement, null, false);
        }
    }

    /** An answer that an idempotency key gives from now on. */
    record Binding(String scope, Instant at, Answer answer, String traceId) {}
}
