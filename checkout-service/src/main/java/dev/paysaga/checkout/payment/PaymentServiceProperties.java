package dev.paysaga.checkout.payment;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the payment-service is and how long we wait for it.
 *
 * @param url its base address
 * @param connectTimeout to reach it
 * @param readTimeout for what it knows of an order; a confirm has a patience of its own
 * @param cancelPatience how long a buyer's cancel waits for it; it goes on without us
 */
@ConfigurationProperties("paysaga.checkout.payment-service")
record PaymentServiceProperties(
        URI url,
        @DefaultValue("500ms") Duration connectTimeout,
        @DefaultValue("2s") Duration readTimeout,
        @DefaultValue("10s") Duration cancelPatience) {}
