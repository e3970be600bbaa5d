package dev.paysaga.psp.simulator.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Between the socket and what is offered at an address: reads, sends, or holds its tongue. */
public final class HttpFront implements HttpHandler {

    /** Bytes. */
    private static final int MAX_BODY = 1 << 20;

    private final Handler handler;

    public HttpFront(Handler handler) {
        this.handler = handler;
    }

    @Override
    public void handle(HttpExchange exchange) {
        try (exchange) {
            switch (reply(exchange)) {
                case Reply.Content content -> send(exchange, content);
                case Reply.Silence silence -> Thread.sleep(silence.hold());
            }
        } catch (IOException e) {
            // The client has gone. What was decided stays decided; the request stays unanswered in the truth log.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            return Problem.tooLarge(MAX_BODY).reply();
        }
        Request request = new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                exchange.getRequestURI().getRawQuery(),
                exchange.getRequestHeaders(),
                new String(body, StandardCharsets.UTF_8));
        try {
            return handler.handle(request);
        } catch (RuntimeException e) {
            System.err.println("Failed on " + request.method() + " " + request.path());
            e.printStackTrace();
            return handler.broken();
        }
    }

    private static void send(HttpExchange exchange, Reply.Content content) throws IOException {
        byte[] body = content.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", content.contentType());
        for (Map.Entry<String, String> header : content.headers().entrySet()) {
            exchange.getResponseHeaders().set(header.getKey(), header.getValue());
        }
        exchange.sendResponseHeaders(content.status(), body.length == 0 ? -1 : body.length);
        // Before the body: who has read the answer and then reads the truth log finds it answered.
        content.going().run();
        exchange.getResponseBody().write(body);
    }
}
