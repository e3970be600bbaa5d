package dev.paysaga.psp.simulator.truth;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What a provider has answered. Its bytes follow from it alone, so a stored answer replays byte for byte. Each provider
 * has its own.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "answer")
public interface Answer {

    int status();

    String body();

    default String contentType() {
        return "application/json";
    }
}
