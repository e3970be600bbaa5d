package dev.paysaga.psp.simulator.webhook;

import dev.paysaga.psp.simulator.call.Changes;
import dev.paysaga.psp.simulator.call.Ids;
import dev.paysaga.psp.simulator.clock.Agenda;
import dev.paysaga.psp.simulator.clock.SimClock;
import dev.paysaga.psp.simulator.scenario.Fault;
import dev.paysaga.psp.simulator.scenario.Forgery;
import dev.paysaga.psp.simulator.scenario.Scenarios;
import dev.paysaga.psp.simulator.scenario.Step;
import dev.paysaga.psp.simulator.truth.Payment;
import dev.paysaga.psp.simulator.truth.Psp;
import dev.paysaga.psp.simulator.truth.Truth;
import dev.paysaga.psp.simulator.truth.TruthEntry;
import dev.paysaga.psp.simulator.truth.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells the merchant what has changed, and goes wrong where it is scripted to. */
public final class Webhooks implements Changes, AutoCloseable {

    /** Milliseconds: the first sending comes this long after the change, and up to as much again as the other. */
    private static final long SHORTEST_DELAY = 50;

    private static final long DELAY_RANGE = 450;

    private final Map<String, List<Webhook>> held = new ConcurrentHashMap<>();
    private final Targets targets;
    private final Sender sender;
    private final Truth truth;
    private final Scenarios scenarios;
    private final SimClock clock;
    private final Ids ids;

    public Webhooks(Targets targets, Truth truth, Scenarios scenarios, SimClock clock, Agenda agenda, Ids ids) {
        this.targets = targets;
        this.truth = truth;
        this.scenarios = scenarios;
        this.clock = clock;
        this.ids = ids;
        Map<Psp, Format> formats = Map.of(Psp.TOSS, new TossFormat(), Psp.PORTONE, new PortOneFormat(targets, ids));
        this.sender = new Sender(targets, formats, truth, clock, agenda);
    }

    /** Goes on with what was not acknowledged before the last stop. */
    public void resume() {
        for (Truth.Unsent unsent : truth.unsent()) {
            sender.sendAt(unsent.nextAt(), unsent.webhook(), unsent.tries());
        }
    }

    @Override
    public void happened(TruthEntry.Change change) {
        Payment payment = change.payment();
        if (change.quiet() || targets.of(payment.psp()).isEmpty()) {
            return;
        }
        for (String type : sender.format(payment.psp()).types(change)) {
            tell(webhook(payment, type, change.cancelId()));
        }
    }

    /**
     * What a test wants to be told.
     *
     * @param type null for the one that suits the payment as it is
     * @param fault null for a genuine one
     */
    public record Wish(
            Payment payment,
            @Nullable String type,
            @Nullable Fault fault,
            @Nullable Forgery forgery) {}

    /** Whether the merchant has registered an address with the provider. */
    public boolean reaches(Psp psp) {
        return targets.of(psp).isPresent();
    }

    /** Sends one now, whatever has or has not happened, and waits for the answer; gives its id in the truth log. */
    public String sendNow(Wish wish) {
        Payment payment = wish.payment();
        Format format = sender.format(payment.psp());
        String cancelId =
                payment.cancels().isEmpty() ? null : payment.cancels().getLast().id();
        Webhook plain = webhook(payment, "", cancelId);
        String type = wish.fault() == Fault.W09 ? format.unknownType() : format.usualType(plain);
        Webhook webhook = change(plain, wish.type() == null ? type : wish.type(), wish.fault(), wish.forgery());
        plan(webhook);
        sender.send(webhook, 0);
        return webhook.id();
    }

    private void tell(Webhook genuine) {
        Scenarios.Scripted scripted =
                scenarios.take(Step.WEBHOOK, genuine.orderId()).orElse(Scenarios.Scripted.NONE);
        Fault fault = scripted.fault();
        switch (fault) {
            case W01 -> {
                soon(with(genuine, fault));
                soon(copy(with(genuine, fault), genuine.messageId()));
                soon(copy(with(genuine, fault), ids.uuid()));
            }
            case W02 -> holdBack(with(genuine, fault), scripted.pause());
            case W03 -> {
                Webhook early = with(genuine, fault);
                plan(early);
                sender.send(early, 0);
            }
            case W04 -> truth.record(new TruthEntry.Planned(with(genuine, fault), Webhook.State.DROPPED));
            case W05 -> {
                Webhook forged = copy(genuine, ids.uuid());
                before(change(forged, forged.type(), fault, scripted.variant(Forgery.class)), genuine);
            }
            case W06 -> before(genuine, with(copy(genuine, genuine.messageId()), fault));
            case W09 -> {
                Webhook unknown = copy(genuine, ids.uuid());
                before(change(unknown, sender.format(genuine.psp()).unknownType(), fault, null), genuine);
            }
            case W07, W08 -> soon(with(genuine, fault));
            default -> soon(genuine);
        }
    }

    private void soon(Webhook webhook) {
        plan(webhook);
        sender.sendAfter(delay(), webhook, () -> release(webhook.orderId()));
    }

    private void before(Webhook first, Webhook second) {
        plan(first);
        plan(second);
        sender.sendAfter(
                delay(), first, () -> sender.sendAfter(Duration.ZERO, second, () -> release(second.orderId())));
    }

    /** @param pause zero: until another webhook of the order has gone */
    private void holdBack(Webhook webhook, Duration pause) {
        plan(webhook);
        if (pause.isPositive()) {
            sender.sendAfter(pause, webhook, () -> {});
        } else {
            held.compute(
                    webhook.orderId(),
                    (order, before) -> before == null
                            ? List.of(webhook)
                            : Stream.concat(before.stream(), Stream.of(webhook)).toList());
        }
    }

    private void release(String orderId) {
        List<Webhook> waiting = held.remove(orderId);
        if (waiting != null) {
            waiting.forEach(webhook -> sender.sendAfter(Duration.ZERO, webhook, () -> {}));
        }
    }

    private void plan(Webhook webhook) {
        truth.record(new TruthEntry.Planned(webhook, Webhook.State.PENDING));
    }

    private Duration delay() {
        return Duration.ofMillis(SHORTEST_DELAY + ids.upTo(DELAY_RANGE + 1));
    }

    private Webhook webhook(Payment payment, String type, @Nullable String cancelId) {
        Instant now = clock.instant();
        // One id for both: a copy has another of its own.
        String id = ids.uuid();
        return new Webhook(id, id, payment.psp(), payment.orderId(), type, now, payment, cancelId, null, null);
    }

    private static Webhook with(Webhook webhook, Fault fault) {
        return change(webhook, webhook.type(), fault, null);
    }

    private static Webhook change(Webhook from, String type, @Nullable Fault fault, @Nullable Forgery forgery) {
        return new Webhook(
                from.id(),
                from.messageId(),
                from.psp(),
                from.orderId(),
                type,
                from.createdAt(),
                from.payment(),
                from.cancelId(),
                fault,
                forgery);
    }

    private Webhook copy(Webhook from, String messageId) {
        return new Webhook(
                ids.uuid(),
                messageId,
                from.psp(),
                from.orderId(),
                from.type(),
                from.createdAt(),
                from.payment(),
                from.cancelId(),
                from.fault(),
                from.forgery());
    }

    @Override
    public void close() {
        sender.close();
    }
}
