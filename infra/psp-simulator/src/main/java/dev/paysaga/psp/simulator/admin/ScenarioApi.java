package dev.paysaga.psp.simulator.admin;

import dev.paysaga.psp.simulator.http.Reply;
import dev.paysaga.psp.simulator.http.Request;
import dev.paysaga.psp.simulator.scenario.Fault;
import dev.paysaga.psp.simulator.scenario.Scenarios;
import dev.paysaga.psp.simulator.scenario.Step;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Scripts faults. */
public final class ScenarioApi {

    /** Milliseconds. */
    private static final long LONGEST_PAUSE = 600_000;

    /** Milliseconds. */
    private static final long USUAL_DELAY = 3000;

    private static final int MOST_TIMES = 1_000_000;

    private final Scenarios scenarios;

    public ScenarioApi(Scenarios scenarios) {
        this.scenarios = scenarios;
    }

    public void offer(SimApi api) {
        api.on("POST", "scenarios", this::script)
                .on(
                        "GET",
                        "scenarios",
                        request -> Reply.json(
                                200,
                                scenarios.all().stream().map(ScenarioApi::view).toList()))
                .on("DELETE", "scenarios", request -> {
                    scenarios.clear();
                    return SimApi.nothing();
                });
    }

    private Reply script(Request request) {
        Input in = Input.of(request);
        String orderId = in.orderIdIfGiven();
        in.nothingBut("orderId", "step", "fault", "times", "holdMillis", "delayMillis", "variant");
        Step step = in.constant("step", null, Step.class);
        Fault fault = fault(in, step).orElse(Fault.F01);
        long times = in.number("times", 1, 1, MOST_TIMES);
        Duration pause = pause(in, fault);
        String variant = in.has("variant") ? in.oneOf("variant", null, fault.variants()) : null;
        in.check();
        Scenarios.Scenario scenario =
                new Scenarios.Scenario(orderId, step, new Scenarios.Scripted(fault, pause, variant), (int) times);
        scenarios.add(scenario);
        return Reply.json(201, view(scenario));
    }

    private static Duration pause(Input in, Fault fault) {
        return Duration.ofMillis(
                switch (fault) {
                    case F06, C06 -> in.number("delayMillis", USUAL_DELAY, 0, LONGEST_PAUSE);
                    case W02 -> in.number("delayMillis", 0, 0, LONGEST_PAUSE);
                    default -> in.number("holdMillis", 0, 0, LONGEST_PAUSE);
                });
    }

    private static Optional<Fault> fault(Input in, Step step) {
        String name = in.raw("fault");
        Optional<Fault> found = Stream.of(Fault.values())
                .filter(fault -> fault.name().equals(name) && fault.befalls(step))
                .findFirst();
        boolean known = Stream.of(Step.values()).anyMatch(other -> other.name().equalsIgnoreCase(in.raw("step")));
        if (found.isEmpty() && known) {
            List<String> faults = Fault.builtFor(step);
            in.reject("fault", "must be one of those built for this step: " + String.join(", ", faults));
        }
        return found;
    }

    /** @param step in lower case, as it is sent */
    private record View(
            @Nullable String orderId,
            String step,
            Fault fault,
            int times,
            long pauseMillis,
            @Nullable String variant) {}

    private static View view(Scenarios.Scenario scenario) {
        Scenarios.Scripted scripted = scenario.scripted();
        return new View(
                scenario.orderId(),
                scenario.step().name().toLowerCase(Locale.ROOT),
                scripted.fault(),
                scenario.times(),
                scripted.pause().toMillis(),
                scripted.variant());
    }
}
