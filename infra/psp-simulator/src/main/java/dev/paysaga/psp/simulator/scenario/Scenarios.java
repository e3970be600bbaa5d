package dev.paysaga.psp.simulator.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The faults to come, in the order in which they were scripted. They are no truth: a restart forgets them. */
public final class Scenarios {

    /**
     * @param pause how long F04 and F05 hold the connection, F06 takes, C06 is open, or W02 holds back
     * @param variant in which of its ways the fault happens; null for the usual one, or when there is but one
     */
    public record Scripted(
            Fault fault, Duration pause, @Nullable String variant) {

        public static final Scripted NONE = new Scripted(Fault.F01, Duration.ZERO, null);

        /** @param ways of the fault, as an enum: its first constant is the usual one */
        public <E extends Enum<E>> E variant(Class<E> ways) {
            return variant == null ? ways.getEnumConstants()[0] : Enum.valueOf(ways, variant);
        }
    }

    /** @param orderId null for any order */
    public record Scenario(@Nullable String orderId, Step step, Scripted scripted, int times) {}

    private final List<Scenario> queue = new ArrayList<>();

    public synchronized void add(Scenario scenario) {
        queue.add(scenario);
    }

    public synchronized void clear() {
        queue.clear();
    }

    public synchronized List<Scenario> all() {
        return List.copyOf(queue);
    }

    /** Takes the next fault of a step: one scripted for the very order goes before one for any. */
    public synchronized Optional<Scripted> take(Step step, @Nullable String orderId) {
        if (queue.isEmpty()) {
            return Optional.empty();
        }
        Optional<Scripted> own = orderId == null ? Optional.empty() : takeFirst(step, orderId);
        return own.isPresent() ? own : takeFirst(step, null);
    }

    private Optional<Scripted> takeFirst(Step step, @Nullable String orderId) {
        for (int i = 0; i < queue.size(); i++) {
            Scenario next = queue.get(i);
            if (next.step() == step && Objects.equals(next.orderId(), orderId)) {
                if (next.times() > 1) {
                    queue.set(i, new Scenario(next.orderId(), step, next.scripted(), next.times() - 1));
                } else {
                    queue.remove(i);
                }
                return Optional.of(next.scripted());
            }
        }
        return Optional.empty();
    }
}
