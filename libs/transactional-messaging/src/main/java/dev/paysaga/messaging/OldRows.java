package dev.paysaga.messaging;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Rows that go by age alone; a service declares one for each such table.
 *
 * @param view what of the table the service may remove, a view
 * @param since the column that their age is counted from, indexed
 * @param retention how old they get
 */
public record OldRows(String view, String since, Duration retention) {

    private static final Pattern NAME = Pattern.compile("[a-z_]+");

    /** What the views hold back, whatever is asked for. */
    static final Duration LEAST = Duration.ofDays(14);

    /** @throws IllegalArgumentException when the retention is below 14 days, which the views would not obey */
    public OldRows {
        if (!NAME.matcher(view).matches() || !NAME.matcher(since).matches()) {
            throw new IllegalArgumentException("Not the name of a view and a column: " + view + ", " + since);
        }
        requireAllowed(view, retention);
    }

    static void requireAllowed(String what, Duration retention) {
        if (retention.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException(
                    "The retention of " + what + " must be at least " + LEAST.toDays() + " days, but is " + retention);
        }
    }
}
