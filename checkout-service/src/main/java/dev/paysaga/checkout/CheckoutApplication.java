package dev.paysaga.checkout;

import dev.paysaga.checkout.domain.Checkouts;
import dev.paysaga.checkout.domain.OrderIds;
import dev.paysaga.checkout.domain.Products;
import dev.paysaga.messaging.OldRows;
import jakarta.persistence.EntityManager;
import java.security.SecureRandom;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The checkout-service. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class CheckoutApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(CheckoutApplication.class, arguments);
    }

    /** A request that is sent again later than this would make a second checkout. */
    @Bean
    OldRows oldAnswers(@Value("${paysaga.checkout.answer-retention}") Duration retention) {
        return new OldRows("old_idempotency_key", "created_at", retention);
    }

    @Bean
    OrderIds orderIds() {
        return OrderIds.from(new SecureRandom());
    }

    @Bean
    Checkouts checkouts(EntityManager entities) {
        return new Checkouts(entities);
    }

    @Bean
    Products products(EntityManager entities) {
        return new Products(entities);
    }
}
