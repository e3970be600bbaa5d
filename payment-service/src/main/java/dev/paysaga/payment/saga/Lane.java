package dev.paysaga.payment.saga;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
 * However long a piece takes, it stays claimed: each round keeps those that are being worked at.
 *
 * @param <T> a piece of work
 */
final class Lane<T> {

    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    private final String name;
    private final Semaphore places;
    private final IntFunction<List<T>> claim;
    private final Consumer<T> work;
    private final Consumer<Collection<T>> keep;
    private final Set<T> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean claiming = new AtomicBoolean();
    private final ExecutorService threads;

    /**
     * @param size most pieces at once
     * @param claim takes at most so many pieces that are due, for this lane alone
     * @param work must end what it fails with by itself; what it throws is only logged
     */
    Lane(String name, int size, IntFunction<List<T>> claim, Consumer<T> work) {
        this(name, size, claim, work, _ -> {});
    }

    /** @param keep makes the claims of these pieces last longer; called in every round in which there are some */
    Lane(String name, int size, IntFunction<List<T>> claim, Consumer<T> work, Consumer<Collection<T>> keep) {
        this.name = name;
        this.places = new Semaphore(size);
        this.claim = claim;
        this.work = work;
        this.keep = keep;
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(name + "-", 0).factory());
    }

    /** Keeps what is under way, and begins what is due, as far as there is room. One round at a time; another is left out. */
    void round() {
        if (claiming.compareAndSet(false, true)) {
            threads.execute(this::claimAndBegin);
        }
    }

    private void claimAndBegin() {
        try {
            if (!underWay.isEmpty()) {
                keep.accept(List.copyOf(underWay));
            }
            // Only this thread takes places, so those that are free stay free.
            int free = places.availablePermits();
            for (T piece : free == 0 ? List.<T>of() : claim.apply(free)) {
                places.acquireUninterruptibly();
                underWay.add(piece);
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
            underWay.remove(piece);
            places.release();
        }
    }
}
