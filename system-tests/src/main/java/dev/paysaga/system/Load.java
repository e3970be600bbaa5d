package dev.paysaga.system;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/** Many orders at once, a bounded number at a time. */
public final class Load {

    private Load() {}

    /**
     * Runs {@code count} of them, {@code atATime} at a time, and returns what each gave.
     *
     * @throws AssertionError with the first failure, when all have ended
     */
    public static <T> List<T> run(int count, int atATime, Callable<T> one) throws InterruptedException {
        var places = new Semaphore(atATime);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = IntStream.range(0, count)
                    .mapToObj(_ -> threads.submit(() -> {
                        places.acquire();
                        try {
                            return one.call();
                        } finally {
                            places.release();
                        }
                    }))
                    .toList();
            List<T> results = new ArrayList<>(count);
            for (Future<T> future : running) {
                try {
                    results.add(future.get());
                } catch (ExecutionException e) {
                    throw new AssertionError("One of " + count + " failed", e.getCause());
                }
            }
            return results;
        }
    }
}
