package dev.paysaga.psp.simulator.call;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes the provider's identifiers, in the shapes that the provider uses. */
public final class Ids {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final DateTimeFormatter SEOUL_SECOND =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.ofHours(9));

    private final Clock clock;
    private final RandomGenerator random;

    /** @param random safe for use by many threads */
    public Ids(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    public String paymentKey() {
        return "simpg" + SEOUL_SECOND.format(clock.instant()) + letters(10, LETTERS.length());
    }

    /** 32 characters, unique per approval, refusal and cancel. */
    public String transactionKey() {
        return "SIMTX" + letters(27, 26);
    }

    /** 8 digits. */
    public String approveNo() {
        return String.format(Locale.ROOT, "%08d", random.nextInt(100_000_000));
    }

    /** Invented: no bank has accounts that begin like this. */
    public String accountNumber() {
        return "X999" + String.format(Locale.ROOT, "%010d", random.nextLong(10_000_000_000L));
    }

    /** Of a virtual account. 31 characters. */
    public String secret() {
        return "ps_sim_" + letters(24, LETTERS.length());
    }

    /** As PortOne numbers its transactions and cancellations. */
    public String uuid() {
        return new UUID((random.nextLong() & ~0xF000L) | 0x4000L, (random.nextLong() >>> 2) | Long.MIN_VALUE)
                .toString();
    }

    public long upTo(long bound) {
        return random.nextLong(bound);
    }

    public String traceId() {
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
