package dev.paysaga.tracing;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Spans for who wants them. Without an address no class of the SDK is loaded. */
@AutoConfiguration
@EnableConfigurationProperties(TracingProperties.class)
public class TracingAutoConfiguration {

    @Bean
    @Conditional(HasEndpoint.class)
    SpanExport spanExport(TracingProperties properties, Environment environment) {
        return new SpanExport(properties, environment.getProperty("spring.application.name", "paysaga"));
    }

    /** An empty address, which a container's environment may hold, is none. */
    static final class HasEndpoint implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return StringUtils.hasText(context.getEnvironment().getProperty("paysaga.tracing.otlp-endpoint"));
        }
    }
}
