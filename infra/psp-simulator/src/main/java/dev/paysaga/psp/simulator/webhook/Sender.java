package dev.paysaga.psp.simulator.webhook;

import dev.paysaga.psp.simulator.clock.Agenda;
import dev.paysaga.psp.simulator.clock.SimClock;
import dev.paysaga.psp.simulator.scenario.Fault;
import dev.paysaga.psp.simulator.truth.Psp;
import dev.paysaga.psp.simulator.truth.Truth;
import dev.paysaga.psp.simulator.truth.TruthEntry;
import dev.paysaga.psp.simulator.truth.Webhook;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends webhooks, again where they are not acknowledged, a few at a time. */
final class Sender implements AutoCloseable {

    /** A merchant that hangs must not make the provider hang with it. */
    private static final int AT_ONCE = 16;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final Targets targets;
    private final Map<Psp, Format> formats;
    private final Truth truth;
    private final SimClock clock;
    private final Agenda agenda;

    Sender(Targets targets, Map<Psp, Format> formats, Truth truth, SimClock clock, Agenda agenda) {
        this.targets = targets;
        this.formats = formats;
        this.truth = truth;
        this.clock = clock;
        this.agenda = agenda;
    }

    Format format(Psp psp) {
        Format format = formats.get(psp);
        if (format == null) {
            throw new IllegalArgumentException("No format for " + psp);
        }
        return format;
    }

    /**
     * After a real pause, on another thread.
     *
     * @param then runs when it has been sent once, acknowledged or not
     */
    void sendAfter(Duration pause, Webhook webhook, Runnable then) {
        agenda.after(
                pause,
                () -> inBackground(() -> {
                    send(webhook, 0);
                    then.run();
                }));
    }

    /** When the provider's clock says so: what was begun before a restart, or goes by the schedule. */
    void sendAt(@Nullable Instant due, Webhook webhook, int tries) {
        agenda.at(due == null ? Instant.MIN : due, () -> inBackground(() -> send(webhook, tries)));
    }

    /**
     * Now, and waits for the answer.
     *
     * @param tries how often it has been sent before
     */
    void send(Webhook webhook, int tries) {
        Optional<URI> target = targets.of(webhook.psp());
        if (target.isEmpty()) {
            return;
        }
        free.acquireUninterruptibly();
        Webhook.Delivery delivery;
        try {
            delivery = deliver(target.get(), webhook, tries);
        } finally {
            free.release();
        }
        conclude(webhook, tries + 1, delivery);
    }

    private void conclude(Webhook webhook, int tries, Webhook.Delivery delivery) {
        Integer status = delivery.status();
        boolean deaf = webhook.fault() == Fault.W08 && tries == 1;
        if (status != null && format(webhook.psp()).acknowledged(status) && !deaf) {
            truth.record(new TruthEntry.Tried(webhook.id(), delivery, Webhook.State.DELIVERED, null));
            return;
        }
        // Who forges or replays does not follow the provider's schedule.
        boolean stranger = webhook.forgery() != null || webhook.fault() == Fault.W06;
        Instant next = stranger
                ? null
                : format(webhook.psp())
                        .pauseAfter(tries)
                        .map(pause -> clock.instant().plus(pause))
                        .orElse(null);
        Webhook.State state = next == null ? Webhook.State.GIVEN_UP : Webhook.State.PENDING;
        truth.record(new TruthEntry.Tried(webhook.id(), delivery, state, next));
        if (next != null) {
            sendAt(next, webhook, tries);
        }
    }

    private Webhook.Delivery deliver(URI target, Webhook webhook, int tries) {
        Instant at = clock.instant();
        Format format = format(webhook.psp());
        Outgoing outgoing = format.outgoing(webhook, tries, clock.real().instant());
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .timeout(format.patience())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(outgoing.body()));
        outgoing.headers().forEach(request::header);
        try {
            HttpResponse<Void> answer = http.send(request.build(), HttpResponse.BodyHandlers.discarding());
            return new Webhook.Delivery(at, answer.statusCode(), null);
        } catch (IOException e) {
            return new Webhook.Delivery(at, null, e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Webhook.Delivery(at, null, "stopped while waiting");
        }
    }

    private void inBackground(Runnable job) {
        try {
            threads.execute(job);
        } catch (RejectedExecutionException e) {
            // Closing: it is in the truth log and goes out after the next start.
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(2, TimeUnit.SECONDS)) {
                System.err.println("A webhook was still being sent when the PSP simulator stopped.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.shutdownNow();
    }
}
