package dev.paysaga.payment;

import dev.paysaga.messaging.OldRows;
import dev.paysaga.payment.webhook.WebhookProperties;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The payment-service. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class PaymentApplication {

    static void main(String[] args) {
        SpringApplication.run(PaymentApplication.class, args);
    }

    @Bean
    OldRows oldWebhooks(WebhookProperties webhooks) {
        return new OldRows("old_webhook", "received_at", webhooks.retention());
    }
}
