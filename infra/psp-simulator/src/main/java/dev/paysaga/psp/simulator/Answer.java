package dev.paysaga.psp.simulator;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What the provider has answered. Its bytes follow from it alone, so a stored answer replays byte for byte.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "answer")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Answer.WithPayment.class, name = "payment"),
    @JsonSubTypes.Type(value = TossError.class, name = "error"),
    @JsonSubTypes.Type(value = Answer.GatewayPage.class, name = "gateway-page")
})
sealed interface Answer permits Answer.WithPayment, TossError, Answer.GatewayPage {

    int status();

    record WithPayment(Payment payment, Distortion distortion) implements Answer {

        @Override
        public int status() {
            return 200;
        }
    }

    /** From a proxy before the provider: HTML, and the provider has not seen the request. */
    record GatewayPage() implements Answer {

        @Override
        public int status() {
            return 502;
        }
    }
}
