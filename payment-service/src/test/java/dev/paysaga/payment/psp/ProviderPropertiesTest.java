package dev.paysaga.payment.psp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

/** Where money is asked for when nobody says so, and what is refused at the start. */
class ProviderPropertiesTest {

    private static final String TOSS = "test_sk_hush";
    private static final String PORTONE = "test_portone_hush";

    @Test
    void withoutAnEnvironmentTheRealProvidersAreAsked() {
        try (var context = service(Map.of("TOSS_SECRET_KEY", "live_sk_hush", "PORTONE_API_SECRET", "hush"))) {
            assertThat(context.getBean(TossProperties.class).baseUrl())
                    .isEqualTo(URI.create("https://api.tosspayments.com"));
            assertThat(context.getBean(PortOneProperties.class).baseUrl())
                    .isEqualTo(URI.create("https://api.portone.io"));
            assertThat(context.getBean(PortOneProperties.class).storeId()).isNull();
            assertThat(context.getBean(PortOneProperties.class).readTimeout())
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(60));
            assertThat(context.getBeansOfType(PaymentGateway.class)).hasSize(2);
        }
    }

    @Test
    void anotherAddressIsTakenFromTheEnvironmentAlone() {
        try (var context = service(Map.of(
                "TOSS_SECRET_KEY", TOSS,
                "TOSS_BASE_URL", "http://127.0.0.1:8090",
                "PORTONE_API_SECRET", PORTONE,
                "PORTONE_BASE_URL", "http://127.0.0.1:8091",
                "PORTONE_STORE_ID", "store-1",
                "PSP_URL", "http://127.0.0.1:9"))) {
            assertThat(context.getBean(TossProperties.class).baseUrl()).isEqualTo(URI.create("http://127.0.0.1:8090"));
            assertThat(context.getBean(PortOneProperties.class).baseUrl())
                    .isEqualTo(URI.create("http://127.0.0.1:8091"));
            assertThat(context.getBean(PortOneProperties.class).storeId()).isEqualTo("store-1");
        }
    }

    @Test
    void aProviderWithoutAKeyIsNotOffered() {
        try (var context = service(Map.of("TOSS_SECRET_KEY", TOSS, "PORTONE_API_SECRET", " "))) {
            assertThat(context.getBeansOfType(PaymentGateway.class)).containsOnlyKeys("toss");
        }
        try (var context = service(Map.of("PORTONE_API_SECRET", PORTONE))) {
            assertThat(context.getBeansOfType(PaymentGateway.class)).containsOnlyKeys("portOne");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    http://psp.example | live_sk_hush | KEY does not
                    ftp://psp.example | test_sk_hush | BASE is no https address
                    psp.example | test_sk_hush | BASE is no https address
                    `` | test_sk_hush | BASE is no https address
                    https://psp.example/ | test_sk_hush | BASE must have no user
                    https://a:b@psp.example | test_sk_hush | BASE must have no user
                    https://psp.example | `test_sk_hush hush` | KEY has characters
                    https://psp.example | `test_sk_hush\u00e9` | KEY has characters
                    """)
    void aMistakeStopsTheStartAndNamesItsVariableButNotTheKey(String url, String key, String message) {
        assertThatThrownBy(() -> ProviderAddress.check("BASE", URI.create(url), "KEY", key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("hush");
    }

    @Test
    void noKeyIsEverPrinted() {
        var timeout = Duration.ofSeconds(1);
        var url = URI.create("https://psp.example");

        assertThat(new TossProperties(url, TOSS, timeout, timeout).toString()).doesNotContain("hush");
        assertThat(new PortOneProperties(url, PORTONE, null, timeout, timeout).toString())
                .doesNotContain("hush");
    }

    /** This package and the service's own settings, with an environment of the given variables alone. */
    private static AnnotationConfigApplicationContext service(Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        var sources = environment.getPropertySources();
        sources.remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        sources.remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        sources.addLast(new MapPropertySource("variables", variables));
        try {
            new YamlPropertySourceLoader()
                    .load("application.yml", new ClassPathResource("application.yml"))
                    .forEach(sources::addLast);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        var context = new AnnotationConfigApplicationContext();
        context.setEnvironment(environment);
        context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
        context.register(Settings.class, ProviderConfiguration.class);
        context.refresh();
        return context;
    }

    @EnableConfigurationProperties({TossProperties.class, PortOneProperties.class, GuardProperties.class})
    private static final class Settings {}
}
