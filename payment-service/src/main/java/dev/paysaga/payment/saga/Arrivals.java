package dev.paysaga.payment.saga;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Lets who asks for an order that has not arrived yet wait for it here, instead of asking anew. Checkouts that arrive at
 * this instance are seen at once, those that arrive at another one within moments.
 */
@Component
class Arrivals {

    private static final int SHORTEST_PAUSE_MS = 100;
    private static final int LONGEST_PAUSE_MS = 300;

    private final ConcurrentMap<String, CountDownLatch> awaited = new ConcurrentHashMap<>();

    /** Tells who waits for the order, once the caller's transaction is committed. */
    void committing(String orderId) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                CountDownLatch arrival = awaited.remove(orderId);
                if (arrival != null) {
                    arrival.countDown();
                }
            }
        });
    }

    /**
     * Looks, and again when the order arrives.
     *
     * @param atMost how long to wait for it
     * @param look finds nothing while the order is not there
     */
    <T> Optional<T> await(String orderId, Duration atMost, Supplier<Optional<T>> look) {
        long end = System.nanoTime() + atMost.toNanos();
        CountDownLatch arrival = awaited.computeIfAbsent(orderId, _ -> new CountDownLatch(1));
        try {
            Optional<T> found = look.get();
            boolean arrived = false;
            while (found.isEmpty() && !arrived && System.nanoTime() < end) {
                arrived = hearsWithinAPause(arrival);
                found = look.get();
            }
            return found;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            awaited.remove(orderId, arrival);
        }
    }

    boolean isAwaited(String orderId) {
        return awaited.containsKey(orderId);
    }

    private static boolean hearsWithinAPause(CountDownLatch arrival) throws InterruptedException {
        int pause = ThreadLocalRandom.current().nextInt(SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS + 1);
        return arrival.await(pause, TimeUnit.MILLISECONDS);
    }
}
