package dev.paysaga.psp.simulator.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does things when they are due: at a time of the movable clock, or after a real pause. One thread: jobs are short. */
public final class Agenda implements AutoCloseable {

    /** Milliseconds between two looks at the clock, which others may have moved. */
    private static final long LOOK_EVERY = 20;

    private record Entry(Instant due, Runnable job) {}

    private final PriorityQueue<Entry> entries = new PriorityQueue<>(Comparator.comparing(Entry::due));
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("agenda").daemon().factory());
    private final SimClock clock;

    public Agenda(SimClock clock) {
        this.clock = clock;
        Future<?> _ = thread.scheduleWithFixedDelay(this::look, LOOK_EVERY, LOOK_EVERY, TimeUnit.MILLISECONDS);
    }

    /** Once, when the movable clock has come to the time. */
    public synchronized void at(Instant due, Runnable job) {
        entries.add(new Entry(due, job));
    }

    /** Once, after a pause that the movable clock does not shorten. */
    public void after(Duration pause, Runnable job) {
        try {
            Future<?> _ = thread.schedule(() -> safely(job), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // Closing: what matters is in the truth log, and is taken up after the next start.
        }
    }

    /** Again and again, with a real pause between. */
    public void every(Duration pause, Runnable job) {
        Future<?> _ = thread.scheduleWithFixedDelay(
                () -> safely(job), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        dueNow().forEach(entry -> safely(entry.job()));
    }

    private synchronized List<Entry> dueNow() {
        List<Entry> due = new ArrayList<>();
        for (Entry next = entries.peek(); next != null && !next.due().isAfter(clock.instant()); next = entries.peek()) {
            due.add(entries.remove());
        }
        return due;
    }

    private static void safely(Runnable job) {
        try {
            job.run();
        } catch (RuntimeException e) {
            System.err.println("A job of the agenda failed");
            e.printStackTrace();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
