package dev.paysaga.payment.webhook;

import dev.paysaga.messaging.Reading;
import dev.paysaga.messaging.UnitOfWork;
import dev.paysaga.payment.webhook.WebhookTable.Waiting;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** How many webhooks wait, and how long the oldest has. */
@Component
class WebhookGauges {

    private final Clock clock;
    private final Reading<Waiting> waiting;

    WebhookGauges(WebhookTable webhooks, UnitOfWork unitOfWork, Clock clock, MeterRegistry meters) {
        this.clock = clock;
        this.waiting = new Reading<>(() -> unitOfWork.get(webhooks::waiting));
        Gauge.builder("paysaga.webhooks.waiting", waiting.gauge(Waiting::count)).register(meters);
        TimeGauge.builder("paysaga.webhooks.lag", waiting.gauge(this::lag), TimeUnit.MILLISECONDS)
                .register(meters);
    }

    @Scheduled(fixedDelayString = "${paysaga.metrics-pause}")
    void refresh() {
        waiting.refresh();
    }

    private long lag(Waiting now) {
        return now.since() == null
                ? 0
                : Duration.between(now.since(), clock.instant()).toMillis();
    }
}
