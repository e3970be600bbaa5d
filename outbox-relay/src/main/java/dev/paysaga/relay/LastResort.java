package dev.paysaga.relay;

/** Ends the process at once when nothing orderly is left to do; whoever runs the relay starts it again. */
@FunctionalInterface
interface LastResort {

    int EXIT_CODE = 70;

    void endProcess(String reason);

    /** Ends the process without running shutdown hooks: one of them may be what hangs. */
    static LastResort halt() {
        return reason -> {
            System.err.println(reason + " The process ends with code " + EXIT_CODE
                    + "; nothing is lost, the next start goes on from the stored position.");
            Runtime.getRuntime().halt(EXIT_CODE);
        };
    }
}
