package dev.paysaga.payment.webhook;

import dev.paysaga.events.Psp;
import dev.paysaga.http.SenderLimits;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Keeps floods of webhooks from the database, so that they cannot starve confirms. What is not proven to be genuine is
 * counted by the address that it comes from, so that one sender's flood is not another's silence; what reaches the
 * database is limited per provider, in a second and at the same time.
 */
@Component
class WebhookLimits {

    private final SenderLimits sources;
    private final RateLimiterConfig perProvider;
    private final Map<Psp, RateLimiter> providers = new ConcurrentHashMap<>();
    private final Semaphore atOnce;

    WebhookLimits(WebhookProperties properties) {
        this.sources = new SenderLimits(properties.perSource());
        this.perProvider = perSecond(properties.perProvider());
        this.atOnce = new Semaphore(properties.atOnce());
    }

    /**
     * Counts one that is not proven to be genuine.
     *
     * @throws TooManyWebhooksException when its source has sent too many
     */
    void countUnproven(Psp psp, String source) {
        if (!sources.admits(psp.name(), source)) {
            throw new TooManyWebhooksException();
        }
    }

    /**
     * Does what needs the database.
     *
     * @throws TooManyWebhooksException when too many of the provider's are at it, or were in this second
     */
    <T> T withDatabase(Psp psp, Supplier<T> work) {
        require(providers.computeIfAbsent(psp, key -> RateLimiter.of(key.name(), perProvider)));
        if (!atOnce.tryAcquire()) {
            throw new TooManyWebhooksException();
        }
        try {
            return work.get();
        } finally {
            atOnce.release();
        }
    }

    private static void require(RateLimiter limiter) {
        if (!limiter.acquirePermission()) {
            throw new TooManyWebhooksException();
        }
    }

    private static RateLimiterConfig perSecond(int limit) {
        return RateLimiterConfig.custom()
                .limitForPeriod(limit)
                .limitRefreshPeriod(Duration.ofSeconds(1))
                .timeoutDuration(Duration.ZERO)
                .build();
    }

    /** More webhooks than are taken just now; the provider sends this one again. */
    static final class TooManyWebhooksException extends RuntimeException {

        TooManyWebhooksException() {
            super("too many webhooks", null, false, false);
        }
    }
}
