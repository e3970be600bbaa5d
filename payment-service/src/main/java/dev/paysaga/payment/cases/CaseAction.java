package dev.paysaga.payment.cases;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.stream.Stream;

/** What an operator may do about a case. */
public enum CaseAction {
    /** Asks the provider what is true, and acts on its answer. */
    LOOK_UP("look-up", "Ask the provider"),
    /** Does now what is done again and again by itself. */
    RETRY("retry", "Try again now"),
    /** Gives back at the provider everything that is left of the payment. */
    CANCEL_AT_PROVIDER("cancel-at-provider", "Give all money back"),
    /** Closes the case: somebody has dealt with it. */
    RESOLVE("resolve", "Close the case");

    private final String path;
    private final String label;

    CaseAction(String path, String label) {
        this.path = path;
        this.label = label;
    }

    static Optional<CaseAction> of(String path) {
        return Stream.of(values()).filter(action -> action.path.equals(path)).findFirst();
    }

    /** Its name in addresses and answers. */
    @JsonValue
    public String path() {
        return path;
    }

    /** Its name for people. */
    public String label() {
        return label;
    }
}
