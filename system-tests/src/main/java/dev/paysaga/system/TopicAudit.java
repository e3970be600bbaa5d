package dev.paysaga.system;

import dev.paysaga.events.SagaEvent;
import dev.paysaga.events.Topic;
import dev.paysaga.system.Topics.Event;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The topics against the outboxes: every row is on its topic once, word for word, and nothing else is. */
final class TopicAudit {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcTemplate rows;
    private final Topics topics;

    TopicAudit(JdbcTemplate rows, Topics topics) {
        this.rows = rows;
        this.topics = topics;
    }

    void run() {
        Topic.ALL.forEach(this::run);
    }

    private void run(Topic<? extends SagaEvent> topic) {
        Map<String, String> outbox = outbox(topic.aggregate());
        List<Event> events = topics.read(topic.kafkaName());
        requireSequences(topic.kafkaName(), events);
        for (Event event : events) {
            String row = outbox.remove(event.id() + "/" + (event.repeat() == null ? "" : event.repeat()));
            if (event.repeat() == null || row != null) {
                require(
                        (event.orderId() + " " + event.sequence() + " " + event.type() + " " + event.body())
                                .equals(row),
                        topic + " has an event that is not (or not so, or twice) from the outbox: " + event);
            }
            requireReadable(topic, event);
        }
        require(outbox.isEmpty(), topic + " lacks " + outbox.size() + " rows of its outbox");
    }

    private Map<String, String> outbox(String schema) {
        var outbox = new HashMap<String, String>();
        rows.query(
                "SELECT event_id, COALESCE(ce_repeat, ''), aggregateid, sequence, type, payload FROM " + schema
                        + ".outbox",
                row -> {
                    outbox.put(
                            row.getString(1) + "/" + row.getString(2),
                            row.getString(3) + " " + row.getString(4) + " " + row.getString(5) + " "
                                    + row.getString(6));
                });
        return outbox;
    }

    /** Its type is published, and its body says what the type promises. */
    private static void requireReadable(Topic<? extends SagaEvent> topic, Event event) {
        Class<? extends SagaEvent> type = topic.types().get(event.type());
        require(type != null, topic + " has an event of a type that is not published: " + event);
        try {
            JSON.readValue(event.body(), type);
        } catch (JacksonException e) {
            throw new AssertionError(topic + " has an event that contradicts its type: " + event, e);
        }
    }

    private static void requireSequences(String topic, List<Event> events) {
        Set<String> seen = new HashSet<>();
        Map<String, Long> last = new HashMap<>();
        for (Event event : events) {
            if (event.repeat() == null) {
                require(seen.add(event.id()), topic + " has " + event.id() + " twice");
                long expected = last.getOrDefault(event.orderId(), 0L) + 1;
                require(event.sequence() == expected, topic + " has a gap or a step back before " + event);
                last.put(event.orderId(), expected);
            }
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
