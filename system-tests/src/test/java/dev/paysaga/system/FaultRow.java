package dev.paysaga.system;

/**
 * One way in which a provider goes wrong, and a payment that meets it.
 *
 * @param id of the fault, such as {@code F04}
 * @param psp {@code TOSS} or {@code PORTONE}
 * @param story what happens, for people
 * @param isAlone whether it concerns more than its own order, so that it is played when no other is
 * @param plot plays it, and fails when the payment does not end where it has to
 */
record FaultRow(String id, String psp, String story, boolean isAlone, Plot plot) {

    interface Plot {
        void on(Play play) throws Exception;
    }

    @Override
    public String toString() {
        return id + " at " + psp + ": " + story;
    }
}
