package dev.paysaga.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The public code of a checkout: unguessable, issued by the checkout-service, the key of every event.
 *
 * @param value 6 to 64 of {@code A-Z a-z 0-9 _ -}, the characters that every payment provider takes
 */
public record OrderId(@JsonValue String value) {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{6,64}");

    /** @throws IllegalArgumentException when the value does not have the shape of an order id */
    @JsonCreator
    public OrderId {
        if (!isOrderId(value)) {
            throw new IllegalArgumentException("An order id is 6 to 64 letters, digits, '-' or '_'");
        }
    }

    public static boolean isOrderId(String value) {
        return SHAPE.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
