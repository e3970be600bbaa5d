package dev.paysaga.psp.simulator;

import com.sun.net.httpserver.HttpServer;
import dev.paysaga.psp.simulator.truth.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** A merchant's address for webhooks: keeps what arrives, and answers as it is told. */
final class Receiver implements AutoCloseable {

    /** @param headers names in lower case */
    record Message(Map<String, String> headers, String body) {

        JsonNode json() {
            return Json.MAPPER.readTree(body);
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final AtomicInteger answer = new AtomicInteger(200);
    private final HttpServer server;

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            try (exchange) {
                Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                messages.add(new Message(headers, body));
                exchange.sendResponseHeaders(answer.get(), -1);
            }
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks";
    }

    void answers(int status) {
        answer.set(status);
    }

    List<Message> messages() {
        return List.copyOf(messages);
    }

    /** Waits for as many as said, and no longer. */
    List<Message> await(int count) {
        Waits.until(count + " webhooks have come", () -> messages.size() >= count);
        return messages();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
