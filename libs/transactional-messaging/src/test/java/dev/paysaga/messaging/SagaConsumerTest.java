package dev.paysaga.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.paysaga.messaging.ParkedMessages.Outcome;
import dev.paysaga.testing.TestMysql;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionTemplate;

/** What becomes of polled messages, on a real database. */
class SagaConsumerTest {

    private final TestDatabase db = TestDatabase.get();
    private final TestListener listener = new TestListener(db.jdbc);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ParkedMessages parked = new ParkedMessages(new ParkedMessageTable(db.jdbc), db.transactions);
    private final MessageHandler<?> handler =
            new MessageHandler<>(listener, new EventCodec(), new Inbox(db.jdbc), meters);
    private final SagaConsumer<?> consumer = new SagaConsumer<>(
            handler, parked, db.transactions, new Backoff(3, Duration.ofMillis(5), Duration.ofMillis(20)));

    SagaConsumerTest() {
        parked.register(handler);
    }

    /**
     * Digits are numbers of one order in the order of their arrival, a bar ends a batch, f after a number: its handling
     * fails for good; then the order's effects, and what stays parked.
     */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "1 2 3,          1 2 3, -",
                "1 1 1,          1,     -",
                "1 2 1 2 3 2,    1 2 3, -",
                "1 | 1 | 1,      1,     -",
                "2 1,            1 2,   -",
                "3 2 1,          1 2 3, -",
                "2 | 1,          1 2,   -",
                "2 | 2 | 1,      1 2,   -",
                "3 | 1 | 2,      1 2 3, -",
                "5 4 3 2 1,      1 2 3 4 5, -",
                "2,              -,     2 WAITING",
                "1 3 4,          1,     3 WAITING/4 WAITING",
                "1f 2 3,         -,     1 FAILED/2 WAITING/3 WAITING",
                "1 2f 3,         1,     2 FAILED/3 WAITING",
                "1 | 2f | 3 | 3, 1,     2 FAILED/3 WAITING/3 WAITING",
                "1 2 3f,         1 2,   3 FAILED"
            })
    void theBatchAndTheSingleWayEndAlike(String arrivals, String effects, String staying) {
        // Alone, together with an order that forces every batch to be taken one by one, and message by message.
        for (Way way : Way.values()) {
            String order = OutboxTest.newOrder();
            String other = OutboxTest.newOrder();
            listener.onOrder(other, _ -> {
                throw new IllegalStateException("always");
            });
            Set<Long> failing = ConcurrentHashMap.newKeySet();
            listener.onOrder(order, event -> {
                if (failing.contains(event.amount())) {
                    throw new IllegalStateException("as told");
                }
            });
            for (String batch : arrivals.split("\\|", -1)) {
                var records = new ArrayList<ConsumerRecord<String, byte[]>>();
                for (String arrival : batch.strip().split(" ", -1)) {
                    long sequence = Long.parseLong(arrival.replace("f", ""));
                    if (arrival.endsWith("f")) {
                        failing.add(sequence);
                    }
                    records.add(Records.event(order, sequence));
                }
                take(way, records, other);
            }
            parked.takeWhatIsDue();

            assertThat(texts(db.effects(order))).as(way + ": effects").isEqualTo(effects == null ? "" : effects);
            assertThat(db.parked(order).stream().filter(row -> !row.endsWith("RESOLVED")))
                    .as(way + ": parked")
                    .containsExactly(staying == null ? new String[0] : staying.split("/", -1));
        }
    }

    private void take(Way way, List<ConsumerRecord<String, byte[]>> records, String other) {
        switch (way) {
            case TOGETHER -> consumer.onMessage(records);
            case ONE_BY_ONE -> {
                records.add(Records.event(other, 1));
                consumer.onMessage(records);
            }
            case SINGLY -> records.forEach(record -> consumer.onMessage(List.of(record)));
        }
    }

    enum Way {
        TOGETHER,
        ONE_BY_ONE,
        SINGLY
    }

    @Test
    void aStormOfRepeatsAndDisorderEndsWithEachOnceAndInOrder() {
        var random = new Random(20_301);
        var orders = IntStream.range(0, 10).mapToObj(_ -> OutboxTest.newOrder()).toList();
        var arrivals = new ArrayList<ConsumerRecord<String, byte[]>>();
        for (String order : orders) {
            for (long sequence = 1; sequence <= 8; sequence++) {
                for (int times = 1 + random.nextInt(3); times > 0; times--) {
                    arrivals.add(Records.event(order, sequence));
                }
            }
        }
        Collections.shuffle(arrivals, random);

        while (!arrivals.isEmpty()) {
            var batch = arrivals.subList(0, Math.min(arrivals.size(), 1 + random.nextInt(20)));
            consumer.onMessage(List.copyOf(batch));
            batch.clear();
        }
        parked.takeWhatIsDue();

        assertThat(orders).allSatisfy(order -> {
            assertThat(db.effects(order)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
            assertThat(db.parked(order)).allMatch(row -> row.endsWith("RESOLVED"));
        });
    }

    @Test
    void sixtyFourInstancesTakeOneMessageOnce() throws Exception {
        String order = OutboxTest.newOrder();

        OutboxTest.together(64, _ -> consumer.onMessage(List.of(Records.event(order, 1))));

        assertThat(db.effects(order)).containsExactly(1L);
        assertThat(db.parked(order)).isEmpty();
    }

    @Test
    void instancesThatTakeTheSameBatchesInAnyOrderTakeEachOnce() throws Exception {
        var orders = IntStream.range(0, 20).mapToObj(_ -> OutboxTest.newOrder()).toList();

        OutboxTest.together(8, instance -> {
            var mine = new ArrayList<>(orders);
            Collections.shuffle(mine, new Random(instance));
            consumer.onMessage(
                    mine.stream().map(order -> Records.event(order, 1)).toList());
        });
        parked.takeFailedAgain();

        assertThat(orders).allSatisfy(order -> assertThat(db.effects(order)).containsExactly(1L));
    }

    static Stream<Arguments> poison() {
        String order = OutboxTest.newOrder();
        var good = Records.headers(order, 1);
        var rows = new ArrayList<>(List.of(
                Arguments.of("no JSON", good, "hello"),
                Arguments.of("nothing", good, ""),
                Arguments.of("null", good, "null"),
                Arguments.of("a list", good, "[]"),
                Arguments.of("a missing field", good, "{\"orderId\":\"" + order + "\"}"),
                Arguments.of(
                        "a contradiction", with(good, "ce_type", "paysaga.payment.approved.v1"), approved(order, 9)),
                Arguments.of("another order", good, Records.body("another-order", 1)),
                Arguments.of("deep", good, "[".repeat(100_000)),
                Arguments.of("sequence 0", with(good, "ce_sequence", "0"), Records.body(order, 1)),
                Arguments.of("sequence -1", with(good, "ce_sequence", "-1"), Records.body(order, 1)),
                Arguments.of("sequence +1", with(good, "ce_sequence", "+1"), Records.body(order, 1)),
                Arguments.of("sequence 01", with(good, "ce_sequence", "01"), Records.body(order, 1)),
                Arguments.of("sequence 1.0", with(good, "ce_sequence", "1.0"), Records.body(order, 1)),
                Arguments.of("sequence one", with(good, "ce_sequence", "one"), Records.body(order, 1)),
                Arguments.of("no digits of ours", with(good, "ce_sequence", "\u0661"), Records.body(order, 1)),
                Arguments.of("endless", with(good, "ce_sequence", "9".repeat(30)), Records.body(order, 1)),
                Arguments.of("subject", with(good, "ce_subject", "a b"), Records.body(order, 1)),
                Arguments.of("long id", with(good, "ce_id", "x".repeat(37)), Records.body(order, 1)),
                Arguments.of("long source", with(good, "ce_source", "x".repeat(65)), Records.body(order, 1))));
        for (String name : List.of("ce_id", "ce_type", "ce_source", "ce_subject", "ce_sequence")) {
            rows.add(Arguments.of("no " + name, with(good, name, ""), Records.body(order, 1)));
        }
        return rows.stream();
    }

    /** A payment of 10, and one payment order of it. */
    private static String approved(String order, long paymentOrder) {
        return "{\"orderId\":\"" + order + "\",\"psp\":\"TOSS\",\"paymentKey\":\"test_pay_1\",\"amount\":10,"
                + "\"currency\":\"KRW\",\"approvedAt\":\"2030-01-02T03:04:05Z\",\"paymentOrders\":[{\"paymentOrderId\":1,"
                + "\"sellerId\":\"a\",\"productId\":\"b\",\"amount\":" + paymentOrder + "}]}";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("poison")
    void whatIsNoMessageIsParkedAndOthersFlow(String what, Map<String, String> headers, String body) {
        String key = OutboxTest.newOrder();
        String before = OutboxTest.newOrder();
        String after = OutboxTest.newOrder();

        consumer.onMessage(
                List.of(Records.event(before, 1), Records.record(key, headers, body), Records.event(after, 1)));

        assertThat(db.effects(before)).containsExactly(1L);
        assertThat(db.effects(after)).containsExactly(1L);
        assertThat(db.effects(key)).isEmpty();
        assertThat(db.number(
                        "SELECT COUNT(*) FROM parked_message WHERE message_key = ? AND status = 'FAILED'"
                                + " AND order_id IS NOT NULL AND payload = ?",
                        key,
                        body.getBytes(UTF_8)))
                .as("kept whole, with the order that it is about")
                .isEqualTo(1);
        assertThat(count("parked")).isEqualTo(1);
    }

    @Test
    void randomBytesAndAnEndlessKeyAreParked() {
        var bytes = new byte[1_000];
        new Random(7).nextBytes(bytes);
        String order = OutboxTest.newOrder();
        long before = failed();

        consumer.onMessage(List.of(
                Records.record("k".repeat(100_000), Map.of("ce_id", new String(bytes, UTF_8)), bytes),
                Records.event(order, 1)));

        assertThat(failed()).isEqualTo(before + 1);
        assertThat(db.effects(order)).containsExactly(1L);
    }

    @Test
    void anotherEventUnderATakenNumberIsParkedAndTheOrderGoesOn() {
        String order = OutboxTest.newOrder();
        var headers = Records.headers(order, 1);
        headers.put("ce_id", "somebody-else");

        consumer.onMessage(List.of(Records.event(order, 1)));
        consumer.onMessage(List.of(Records.record(order, headers, Records.body(order, 9)), Records.event(order, 2)));

        assertThat(db.effects(order)).containsExactly(1L, 2L);
        assertThat(db.parked(order)).containsExactly("1 FAILED");
    }

    @Test
    void anUnknownTypeIsSkippedAndCountedAndTheNumbersGoOn() {
        String order = OutboxTest.newOrder();
        var headers = Records.headers(order, 2);
        headers.put("ce_type", "paysaga.payment.invented.v9");

        consumer.onMessage(
                List.of(Records.event(order, 1), Records.record(order, headers, "anything"), Records.event(order, 3)));

        assertThat(db.effects(order)).containsExactly(1L, 3L);
        assertThat(db.parked(order)).isEmpty();
        assertThat(count("unknown")).isEqualTo(1);
        assertThat(count("handled")).isEqualTo(2);
    }

    static Stream<Arguments> permanentFailures() {
        return Stream.of(
                Arguments.of("an exception", new IllegalStateException("no")),
                Arguments.of("an assertion", new AssertionError("no")),
                Arguments.of("no end", new StackOverflowError()),
                Arguments.of("an inner rollback", new UnexpectedRollbackException("inner")),
                Arguments.of(
                        "a failed statement",
                        new UncategorizedSQLException("x", "x", new SQLException("x", "HY000", 3819))),
                Arguments.of("a race never won", new CannotAcquireLockException("always")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("permanentFailures")
    void whatAlwaysFailsIsParkedWithItsOrderAndFollowsInOrderOnceFixed(String what, Throwable failure) {
        String order = OutboxTest.newOrder();
        String other = OutboxTest.newOrder();
        listener.onOrder(order, event -> {
            if (event.amount() == 2) {
                sneak(failure);
            }
        });

        consumer.onMessage(Stream.of(1, 2, 3, 4)
                .flatMap(number -> Stream.of(Records.event(order, number), Records.event(other, number)))
                .toList());
        assertThat(db.effects(order)).containsExactly(1L);
        assertThat(db.effects(other)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(db.parked(order)).containsExactly("2 FAILED", "3 WAITING", "4 WAITING");
        assertThat(count("handled")).as("what was rolled back is not counted").isEqualTo(5);
        assertThat(count("parked")).as("what the alert counts").isPositive();

        long id = parkedId(order);
        assertThat(parked.replay(id)).isEqualTo(Outcome.FAILED);
        assertThat(db.number("SELECT attempts FROM parked_message WHERE id = ?", id))
                .isEqualTo(1);

        listener.heal(order);
        assertThat(parked.replay(id)).isEqualTo(Outcome.RESOLVED);
        assertThat(db.effects(order)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(db.parked(order)).containsExactly("2 RESOLVED", "3 RESOLVED", "4 RESOLVED");
        assertThat(parked.replay(id)).isEqualTo(Outcome.NOT_PARKED);
    }

    @Test
    void operatorsWhoReplayAtOnceHaveOneEffect() throws Exception {
        String order = OutboxTest.newOrder();
        listener.onOrder(order, _ -> {
            throw new IllegalStateException("no");
        });
        consumer.onMessage(List.of(Records.event(order, 1)));
        listener.heal(order);
        long id = parkedId(order);
        var outcomes = ConcurrentHashMap.<Outcome>newKeySet();

        OutboxTest.together(8, _ -> outcomes.add(parked.replay(id)));

        assertThat(outcomes).contains(Outcome.RESOLVED).isSubsetOf(Outcome.RESOLVED, Outcome.NOT_PARKED);
        assertThat(db.effects(order)).containsExactly(1L);
    }

    @Test
    void whatFailedIsTriedAgainByItselfAfterAWhile() {
        String order = OutboxTest.newOrder();
        listener.onOrder(order, _ -> {
            throw new IllegalStateException("no");
        });
        consumer.onMessage(List.of(Records.event(order, 1)));
        listener.heal(order);

        parked.takeWhatIsDue();
        assertThat(db.parked(order)).as("not at once").containsExactly("1 FAILED");
        db.owner.update(
                "UPDATE parked_message SET parked_at = parked_at - INTERVAL 16 SECOND WHERE order_id = ?", order);
        parked.takeWhatIsDue();

        assertThat(db.effects(order)).containsExactly(1L);
        assertThat(db.parked(order)).containsExactly("1 RESOLVED");
    }

    @Test
    void aRecordThatComesAgainIsParkedOnce() {
        String order = OutboxTest.newOrder();
        var early = Records.event(order, 2);
        var poison = Records.record(order, Records.headers(order, 1), "hello");

        for (int i = 0; i < 3; i++) {
            consumer.onMessage(List.of(early, poison));
        }

        assertThat(db.parked(order)).containsExactly("2 WAITING", "1 FAILED");
    }

    @ParameterizedTest
    @CsvSource({"1213, 40001", "1205, 41000"})
    void aLostRaceIsRunAgain(int code, String state) {
        String order = OutboxTest.newOrder();
        var failures = new AtomicInteger(3); // together, then twice alone
        listener.onOrder(order, _ -> {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("wrapped", new SQLException("lost", state, code));
            }
        });

        consumer.onMessage(List.of(Records.event(order, 1)));

        assertThat(db.effects(order)).containsExactly(1L);
        assertThat(db.parked(order)).isEmpty();
    }

    @Test
    void aRealDeadlockEndsWithOneEffectEach() throws Exception {
        var rows = List.of(OutboxTest.newOrder(), OutboxTest.newOrder());
        rows.forEach(row -> db.owner.update("INSERT INTO effect (order_id, amount) VALUES (?, 0)", row));
        var orders = IntStream.range(0, 16).mapToObj(_ -> OutboxTest.newOrder()).toList();
        for (int i = 0; i < orders.size(); i++) {
            var locked = i % 2 == 0 ? rows : rows.reversed();
            listener.onOrder(orders.get(i), _ -> locked.forEach(row -> lockAndCount(row)));
        }

        OutboxTest.together(16, i -> consumer.onMessage(List.of(Records.event(orders.get(i), 1))));
        parked.takeFailedAgain();

        assertThat(orders).allSatisfy(order -> assertThat(db.effects(order)).containsExactly(1L));
        assertThat(rows).allSatisfy(row -> assertThat(db.effects(row)).containsExactly(16L));
    }

    private void lockAndCount(String row) {
        db.jdbc.update("UPDATE effect SET amount = amount + 1 WHERE order_id = ?", row);
    }

    /** The connection is cut after the work and before the commit: nobody knows, so it is done again. */
    @Test
    void aConnectionLostAtTheCommitEndsWithOneEffect() {
        String order = OutboxTest.newOrder();
        var cuts = new AtomicInteger(1);
        listener.onOrder(order, _ -> {
            if (cuts.getAndDecrement() > 0) {
                long connection = db.jdbc
                        .query("SELECT CONNECTION_ID()", (row, _) -> row.getLong(1))
                        .getFirst();
                var root = new JdbcTemplate(TestMysql.root());
                root.execute("KILL " + connection);
                await("the connection is cut")
                        .until(() -> root.queryForList(
                                        "SELECT id FROM information_schema.processlist WHERE id = ?", connection)
                                .isEmpty());
            }
        });

        var message = List.of(Records.event(order, 1));
        consumer.onMessage(message);
        consumer.onMessage(message);

        assertThat(cuts.get()).as("the handler ran twice").isEqualTo(-1);
        assertThat(db.effects(order)).containsExactly(1L);
        assertThat(db.parked(order)).isEmpty();
    }

    @Test
    void parkingThatFailsSkipsNothing() {
        String order = OutboxTest.newOrder();
        var poison = List.of(Records.record(order, Records.headers(order, 1), "hello"));
        db.owner.execute("RENAME TABLE parked_message TO parked_message_away");
        try {
            assertThatThrownBy(() -> consumer.onMessage(poison)).isInstanceOf(RuntimeException.class);
        } finally {
            db.owner.execute("RENAME TABLE parked_message_away TO parked_message");
        }

        consumer.onMessage(poison);

        assertThat(db.parked(order)).containsExactly("1 FAILED");
    }

    @Test
    void aDatabaseThatIsKilledSkipsNothing() {
        String order = OutboxTest.newOrder();
        var messages = List.of(Records.event(order, 1), Records.record(order, Records.headers(order, 2), "hello"));
        TestMysql.server().kill();
        try {
            assertThatThrownBy(() -> consumer.onMessage(messages)).isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> consumer.onMessage(messages.subList(1, 2))).isInstanceOf(RuntimeException.class);
        } finally {
            TestMysql.server().restart();
        }

        // The pool may need a moment to see that the database is back; the container would poll the same messages
        // again.
        await("handled, polled again as often as it takes").until(() -> {
            try {
                consumer.onMessage(messages);
                return true;
            } catch (IllegalStateException databaseIsAway) {
                return false;
            }
        });

        assertThat(db.effects(order)).containsExactly(1L);
        assertThat(db.parked(order)).containsExactly("2 FAILED");
    }

    @Test
    void aBatchOfManyOrdersTakesAsManyStatementsAsOneOfFew() {
        long few = statementsFor(2);
        long many = statementsFor(200);

        assertThat(many - 200).as("besides the listener's own").isEqualTo(few - 2);
    }

    private long statementsFor(int orders) {
        var messages = IntStream.range(0, orders)
                .mapToObj(_ -> Records.event(OutboxTest.newOrder(), 1))
                .toList();
        var same = new TransactionTemplate(db.transactions);
        same.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRED);
        var statements = same.<Long>execute(_ -> {
            long before = db.questions();
            consumer.onMessage(messages);
            return db.questions() - before - 1;
        });
        return statements == null ? -1 : statements;
    }

    private long parkedId(String order) {
        return db.number("SELECT id FROM parked_message WHERE order_id = ? AND status = 'FAILED'", order);
    }

    private long failed() {
        return db.number("SELECT COUNT(*) FROM parked_message WHERE status = 'FAILED'");
    }

    private double count(String outcome) {
        return meters.counter("paysaga.messages", "topic", Records.TOPIC, "outcome", outcome)
                .count();
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        var changed = new LinkedHashMap<>(headers);
        changed.put(name, value);
        return changed;
    }

    private static String texts(List<Long> numbers) {
        return String.join(" ", numbers.stream().map(String::valueOf).toArray(String[]::new));
    }

    private static void sneak(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }
}
