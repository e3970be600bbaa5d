package dev.paysaga.messaging;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The values of an {@code IN (...)}. */
public final class InList {

    private InList() {}

    /**
     * The values, the last one repeated up to a power of two. A list of every length would be a statement of its own,
     * and the driver's cache of prepared statements holds few.
     *
     * @param values at least one
     */
    public static <T> List<T> of(Collection<T> values) {
        var padded = new ArrayList<>(values);
        int length = Integer.highestOneBit(Math.max(1, padded.size() * 2 - 1));
        while (padded.size() < length) {
            padded.add(padded.getLast());
        }
        return padded;
    }
}
