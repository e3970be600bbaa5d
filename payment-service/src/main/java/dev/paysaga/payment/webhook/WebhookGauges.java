package dev.paysaga.payment.webhook;

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

    private final WebhookTable webhooks;
    private final UnitOfWork unitOfWork;
    private final Clock clock;
    private volatile Waiting waiting = new Waiting(0, null);

    WebhookGauges(WebhookTable webhooks, UnitOfWork unitOfWork, Clock clock, MeterRegistry meters) {
        this.webhooks = webhooks;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
        Gauge.builder("paysaga.webhooks.waiting", this, gauges -> gauges.waiting.count())
                .register(meters);
        TimeGauge.builder("paysaga.webhooks.lag", this, TimeUnit.MILLISECONDS, WebhookGauges::lag)
                .register(meters);
    }

    @Scheduled(fixedDelayString = "${paysaga.metrics-pause}")
    void refresh() {
        waiting = unitOfWork.get(webhooks::waiting);
    }

    private long lag() {
        Waiting now = waiting;
        return now.since() == null
                ? 0
                : Duration.between(now.since(), clock.instant()).toMillis();
    }
}
