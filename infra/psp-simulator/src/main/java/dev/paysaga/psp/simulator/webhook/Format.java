package dev.paysaga.psp.simulator.webhook;

import dev.paysaga.psp.simulator.truth.TruthEntry;
import dev.paysaga.psp.simulator.truth.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How one provider tells things. */
interface Format {

    /** What W06 takes a copy's signature back by: more than any receiver may allow. */
    Duration OLD = Duration.ofMinutes(10);

    /** The types of message that follow from a change, in the order in which they are sent; often none. */
    List<String> types(TruthEntry.Change change);

    /** The type that a message about the payment as it is would have. */
    String usualType(Webhook about);

    /** A type that no version of the interface has yet. */
    String unknownType();

    /**
     * @param tries how often it has been sent before
     * @param now by the clock that the merchant has too: signatures are checked against it
     */
    Outgoing outgoing(Webhook webhook, int tries, Instant now);

    boolean acknowledged(int status);

    /** How long the merchant may take to answer. */
    Duration patience();

    /**
     * How long after a failed sending comes the next; empty when it was the last.
     *
     * @param tries how often it has been sent
     */
    Optional<Duration> pauseAfter(int tries);
}
