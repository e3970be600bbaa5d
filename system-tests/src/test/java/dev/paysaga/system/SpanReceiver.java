package dev.paysaga.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** Takes spans by OTLP over HTTP (protobuf), on a free port of the loopback address, and keeps them. */
final class SpanReceiver {

    private static final int LENGTH_DELIMITED = 2;

    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();

    /**
     * A span that arrived.
     *
     * @param program {@code service.name}
     * @param parentId empty for a trace's first span
     */
    record Received(String program, String traceId, String id, String parentId, String name) {

        @Override
        public String toString() {
            return program + ": " + name;
        }
    }

    SpanReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Received> ofTrace(String traceId) {
        return received.stream().filter(span -> span.traceId.equals(traceId)).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
                body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
            }
            for (byte[] resourceSpans : fields(body, 1)) {
                String program = serviceName(resourceSpans);
                for (byte[] scopeSpans : fields(resourceSpans, 2)) {
                    fields(scopeSpans, 2).forEach(span -> received.add(read(program, span)));
                }
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static Received read(String program, byte[] span) {
        return new Received(program, hex(span, 1), hex(span, 2), hex(span, 4), text(span, 5));
    }

    private static String serviceName(byte[] resourceSpans) {
        return fields(resourceSpans, 1).stream()
                .flatMap(resource -> fields(resource, 1).stream())
                .filter(attribute -> text(attribute, 1).equals("service.name"))
                .flatMap(attribute -> fields(attribute, 2).stream())
                .map(value -> text(value, 1))
                .findFirst()
                .orElse("");
    }

    private static String hex(byte[] message, int number) {
        return fields(message, number).stream()
                .map(HexFormat.of()::formatHex)
                .findFirst()
                .orElse("");
    }

    private static String text(byte[] message, int number) {
        return fields(message, number).stream()
                .map(bytes -> new String(bytes, UTF_8))
                .findFirst()
                .orElse("");
    }

    /** The contents of a message's length-delimited fields of one number. */
    private static List<byte[]> fields(byte[] message, int number) {
        List<byte[]> found = new ArrayList<>();
        var rest = ByteBuffer.wrap(message);
        while (rest.hasRemaining()) {
            long tag = varint(rest);
            switch ((int) tag & 7) {
                case 0 -> varint(rest);
                case 1 -> rest.position(rest.position() + Long.BYTES);
                case 5 -> rest.position(rest.position() + Integer.BYTES);
                case LENGTH_DELIMITED -> {
                    byte[] content = new byte[(int) varint(rest)];
                    rest.get(content);
                    if (tag >>> 3 == number) {
                        found.add(content);
                    }
                }
                default -> throw new IllegalArgumentException("No wire type of protobuf: " + (tag & 7));
            }
        }
        return found;
    }

    private static long varint(ByteBuffer bytes) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
