package dev.paysaga.psp.simulator.window;

import dev.paysaga.psp.simulator.http.Handler;
import dev.paysaga.psp.simulator.http.Problem;
import dev.paysaga.psp.simulator.http.Reply;
import dev.paysaga.psp.simulator.http.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** The scripts that shops load from a provider's address, and the windows' style. */
public final class Assets implements Handler {

    static final Reply STYLE = file("style.css", "text/css; charset=utf-8");

    private static final Reply TOSS = file("toss.js", "text/javascript; charset=utf-8");
    private static final Reply PORT_ONE = file("portone.js", "text/javascript; charset=utf-8");

    @Override
    public Reply handle(Request request) {
        return switch (request.method() + " " + request.path()) {
            case "GET /toss/v2/standard", "GET /toss/v2/standard.js" -> TOSS;
            case "GET /portone/browser-sdk.js", "GET /portone/v2/browser-sdk.js" -> PORT_ONE;
            default -> Problem.notFound(request.method(), request.path()).reply();
        };
    }

    @Override
    public Reply broken() {
        return Problem.broken().reply();
    }

    private static Reply file(String name, String type) {
        try (InputStream in = Objects.requireNonNull(Assets.class.getResourceAsStream(name), name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Reply.Content(
                    200,
                    type,
                    // Shops load it from another origin, and check what they load when they are careful.
                    Map.of(
                            "Access-Control-Allow-Origin", "*",
                            "Cross-Origin-Resource-Policy", "cross-origin",
                            "Cache-Control", "max-age=60",
                            "X-Content-Type-Options", "nosniff"),
                    text,
                    () -> {});
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name, e);
        }
    }
}
