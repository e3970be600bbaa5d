package dev.paysaga.psp.simulator;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What no provider has: finishing the payment window without a buyer, scripting faults, and reading the truth. */
final class SimApi {

    private final Truth truth;
    private final Scenarios scenarios;
    private final Clock clock;
    private final Ids ids;

    SimApi(Truth truth, Scenarios scenarios, Clock clock, Ids ids) {
        this.truth = truth;
        this.scenarios = scenarios;
        this.clock = clock;
        this.ids = ids;
    }

    Reply handle(Request request) {
        List<String> parts = request.parts();
        String what = request.method() + " " + String.join("/", parts.subList(1, parts.size()));
        return switch (what) {
            case "GET health" -> Reply.json(200, Map.of("status", "UP"));
            case "POST payments" -> open(request);
            case "POST scenarios" -> script(request);
            case "GET scenarios" ->
                Reply.json(200, scenarios.all().stream().map(SimApi::view).toList());
            case "DELETE scenarios" -> clear();
            case "GET orders" -> Reply.json(200, truth.orders());
            default -> {
                if (request.method().equals("GET")
                        && parts.size() == 3
                        && parts.get(1).equals("orders")) {
                    yield Reply.json(200, truth.order(parts.get(2)));
                }
                yield Problem.notFound(request.method(), request.path()).reply();
            }
        };
    }

    private Reply open(Request request) {
        return switch (SimInput.payment(json(request))) {
            case SimInput.Invalid<SimInput.Window> invalid ->
                Problem.invalid(invalid.errors()).reply();
            case SimInput.Valid<SimInput.Window>(SimInput.Window window) -> {
                Instant now = clock.instant();
                Payment payment = Payment.opened(
                                ids.paymentKey(),
                                window.orderId(),
                                window.orderName(),
                                window.currency(),
                                window.method(),
                                window.amount(),
                                now)
                        .authenticated(now);
                truth.record(new TruthEntry.Opened(payment));
                yield Reply.json(201, Map.of("paymentKey", payment.paymentKey()));
            }
        };
    }

    private Reply script(Request request) {
        return switch (SimInput.scenario(json(request))) {
            case SimInput.Invalid<Scenarios.Scenario> invalid ->
                Problem.invalid(invalid.errors()).reply();
            case SimInput.Valid<Scenarios.Scenario>(Scenarios.Scenario scenario) -> {
                scenarios.add(scenario);
                yield Reply.json(201, view(scenario));
            }
        };
    }

    /** @param step in lower case, as it is sent */
    private record ScenarioView(
            @Nullable String orderId, String step, Fault fault, int times, long pauseMillis, Distortion variant) {}

    private static ScenarioView view(Scenarios.Scenario scenario) {
        Scenarios.Scripted scripted = scenario.scripted();
        return new ScenarioView(
                scenario.orderId(),
                scenario.step().name().toLowerCase(Locale.ROOT),
                scripted.fault(),
                scenario.times(),
                scripted.pause().toMillis(),
                scripted.distortion());
    }

    private Reply clear() {
        scenarios.clear();
        return new Reply.Content(204, "application/json", Map.of(), "", () -> {});
    }

    private static Optional<JsonNode> json(Request request) {
        try {
            return Optional.of(Json.MAPPER.readTree(request.body())).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
