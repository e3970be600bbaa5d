package dev.paysaga.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class MessagingPropertiesTest {

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withUserConfiguration(Properties.class);

    @ParameterizedTest
    @CsvSource({
        "a=b,                                     service must be",
        "paysaga.messaging.service=Payment,       service must be",
        "paysaga.messaging.batch-size=0,          batch-size must be",
        "paysaga.messaging.batch-size=1001,       batch-size must be",
        "paysaga.messaging.attempts=0,            attempts must be",
        "paysaga.messaging.first-pause=-1ms,      first-pause must be",
        "paysaga.messaging.longest-pause=1ms,     first-pause must be",
        "paysaga.messaging.retention.inbox=13d,   at least 14 days",
        "paysaga.messaging.retention.parked=13d,  at least 14 days",
        "paysaga.messaging.retention.outbox=24d,  at least outbox and topic together",
        "paysaga.messaging.retention.topic=24d,   at least outbox and topic together",
        "paysaga.messaging.batchsize-max=5,       batchsize-max"
    })
    void aWrongPropertyRefusesToStart(String property, String why) {
        String service = property.contains("service") || property.equals("a=b")
                ? property
                : "paysaga.messaging.service=payment-service";
        application
                .withPropertyValues(service, property)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining(why));
    }

    @Test
    void theServiceIsAllThatMustBeSaid() {
        application
                .withPropertyValues("paysaga.messaging.service=payment-service")
                .run(context -> assertThat(context.getBean(MessagingProperties.class))
                        .isEqualTo(new MessagingProperties(
                                "payment-service",
                                200,
                                5,
                                Duration.ofMillis(50),
                                Duration.ofSeconds(2),
                                new MessagingProperties.Retention(
                                        Duration.ofDays(7),
                                        Duration.ofDays(7),
                                        Duration.ofDays(30),
                                        Duration.ofDays(90)))));
    }

    @EnableConfigurationProperties(MessagingProperties.class)
    static class Properties {}
}
