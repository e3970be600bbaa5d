package dev.paysaga.psp.simulator.call;

import dev.paysaga.psp.simulator.truth.Truth;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One at a time per payment, whoever changes it: the merchant, the buyer, the bank, or the time. */
public final class Locks {

    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final Truth truth;

    public Locks(Truth truth) {
        this.truth = truth;
    }

    /** Waits its turn. */
    public <T> T locked(@Nullable String paymentKey, Supplier<T> work) {
        ReentrantLock lock = of(paymentKey);
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Does not wait: empty when another is at work. */
    <T> Optional<T> ifFree(@Nullable String paymentKey, Supplier<T> work) {
        ReentrantLock lock = of(paymentKey);
        if (!lock.tryLock()) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.get());
        } finally {
            lock.unlock();
        }
    }

    private ReentrantLock of(@Nullable String paymentKey) {
        // Nothing to guard where nothing was issued, and made-up keys must not fill the memory.
        return paymentKey == null || truth.payment(paymentKey).isEmpty()
                ? new ReentrantLock()
                : locks.computeIfAbsent(paymentKey, any -> new ReentrantLock());
    }
}
