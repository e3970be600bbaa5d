package dev.paysaga.checkout.api;

import dev.paysaga.http.FieldError;
import dev.paysaga.http.Problem;
import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong with a request, to say it at once. */
public final class Invalid {

    private final List<FieldError> errors = new ArrayList<>();

    /**
     * @param field its path in the body, such as {@code lines[0].quantity}, or a header's name
     * @param message what it must be, as a sentence
     */
    void add(String field, String message) {
        errors.add(new FieldError(field, message));
    }

    /** Whether nothing is wrong so far. */
    public boolean isEmpty() {
        return errors.isEmpty();
    }

    /** @throws Problem 400 when something is wrong */
    public void throwIfAny() {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }
}
