package dev.paysaga.payment.psp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.paysaga.events.Psp;
import dev.paysaga.payment.psp.PortOnePayments.PortOneError;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** The providers that we have a key for. One without a key is not offered. */
@Configuration(proxyBeanMethods = false)
class ProviderConfiguration {

    private static final Logger log = LoggerFactory.getLogger(ProviderConfiguration.class);

    @Bean
    @Conditional(TossHasKey.class)
    PaymentGateway toss(TossProperties properties, GuardProperties guard, MeterRegistry meters) {
        log.info("Toss Payments is asked at {}", properties.baseUrl());
        // Basic authentication with the secret key as the user and no password; the colon belongs to it.
        String basic =
                Base64.getEncoder().encodeToString((requireNonNull(properties.secretKey()) + ":").getBytes(UTF_8));
        var http = new ProviderHttp(
                properties.baseUrl(), "Basic " + basic, properties.connectTimeout(), properties.readTimeout());
        var guarded = new ProviderGuard(Psp.TOSS, http, _ -> false, guard, meters);
        return new MeasuredGateway(new TossPayments(guarded), meters);
    }

    @Bean
    @Conditional(PortOneHasKey.class)
    PaymentGateway portOne(PortOneProperties properties, GuardProperties guard, MeterRegistry meters) {
        log.info("PortOne is asked at {}", properties.baseUrl());
        var http = new ProviderHttp(
                properties.baseUrl(),
                "PortOne " + requireNonNull(properties.apiSecret()),
                properties.connectTimeout(),
                properties.readTimeout());
        var guarded = new ProviderGuard(Psp.PORTONE, http, ProviderConfiguration::isGatewayBehind, guard, meters);
        return new MeasuredGateway(new PortOnePayments(guarded, properties.storeId()), meters);
    }

    /** PortOne's 502 is not PortOne being down, but what the payment gateway behind it has said. */
    private static boolean isGatewayBehind(ProviderCalls.Answered answer) {
        PortOneError error = ProviderJson.read(answer.body(), PortOneError.class);
        return error != null && "PG_PROVIDER".equals(error.type());
    }

    /** Whether a property has a text. Conditions that come with the framework would take an empty one for a key. */
    abstract static class HasText implements Condition {

        private final String property;

        HasText(String property) {
            this.property = property;
        }

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return StringUtils.hasText(context.getEnvironment().getProperty(property));
        }
    }

    /** Toss can be asked. */
    static final class TossHasKey extends HasText {

        TossHasKey() {
            super("paysaga.toss.secret-key");
        }
    }

    /** PortOne can be asked. */
    static final class PortOneHasKey extends HasText {

        PortOneHasKey() {
            super("paysaga.portone.api-secret");
        }
    }
}
