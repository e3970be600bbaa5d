package dev.paysaga.payment.psp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server that answers with what a test gives it, in that order, the last one for ever; and notes what it was asked. */
final class ScriptedProvider implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentLinkedDeque<HttpHandler> script = new ConcurrentLinkedDeque<>();
    private final List<String> received = new CopyOnWriteArrayList<>();

    ScriptedProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    ScriptedProvider answers(int status, String body) {
        return does(exchange -> {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        });
    }

    ScriptedProvider does(HttpHandler handler) {
        script.add(handler);
        return this;
    }

    /** Each as method, address, key and credentials, then the body. */
    List<String> received() {
        return received;
    }

    ProviderHttp http(String authorization) {
        return http(authorization, Duration.ofSeconds(5));
    }

    ProviderHttp http(String authorization, Duration readTimeout) {
        return new ProviderHttp(url(), authorization, Duration.ofSeconds(2), readTimeout);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Idempotency-Key") + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " "
                + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        HttpHandler next = script.size() > 1 ? script.poll() : script.peek();
        try (exchange) {
            Objects.requireNonNull(next, "a test says what is answered").handle(exchange);
        }
    }

    /** A provider's body as it stands in the test resources. */
    static String sample(String name) {
        try (var in = ScriptedProvider.class.getResourceAsStream("/samples/" + name + ".json")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
