package dev.paysaga.psp.simulator.buyer;

/** What a buyer or a bank wants is not possible as things stand. Nothing has changed; the message says why. */
public final class NotNow extends RuntimeException {

    public NotNow(String why) {
        super(why, null, false, false);
    }

    /** Why, in a sentence. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
