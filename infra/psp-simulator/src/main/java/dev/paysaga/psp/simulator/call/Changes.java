package dev.paysaga.psp.simulator.call;

import dev.paysaga.psp.simulator.truth.TruthEntry;

/** Hears of every change of a payment, when it is in the truth log and before the merchant is answered. */
@FunctionalInterface
public interface Changes {

    void happened(TruthEntry.Change change);
}
