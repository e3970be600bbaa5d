package dev.paysaga.psp.simulator.truth;

import org.jspecify.annotations.Nullable;

/**
 * A lie in a provider's lists (R01). The truth is untouched.
 *
 * @param amount minor units: of the row that is added, or what an altered row says; null when rows are hidden
 */
public record Drift(
        Psp psp, Action action, String orderId, @Nullable Long amount) {

    public enum Action {
        /** The order's rows are not listed. */
        HIDE,
        /** A row is listed that nothing stands behind. */
        ADD,
        /** The order's rows say another amount. */
        ALTER
    }
}
