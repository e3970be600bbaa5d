package dev.paysaga.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paysaga.events.OrderId;
import dev.paysaga.events.PaymentEvent;
import dev.paysaga.events.PaymentEvent.PaymentCompleted;
import dev.paysaga.events.PaymentEvent.PaymentDeclined;
import dev.paysaga.events.Psp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

class OutboxTest {

    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05.678901Z");

    private final TestDatabase db = TestDatabase.get();
    private final Outbox outbox = outbox(db.jdbc);

    @Test
    void anEventWithoutATransactionIsRefused() {
        assertThatThrownBy(() -> outbox.append(completed("order-none", 1))).isInstanceOf(NoTransactionException.class);
        assertThatThrownBy(() -> outbox.repeat("order-none", PaymentCompleted.class))
                .isInstanceOf(NoTransactionException.class);

        var readOnly = new TransactionTemplate(db.transactions);
        readOnly.setReadOnly(true);
        assertThatThrownBy(() -> readOnly.executeWithoutResult(_ -> outbox.append(completed("order-none", 1))))
                .isInstanceOf(NoTransactionException.class);
        assertThat(sequences("order-none")).isEmpty();
    }

    @Test
    void eventAndChangeAreCommittedTogether() {
        String order = newOrder();

        db.unitOfWork.run(() -> {
            db.jdbc.update("INSERT INTO effect (order_id, amount) VALUES (?, 1)", order);
            outbox.append(completed(order, 1));
        });

        assertThat(db.effects(order)).containsExactly(1L);
        assertThat(sequences(order)).containsExactly(1L);
    }

    @Test
    void whatIsRolledBackIsNotAnnouncedAndLeavesNoGap() {
        String order = newOrder();
        db.unitOfWork.run(() -> outbox.append(completed(order, 1)));

        assertThatThrownBy(() -> db.unitOfWork.run(() -> {
                    db.jdbc.update("INSERT INTO effect (order_id, amount) VALUES (?, 1)", order);
                    outbox.append(completed(order, 2));
                    throw new IllegalStateException("changed my mind");
                }))
                .hasMessage("changed my mind");
        db.unitOfWork.run(() -> outbox.append(completed(order, 3)));

        assertThat(db.effects(order)).isEmpty();
        assertThat(sequences(order)).containsExactly(1L, 2L);
    }

    @Test
    void aTransactionWithinATransactionAnnouncesItsOwn() {
        String order = newOrder();
        var own = new TransactionTemplate(db.transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);

        assertThatThrownBy(() -> db.unitOfWork.run(() -> {
                    outbox.append(completed(order, 1));
                    own.executeWithoutResult(_ -> outbox.append(completed(order, 2)));
                    throw new IllegalStateException("outer");
                }))
                .hasMessage("outer");

        assertThat(payloads(order)).singleElement().asString().contains("\"amount\":2");
    }

    @Test
    void theRowHoldsTheVeryTextThatGoesOnTheWire() {
        String order = newOrder();
        var id = UUID.fromString("0197d3b0-0000-7000-8000-0000000000aa");
        var fixed = new Outbox(
                db.jdbc, new EventCodec(), () -> id, Clock.fixed(NOW, ZoneOffset.UTC), "/paysaga/payment-service");

        db.unitOfWork.run(() -> fixed.append(completed(order, 12_000)));

        var row = db.owner.queryForMap("SELECT * FROM outbox WHERE aggregateid = ?", order);
        assertThat(row)
                .containsEntry("event_id", "0197d3b0-0000-7000-8000-0000000000aa")
                .containsEntry("aggregatetype", "payment")
                .containsEntry("aggregateid", order)
                .containsEntry("type", "paysaga.payment.completed.v1")
                .containsEntry("sequence", "1")
                .containsEntry("source", "/paysaga/payment-service")
                .containsEntry("time", "2030-01-02T03:04:05.678901Z")
                .containsEntry("specversion", "1.0")
                .containsEntry("dataschema", "urn:paysaga:schema:paysaga.payment.completed.v1")
                .containsEntry("contenttype", "application/json")
                .containsEntry("traceparent", null)
                .containsEntry("ce_repeat", null)
                .containsEntry(
                        "payload",
                        "{\"orderId\":\"" + order + "\",\"amount\":12000,\"currency\":\"KRW\","
                                + "\"completedAt\":\"2030-01-02T03:04:05.678901Z\"}");
    }

