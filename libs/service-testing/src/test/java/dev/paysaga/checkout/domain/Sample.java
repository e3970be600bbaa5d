package dev.paysaga.checkout.domain;

import dev.paysaga.checkout.psp.Adapter;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** Breaks the rules of the domain. */
public record Sample(double price, Adapter adapter) {

    public Instant guessedTime() {
        return Instant.now();
    }

    public Instant givenTime(Clock clock) {
        return clock.instant();
    }

    public UUID guessedId() {
        return UUID.randomUUID();
    }
}
