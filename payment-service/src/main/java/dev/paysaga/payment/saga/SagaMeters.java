package dev.paysaga.payment.saga;

import dev.paysaga.messaging.Reading;
import dev.paysaga.messaging.UnitOfWork;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** How many sagas are on their way, how old the oldest of them is, and how long those took that have ended. */
@Component
class SagaMeters {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5)
    };

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Reading<Map<SagaStage, Unfinished>> unfinished;

    SagaMeters(JdbcTemplate jdbc, UnitOfWork unitOfWork, Clock clock, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.meters = meters;
        this.unfinished = new Reading<>(() -> unitOfWork.get(this::count));
        for (SagaStage stage : SagaStage.values()) {
            Gauge.builder("paysaga.sagas.unfinished", unfinished.gauge(all -> at(stage, all).count))
                    .description("sagas at a stage that should be short")
                    .tag("stage", stage.name())
                    .register(meters);
            TimeGauge.builder("paysaga.sagas.age", unfinished.gauge(all -> age(at(stage, all))), TimeUnit.MILLISECONDS)
                    .description("time that the oldest saga has been at a stage; 0 when none is")
                    .tag("stage", stage.name())
                    .register(meters);
        }
    }

    /** @param kind {@code PAYMENT} or {@code CANCEL} */
    Timer duration(String kind) {
        return Timer.builder("paysaga.sagas.duration")
                .description("from the movement of the money to books and wallets that hold it")
                .tag("kind", kind)
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }

    @Scheduled(fixedDelayString = "${paysaga.metrics-pause}")
    void refresh() {
        unfinished.refresh();
    }

    private Map<SagaStage, Unfinished> count() {
        var found = new EnumMap<SagaStage, Unfinished>(SagaStage.class);
        for (SagaStage stage : SagaStage.values()) {
            jdbc.query(stage.query, row -> {
                var since = row.getTimestamp(2);
                found.put(stage, new Unfinished(row.getLong(1), since == null ? null : since.toInstant()));
            });
        }
        return found;
    }

    private static Unfinished at(SagaStage stage, Map<SagaStage, Unfinished> all) {
        return all.getOrDefault(stage, Unfinished.NONE);
    }

    private long age(Unfinished stage) {
        return stage.since == null
                ? 0
                : Math.max(0, Duration.between(stage.since, clock.instant()).toMillis());
    }

    /** What takes a moment when all is well, and of which there are few rows then: each query reads an index of just those. */
    private enum SagaStage {
        /** The provider has been asked for the money, and what came of it is not known. */
        CONFIRM(asked("CONFIRM")),
        /** The money is here; books or wallets do not hold it. */
        BOOK("SELECT COUNT(*), MIN(approved_at) FROM payment_event WHERE next_push_at IS NOT NULL"),
        /** The provider has been asked to give money back, and what came of it is not known. */
        CANCEL(asked("CANCEL")),
        /** The money has gone back; books or wallets still hold it. */
        BOOK_CANCEL("SELECT COUNT(*), MIN(ended_at) FROM cancellation WHERE next_push_at IS NOT NULL");

        private final String query;

        SagaStage(String query) {
            this.query = query;
        }

        /** Since it was asked first, however often it has been asked again. */
        private static String asked(String operation) {
            return "SELECT COUNT(*), MIN((SELECT MIN(first.started_at) FROM payment_attempt first"
                    + " WHERE first.payment_event_id = a.payment_event_id"
                    + " AND first.cancellation_id <=> a.cancellation_id))"
                    + " FROM payment_attempt a WHERE a.open_for IS NOT NULL AND a.operation = '" + operation + "'";
        }
    }

    private record Unfinished(long count, @Nullable Instant since) {
        private static final Unfinished NONE = new Unfinished(0, null);
    }
}
