package dev.paysaga.messaging;

import dev.paysaga.events.SagaEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Lets each message through once, and each order's messages in their order.
 *
 * <p>Works in the caller's transaction: the inbox row and the effect are committed together, or neither. Two instances
 * that take the same message at once collide on the primary key; the loser's transaction is repeated and then finds it
 * taken.
 */
final class Inbox {

    private final JdbcTemplate jdbc;
    private final NamedParameterJdbcTemplate named;

    Inbox(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.named = new NamedParameterJdbcTemplate(jdbc);
    }

    /** Takes what may be taken now, and answers what each message is, in the order given. */
    <E extends SagaEvent> List<Received<E>> receive(List<Message<E>> messages) {
        Map<Stream, Map<Long, String>> taken = taken(messages);
        var received = new ArrayList<Received<E>>(messages.size());
        var rows = new ArrayList<Message<E>>(messages.size());
        for (Message<E> message : messages) {
            var ofOrder = taken.computeIfAbsent(Stream.of(message), _ -> new HashMap<>());
            Receipt receipt = receipt(message, ofOrder);
            if (receipt == Receipt.NEW) {
                ofOrder.put(message.sequence(), message.eventId());
                rows.add(message);
            }
            received.add(new Received<>(message, receipt));
        }
        insert(rows);
        return received;
    }

    private static Receipt receipt(Message<?> message, Map<Long, String> taken) {
        String known = taken.get(message.sequence());
        if (known != null) {
            return known.equals(message.eventId()) ? Receipt.REPEAT : Receipt.CONFLICT;
        }
        if (taken.keySet().stream().anyMatch(later -> later > message.sequence())) {
            return Receipt.REPEAT; // taken before a later one, and forgotten since
        }
        if (message.sequence() == 1 || taken.containsKey(message.sequence() - 1)) {
            return Receipt.NEW;
        }
        return Receipt.EARLY;
    }

    private Map<Stream, Map<Long, String>> taken(List<? extends Message<?>> messages) {
        Set<String> orders = messages.stream().map(Message::orderId).collect(Collectors.toSet());
        Set<String> sources = messages.stream().map(Message::source).collect(Collectors.toSet());
        var taken = new HashMap<Stream, Map<Long, String>>();
        named.query(
                "SELECT source, order_id, sequence, event_id FROM inbox"
                        + " WHERE source IN (:sources) AND order_id IN (:orders)",
                Map.of("sources", InList.of(sources), "orders", InList.of(orders)),
                row -> {
                    taken.computeIfAbsent(new Stream(row.getString(1), row.getString(2)), _ -> new HashMap<>())
                            .put(row.getLong(3), row.getString(4));
                });
        return taken;
    }

    private void insert(List<? extends Message<?>> messages) {
        if (messages.isEmpty()) {
            return;
        }
        Rows.write(
                jdbc,
                "INSERT INTO inbox (source, order_id, sequence, event_id, type) VALUES (?, ?, ?, ?, ?)",
                messages,
                (statement, message) -> {
                    statement.setString(1, message.source());
                    statement.setString(2, message.orderId());
                    statement.setLong(3, message.sequence());
                    statement.setString(4, message.eventId());
                    statement.setString(5, message.type());
                });
    }

    /** What a message is to us. */
    enum Receipt {
        /** Its turn, and never seen: to be handled now. */
        NEW,
        /** Handled before: nothing to do. */
        REPEAT,
        /** An earlier one of its order has not come yet: it waits. */
        EARLY,
        /** Its place was taken by another event: somebody numbers wrongly. */
        CONFLICT
    }

    record Received<E extends SagaEvent>(Message<E> message, Receipt receipt) {}

    private record Stream(String source, String orderId) {
        static Stream of(Message<?> message) {
            return new Stream(message.source(), message.orderId());
        }
    }
}
