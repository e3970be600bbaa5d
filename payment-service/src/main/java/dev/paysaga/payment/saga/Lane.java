package dev.paysaga.payment.saga;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off what is due, each piece on a virtual thread of its own, a bounded number at once. Beginning a round takes no
 * time: slow pieces hold up neither the other pieces nor the other lanes, and the places they take are not claimed for.
 *
 * @param <T> a piece of work
 */
final class Lane<T> {

    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    private final String name;
    private final Semaphore places;
    private final IntFunction<List<T>> claim;
    private final Consumer<T> work;
    private final AtomicBoolean claiming = new AtomicBoolean();
    private final ExecutorService threads;

    /**
     * @param size most pieces at once
     * @param claim takes at most so many pieces that are due, for this lane alone
     * @param work must end what it fails with by itself; what it throws is only logged
     */
    Lane(String name, int size, IntFunction<List<T>> claim, Consumer<T> work) {
        this.name = name;
        this.places = new Semaphore(size);
        this.claim = claim;
        this.work = work;
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(name + "-", 0).factory());
    }

    /** Begins what is due, as far as there is room. One round at a time claims; another is left out. */
    void round() {
        if (places.availablePermits() > 0 && claiming.compareAndSet(false, true)) {
            threads.execute(this::claimAndBegin);
        }
    }

    private void claimAndBegin() {
        try {
            // Only this thread takes places, so those that are free stay free.
            int free = places.availablePermits();
            for (T piece : claim.apply(free)) {
                places.acquireUninterruptibly();
                threads.execute(() -> doAndLeave(piece));
            }
        } catch (RuntimeException e) {
            log.error("{} could not see what is due; it will again", name, e);
        } finally {
            claiming.set(false);
        }
    }

    private void doAndLeave(T piece) {
        try {
            work.accept(piece);
        } catch (RuntimeException e) {
            log.error("{} failed at {}; it will try again", name, piece, e);
        } finally {
            places.release();
        }
    }
}
