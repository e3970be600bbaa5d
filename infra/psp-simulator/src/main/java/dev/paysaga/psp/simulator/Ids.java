package dev.paysaga.psp.simulator;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Makes the provider's identifiers, in the shapes that the provider uses. */
final class Ids {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final DateTimeFormatter SEOUL_SECOND =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.ofHours(9));

    private final Clock clock;
    private final RandomGenerator random;

    /** @param random safe for use by many threads */
    Ids(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    String paymentKey() {
        return "simpg" + SEOUL_SECOND.format(clock.instant()) + letters(10, LETTERS.length());
    }

    /** 32 characters, unique per approval, refusal and cancel. */
    String transactionKey() {
        return "SIMTX" + letters(27, 26);
    }

    /** 8 digits. */
    String approveNo() {
        return String.format(Locale.ROOT, "%08d", random.nextInt(100_000_000));
    }

    String traceId() {
        return letters(32, LETTERS.length()).toLowerCase(Locale.ROOT);
    }

    private String letters(int count, int alphabet) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(LETTERS.charAt(random.nextInt(alphabet)));
        }
        return text.toString();
    }
}
