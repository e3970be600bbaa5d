package dev.paysaga.psp.simulator.admin;

import dev.paysaga.psp.simulator.clock.SimClock;
import dev.paysaga.psp.simulator.http.Reply;
import dev.paysaga.psp.simulator.http.Request;
import dev.paysaga.psp.simulator.truth.Drift;
import dev.paysaga.psp.simulator.truth.Payment;
import dev.paysaga.psp.simulator.truth.Psp;
import dev.paysaga.psp.simulator.truth.Truth;
import dev.paysaga.psp.simulator.truth.TruthEntry;
import java.time.Duration;
import java.time.Instant;

/** Tells the truth about orders, moves the clock, and lets the lists lie. */
public final class TruthApi {

    /** Seconds: ten years. */
    private static final long FURTHEST = 315_360_000;

    private final Truth truth;
    private final SimClock clock;

    public TruthApi(Truth truth, SimClock clock) {
        this.truth = truth;
        this.clock = clock;
    }

    public void offer(SimApi api) {
        api.on("GET", "orders", request -> Reply.json(200, truth.orders()))
                .on("GET", "orders/*", request -> Reply.json(200, truth.order(SimApi.part(request, 1))))
                .on("GET", "clock", request -> clockView())
                .on("POST", "clock", this::forward)
                .on("GET", "drift", request -> Reply.json(200, truth.drifts()))
                .on("POST", "drift", this::drift)
                .on("DELETE", "drift", request -> {
                    truth.record(new TruthEntry.DriftEnded());
                    return SimApi.nothing();
                });
    }

    /** @param forwardSeconds how far ahead of the real time it is */
    private record ClockView(Instant now, long forwardSeconds) {}

    private Reply clockView() {
        return Reply.json(200, new ClockView(clock.instant(), clock.ahead().toSeconds()));
    }

    private Reply forward(Request request) {
        Input in = Input.of(request);
        long seconds = in.number("forwardSeconds", 0, 1, FURTHEST);
        in.nothingBut("forwardSeconds");
        in.check();
        truth.record(new TruthEntry.ClockMoved(seconds));
        clock.forward(Duration.ofSeconds(seconds));
        return clockView();
    }

    private Reply drift(Request request) {
        Input in = Input.of(request);
        in.nothingBut("psp", "orderId", "action", "amount");
        Psp psp = in.constant("psp", null, Psp.class);
        String orderId = in.orderId();
        Drift.Action action = in.constant("action", null, Drift.Action.class);
        Long amount = action == Drift.Action.HIDE ? null : in.number("amount", 0, 1, Payment.MAX_AMOUNT);
        in.check();
        Drift drift = new Drift(psp, action, orderId, amount);
        truth.record(new TruthEntry.Drifted(drift));
        return Reply.json(201, drift);
    }
}
