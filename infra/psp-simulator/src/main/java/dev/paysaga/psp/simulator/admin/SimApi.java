package dev.paysaga.psp.simulator.admin;

import dev.paysaga.psp.simulator.buyer.NotNow;
import dev.paysaga.psp.simulator.http.Handler;
import dev.paysaga.psp.simulator.http.Problem;
import dev.paysaga.psp.simulator.http.Reply;
import dev.paysaga.psp.simulator.http.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What no provider has: the addresses under /__sim, and who answers at each. */
public final class SimApi implements Handler {

    /** @param path below /__sim; {@code *} stands for any one part */
    private record Route(String method, List<String> path, Function<Request, Reply> answer) {

        boolean matches(String asked, List<String> parts) {
            if (!method.equals(asked) || parts.size() != path.size()) {
                return false;
            }
            for (int i = 0; i < parts.size(); i++) {
                if (!path.get(i).equals("*") && !path.get(i).equals(parts.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    private final List<Route> routes = new ArrayList<>();

    public SimApi() {
        on("GET", "health", request -> Reply.json(200, Map.of("status", "UP")));
    }

    /** @param path below /__sim; {@code *} stands for any one part */
    SimApi on(String method, String path, Function<Request, Reply> answer) {
        routes.add(new Route(method, List.of(path.split("/")), answer));
        return this;
    }

    @Override
    public Reply handle(Request request) {
        List<String> all = request.parts();
        List<String> parts = all.subList(1, all.size());
        try {
            return routes.stream()
                    .filter(route -> route.matches(request.method(), parts))
                    .findFirst()
                    .map(route -> route.answer().apply(request))
                    .orElseGet(() ->
                            Problem.notFound(request.method(), request.path()).reply());
        } catch (Input.Malformed malformed) {
            return Problem.invalid(malformed.errors()).reply();
        } catch (NotNow notNow) {
            return Problem.conflict(notNow.why()).reply();
        }
    }

    @Override
    public Reply broken() {
        return Problem.broken().reply();
    }

    static Reply nothing() {
        return new Reply.Content(204, "application/json", Map.of(), "", () -> {});
    }

    /** One part of the path below /__sim. */
    static String part(Request request, int index) {
        return request.parts().get(index + 1);
    }
}