    @Test
    void theTraceGoesOnWithASpanOfItsOwn() {
        String order = newOrder();
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

        try (var _ = MDC.putCloseable("traceparent", trace)) {
            db.unitOfWork.run(() -> outbox.append(completed(order, 1)));
        }

        assertThat(traceparent(order))
                .startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-")
                .endsWith("-01")
                .hasSize(trace.length())
                .isNotEqualTo(trace);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 "
            })
    void aMalformedTraceDoesNotGoOn(String trace) {
        String order = newOrder();

        try (var _ = MDC.putCloseable("traceparent", trace)) {
            db.unitOfWork.run(() -> outbox.append(completed(order, 1)));
        }

        assertThat(traceparent(order)).isEqualTo("none");
    }

    @Test
    void concurrentWritersOfOneOrderNumberWithoutGapInTheOrderOfTheirCommits() throws Exception {
        String order = newOrder();

        together(64, _ -> db.unitOfWork.run(() -> outbox.append(completed(order, 1))));

        assertThat(sequences(order)).containsExactlyElementsOf(upTo(64));
    }

    @Test
    void concurrentWritersOfManyOrdersNumberEachWithoutGap() throws Exception {
        List<String> orders = IntStream.range(0, 8).mapToObj(_ -> newOrder()).toList();

        together(
                64,
                writer -> db.unitOfWork.run(() -> {
                    // Every writer in an order of its own: locks must not depend on it.
                    for (int i = 0; i < orders.size(); i++) {
                        outbox.append(completed(orders.get((i * 3 + writer) % orders.size()), writer + 1));
                    }
                }));

        assertThat(orders).allSatisfy(order -> assertThat(sequences(order)).containsExactlyElementsOf(upTo(64)));
    }

    @Test
    void aPayloadThatNoTopicTakesIsRefusedWithItsChange() {
        String order = newOrder();

        assertThatThrownBy(() -> db.unitOfWork.run(() -> {
                    db.jdbc.update("INSERT INTO effect (order_id, amount) VALUES (?, 1)", order);
                    outbox.append(declined(order, "x".repeat(512 * 1024)));
                }))
                .hasMessageContaining("outbox_payload_fits_a_record");
        assertThat(db.effects(order)).isEmpty();
        assertThat(sequences(order)).isEmpty();

        db.unitOfWork.run(() -> outbox.append(declined(order, "x".repeat(511 * 1024))));
        assertThat(sequences(order)).containsExactly(1L);
    }

    @Test
    void aRepeatKeepsIdAndNumberAndSaysSo() {
        String order = newOrder();
        db.unitOfWork.run(() -> outbox.append(declined(order, "no")));
        db.unitOfWork.run(() -> outbox.append(completed(order, 5)));

        assertThat(db.unitOfWork.<Boolean>get(() -> outbox.repeat(order, PaymentCompleted.class)))
                .isTrue();
        assertThat(db.unitOfWork.<Boolean>get(() -> outbox.repeat(order, PaymentCompleted.class)))
                .isTrue();
        assertThat(db.unitOfWork.<Boolean>get(() -> outbox.repeat("order-unknown", PaymentCompleted.class)))
                .isFalse();

        assertThat(db.texts(
                        "SELECT CONCAT(sequence, ' ', COALESCE(ce_repeat, '-')) FROM outbox WHERE aggregateid = ? ORDER BY id",
                        order))
                .containsExactly("1 -", "2 -", "2 1", "2 2");
        assertThat(db.number(
                        "SELECT COUNT(DISTINCT event_id, type, source, time, payload) FROM outbox WHERE aggregateid = ?"
                                + " AND sequence = '2'",
                        order))
                .isEqualTo(1);
        db.unitOfWork.run(() -> outbox.append(completed(order, 6)));
        assertThat(sequences(order)).as("a repeat takes no number").containsExactly(1L, 2L, 3L);
    }

    @Test
    void everyEventOfTheTypeIsRepeated() {
        String order = newOrder();
        db.unitOfWork.run(() -> {
            outbox.append(completed(order, 1));
            outbox.append(declined(order, "no"));
            outbox.append(completed(order, 2));
        });

        db.unitOfWork.run(() -> outbox.repeat(order, PaymentCompleted.class));

        assertThat(db.texts("SELECT sequence FROM outbox WHERE aggregateid = ? AND ce_repeat = '1' ORDER BY id", order))
                .containsExactly("1", "3");
    }

    @Test
    void repeatsAtOnceAreNumberedApart() throws Exception {
        String order = newOrder();
        db.unitOfWork.run(() -> outbox.append(completed(order, 5)));

        together(4, _ -> db.unitOfWork.run(() -> outbox.repeat(order, PaymentCompleted.class)));

        assertThat(db.texts(
                        "SELECT ce_repeat FROM outbox WHERE aggregateid = ? AND ce_repeat IS NOT NULL ORDER BY ce_repeat",
                        order))
                .containsExactly("1", "2", "3", "4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE outbox SET payload = '{}'",
                "DELETE FROM outbox",
                "TRUNCATE TABLE outbox",
                "DELETE FROM outbox_sequence",
                "UPDATE inbox SET sequence = 1",
                "DELETE FROM inbox",
                "DELETE FROM parked_message",
                "ALTER TABLE outbox ADD COLUMN x INT"
            })
    void theRunningServiceCanNeitherChangeNorRemoveWhatItSaid(String statement) {
        assertThatThrownBy(() -> db.unitOfWork.run(() -> db.jdbc.execute(statement)))
                .isInstanceOf(BadSqlGrammarException.class)
                .rootCause()
                .hasMessageContaining("command denied to user 'wallet_app'");
    }

    @Test
    void fiveHundredEventsAreAFewStatements() {
        List<String> orders = IntStream.range(0, 500).mapToObj(_ -> newOrder()).toList();

        long few = statementsFor(orders.subList(0, 5));
        long many = statementsFor(orders.subList(5, 500));

        assertThat(many).as("statements for 495 events, where 5 took " + few).isLessThanOrEqualTo(8);
    }

    /** Statements that the server counts on this connection until just before the commit. */
    private long statementsFor(List<String> orders) {
        var counted = new long[2];
        db.transaction.executeWithoutResult(_ -> {
            counted[0] = db.questions();
            orders.forEach(order -> outbox.append(completed(order, 1)));
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void beforeCommit(boolean readOnly) {
                    counted[1] = db.questions();
                }
            });
        });
        return counted[1] - counted[0] - 1;
    }

    static void together(int threads, Work work) throws Exception {
        var tasks = new ArrayList<Callable<Void>>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            tasks.add(() -> {
                work.of(number);
                return null;
            });
        }
        try (var executor = Executors.newFixedThreadPool(threads)) {
            for (var done : executor.invokeAll(tasks)) {
                done.get();
            }
        }
    }

    interface Work {
        void of(int number);
    }

    static Outbox outbox(JdbcTemplate jdbc) {
        return new Outbox(jdbc, new EventCodec(), UUID::randomUUID, Clock.systemUTC(), "/paysaga/test-service");
    }

    static PaymentCompleted completed(String order, long amount) {
        return new PaymentCompleted(new OrderId(order), amount, "KRW", NOW);
    }

    private static PaymentEvent declined(String order, String message) {
        return new PaymentDeclined(new OrderId(order), Psp.TOSS, "key", 1, "KRW", "NO", message, NOW);
    }

    static String newOrder() {
        return "order-" + UUID.randomUUID();
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    /** First announcements only, in the order of the rows' ids. */
    private List<Long> sequences(String order) {
        return db.numbers("SELECT sequence FROM outbox WHERE aggregateid = ? AND ce_repeat IS NULL ORDER BY id", order);
    }

    private List<String> payloads(String order) {
        return db.texts("SELECT payload FROM outbox WHERE aggregateid = ?", order);
    }

    private String traceparent(String order) {
        return db.texts("SELECT COALESCE(traceparent, 'none') FROM outbox WHERE aggregateid = ?", order)
                .getFirst();
    }
}
