package dev.paysaga.psp.simulator.portone;

import dev.paysaga.psp.simulator.call.Operation;
import dev.paysaga.psp.simulator.call.Outcome;
import dev.paysaga.psp.simulator.call.Refusal;
import dev.paysaga.psp.simulator.call.Trouble;
import dev.paysaga.psp.simulator.http.Request;
import dev.paysaga.psp.simulator.scenario.Step;
import dev.paysaga.psp.simulator.truth.Json;
import dev.paysaga.psp.simulator.truth.Truth;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The merchant asks for the payments of a time, in pages.
 *
 * @param query what its requestBody parameter holds
 * @param byCursor whether pages are found by a cursor, not by a number
 */
record PortOneList(JsonNode query, boolean byCursor, Shop shop, Truth truth, Clock clock) implements Operation {

    private static final int USUAL_SIZE = 10;
    private static final int MAX_SIZE = 1000;
    private static final Duration USUAL_TIME = Duration.ofDays(90);

    /** @throws Refusal when requestBody is there but no JSON object */
    static PortOneList parse(Request request, boolean byCursor, Shop shop, Truth truth, Clock clock) {
        String text = request.query().getOrDefault("requestBody", "{}");
        try {
            return new PortOneList(Reader.object(Json.MAPPER.readTree(text)), byCursor, shop, truth, clock);
        } catch (JacksonException e) {
            throw new Refusal(PortOneError.INVALID_REQUEST);
        }
    }

    @Override
    public Step step() {
        return Step.TRANSACTIONS;
    }

    @Override
    public Outcome proceed() {
        JsonNode filter = byCursor ? query : query.path("filter");
        Instant until = time(filter, "until", clock.instant().plusSeconds(1));
        Instant from = time(filter, "from", until.minus(USUAL_TIME));
        Set<String> statuses =
                filter.path("status").valueStream().map(JsonNode::asString).collect(Collectors.toSet());
        List<ObjectNode> all = new PaymentList(truth, shop, clock.instant()).between(from, until, statuses);
        String body = byCursor ? pageByCursor(all) : pageByNumber(all);
        return Outcome.answered(new PortOneAnswer.Ready(body));
    }

    @Override
    public Outcome decline(Trouble trouble) {
        return Outcome.answered(PortOneWords.of(trouble, Step.TRANSACTIONS));
    }

    private String pageByNumber(List<ObjectNode> all) {
        int number = number(query.path("page"), "number", 0, 0, Integer.MAX_VALUE / MAX_SIZE);
        int size = number(query.path("page"), "size", USUAL_SIZE, 1, MAX_SIZE);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode items = body.putArray("items");
        page(all, number * size, size).forEach(items::add);
        body.putObject("page").put("number", number).put("size", size).put("totalCount", all.size());
        return body.toString();
    }

    /** The cursor of a payment is its place in the list. */
    private String pageByCursor(List<ObjectNode> all) {
        int size = number(query, "size", USUAL_SIZE, 1, MAX_SIZE);
        int start = cursor(query.path("cursor").asString("-1")) + 1;
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode items = body.putArray("items");
        List<ObjectNode> page = page(all, start, size);
        for (int i = 0; i < page.size(); i++) {
            ObjectNode item = items.addObject();
            item.set("payment", page.get(i));
            item.put("cursor", Integer.toString(start + i));
        }
        return body.toString();
    }

    private static List<ObjectNode> page(List<ObjectNode> all, int start, int size) {
        int begin = Math.min(start, all.size());
        return all.subList(begin, Math.min(all.size(), begin + size));
    }

    private static int cursor(String text) {
        try {
            return Math.max(-1, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw new Refusal(PortOneError.INVALID_REQUEST);
        }
    }

    private static int number(JsonNode node, String field, int usual, int min, int max) {
        if (!node.hasNonNull(field)) {
            return usual;
        }
        JsonNode value = node.path(field);
        if (!value.isInt() || value.intValue() < min || value.intValue() > max) {
            throw new Refusal(PortOneError.INVALID_REQUEST);
        }
        return value.intValue();
    }

    private static Instant time(JsonNode filter, String field, Instant usual) {
        if (!filter.hasNonNull(field)) {
            return usual;
        }
        try {
            return OffsetDateTime.parse(filter.path(field).asString("")).toInstant();
        } catch (DateTimeException e) {
            throw new Refusal(PortOneError.INVALID_REQUEST);
        }
    }
}
