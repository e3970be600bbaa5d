package dev.paysaga.messaging;

import java.util.UUID;

/** Where the ids of new events come from. */
@FunctionalInterface
public interface EventIds {
    UUID next();
}
