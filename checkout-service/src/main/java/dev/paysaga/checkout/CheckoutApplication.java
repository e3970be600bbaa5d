package dev.paysaga.checkout;

import dev.paysaga.checkout.domain.Checkouts;
import dev.paysaga.checkout.domain.OrderIds;
import dev.paysaga.checkout.domain.Products;
import jakarta.persistence.EntityManager;
import java.security.SecureRandom;
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
