package dev.paysaga.payment.psp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The reason that goes to a provider with a cancel. It ends with our reference, by which the cancel is recognised. */
final class CancelReason {

    private static final int LONGEST_FOR_PEOPLE = 150;
    private static final Pattern REFERENCE = Pattern.compile(" \\(cancel ([A-Za-z0-9_-]{1,40})\\)$");

    private CancelReason() {}

    /** At most 200 characters, which is what Toss takes. */
    static String of(CancelRef cancel) {
        String reason = cancel.reason();
        String forPeople = reason.codePointCount(0, reason.length()) <= LONGEST_FOR_PEOPLE
                ? reason
                : reason.substring(0, reason.offsetByCodePoints(0, LONGEST_FOR_PEOPLE));
        String whole = forPeople + " (cancel " + cancel.reference() + ")";
        if (!cancel.reference().equals(referenceIn(whole))) {
            throw new IllegalArgumentException("A cancel's reference has 1 to 40 of A-Z a-z 0-9 _ -");
        }
        return whole;
    }

    /** Absent when the cancel is not ours. */
    static @Nullable String referenceIn(@Nullable String reason) {
        if (reason == null) {
            return null;
        }
        Matcher matcher = REFERENCE.matcher(reason);
        return matcher.find() ? matcher.group(1) : null;
    }
}
