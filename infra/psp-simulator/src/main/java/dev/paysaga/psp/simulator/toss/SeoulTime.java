package dev.paysaga.psp.simulator.toss;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Times as Toss writes them: those of Seoul. */
public final class SeoulTime {

    public static final ZoneOffset SEOUL = ZoneOffset.ofHours(9);

    private static final DateTimeFormatter WITH_OFFSET =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx").withZone(SEOUL);
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS").withZone(SEOUL);

    private SeoulTime() {}

    public static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : WITH_OFFSET.format(at);
    }

    /** As in webhooks: with microseconds, without an offset. */
    public static String local(Instant at) {
        return MICROSECONDS.format(at);
    }

    /** A local date and time, or a date alone, which is its midnight; empty when it is neither. */
    static Optional<Instant> parse(String text) {
        try {
            LocalDateTime time = text.length() == "yyyy-MM-dd".length()
                    ? LocalDate.parse(text).atStartOfDay()
                    : LocalDateTime.parse(text);
            return Optional.of(time.toInstant(SEOUL));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
