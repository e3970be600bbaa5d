package dev.paysaga.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What is forgotten, and that nothing of it is done twice when it comes again all the same. */
class ForgettingTest {

    private final TestDatabase db = TestDatabase.get();
    private final TestListener listener = new TestListener(db.jdbc);
    private final ParkedMessages parked = new ParkedMessages(new ParkedMessageTable(db.jdbc), db.transactions);
    private final MessageHandler<?> handler =
            new MessageHandler<>(listener, new EventCodec(), new Inbox(db.jdbc), new SimpleMeterRegistry());
    private final SagaConsumer<?> consumer = new SagaConsumer<>(
            handler, parked, db.transactions, new Backoff(1, Duration.ofMillis(5), Duration.ofMillis(20)));

    @Test
    void anOldMessageIsForgottenButForTheLastOfItsOrderAndStaysARepeat() {
        String old = OutboxTest.newOrder();
        String young = OutboxTest.newOrder();
        take(List.of(event(old, 1), event(old, 2), event(old, 3), event(young, 1), event(young, 2)));
        received(old, 40);
        received(young, 20);

        forgetting().round(Instant.now());

        assertThat(remembered(old)).containsExactly(3L);
        assertThat(remembered(young)).containsExactly(1L, 2L);
        take(List.of(event(old, 1), event(old, 2)));
        take(List.of(event(old, 3)));
        take(List.of(event(old, 4), event(old, 2)));
        assertThat(db.effects(old)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(db.parked(old)).isEmpty();
    }

    @Test
    void aPassGoesThroughMoreThanAPage() {
        String order = OutboxTest.newOrder();
        db.owner.update(
                "INSERT INTO inbox (source, order_id, sequence, event_id, type, received_at)"
                        + " WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?)"
                        + " SELECT '/paysaga/payment-service', ?, n, UUID(), 't', NOW(6) - INTERVAL 40 DAY FROM n",
                // The depth that the server allows such a query.
                1000,
                order);
        take(List.of(event(order, 1001)));

        forgetting().round(Instant.now());

        assertThat(remembered(order)).containsExactly(1001L);
    }

    @Test
    void aResolvedMessageGoesWhenItIsOldAndAWaitingOneNever() {
        String order = OutboxTest.newOrder();
        parkedMessage(order, 1, "RESOLVED", 100);
        parkedMessage(order, 2, "RESOLVED", 80);
        parkedMessage(order, 3, "WAITING", 100);

        forgetting().round(Instant.now());

        assertThat(db.parked(order)).containsExactly("2 RESOLVED", "3 WAITING");
    }

    @Test
    void theRunningServiceCannotForgetWhatIsYoungWhateverItIsTold() {
        String order = OutboxTest.newOrder();
        take(List.of(event(order, 1)));
        received(order, 13);

        assertThat(db.unitOfWork.<Integer>get(() -> db.jdbc.update("DELETE FROM old_inbox WHERE order_id = ?", order)))
                .isZero();
        assertThatThrownBy(() -> new OldRows("old_webhook", "received_at", Duration.ofDays(13)))
                .hasMessageContaining("at least 14 days");
    }

    private Forgetting forgetting() {
        return new Forgetting(
                db.jdbc,
                db.unitOfWork,
                new InboxPass(db.jdbc, db.unitOfWork, Duration.ofDays(30)),
                List.of(new OldRows("old_parked_message", "resolved_at", Duration.ofDays(90))),
                Clock.systemUTC());
    }

    private void take(List<ConsumerRecord<String, byte[]>> records) {
        consumer.onMessage(records);
    }

    private static ConsumerRecord<String, byte[]> event(String order, long sequence) {
        return Records.event(order, sequence);
    }

    private void received(String order, int daysAgo) {
        db.owner.update("UPDATE inbox SET received_at = NOW(6) - INTERVAL ? DAY WHERE order_id = ?", daysAgo, order);
    }

    private void parkedMessage(String order, long sequence, String status, int daysAgo) {
        db.owner.update(
                "INSERT INTO parked_message (status, reason, topic, partition_no, offset_no, order_id, sequence, headers,"
                        + " resolved_at) VALUES (?, 'r', 't', 0, ?, ?, ?, '{}', NOW(6) - INTERVAL ? DAY)",
                status,
                sequence,
                order,
                sequence,
                daysAgo);
    }

    private List<Long> remembered(String order) {
        return db.numbers("SELECT sequence FROM inbox WHERE order_id = ? ORDER BY sequence", order);
    }
}
