package dev.paysaga.relay;

import dev.paysaga.testing.TestKafka;
import dev.paysaga.testing.TestMysql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.io.ClassPathResource;

/** The relay's settings as they are shipped, with nothing set from outside. */
final class ShippedSettings {

    private ShippedSettings() {}

    static RelaySettings read() {
        return with(Map.of());
    }

    /** The same in an environment with these variables. */
    static RelaySettings with(Map<String, Object> environment) {
        try {
            MutablePropertySources sources = new MutablePropertySources();
            sources.addFirst(new MapPropertySource("environment", environment));
            new YamlPropertySourceLoader()
                    .load("application", new ClassPathResource("application.yml"))
                    .forEach(sources::addLast);
            return new Binder(
                            ConfigurationPropertySources.from(sources),
                            new PropertySourcesPlaceholdersResolver(sources))
                    .bind("paysaga.relay", RelayConfiguration.class)
                    .get()
                    .perSource()
                    .getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with the tests' broker. */
    static RelaySettings onTestKafka() {
        RelaySettings shipped = read();
        RelaySettings.Kafka kafka = shipped.kafka();
        return new RelaySettings(
                shipped.source(),
                shipped.name(),
                shipped.topicPrefix(),
                shipped.schemas(),
                shipped.mysql(),
                new RelaySettings.Kafka(
                        TestKafka.bootstrap(),
                        kafka.security(),
                        kafka.sessionTimeout(),
                        kafka.transactionTimeout(),
                        kafka.deliveryTimeout()),
                shipped.engine(),
                shipped.supervision(),
                shipped.retention());
    }

    /** The same with the tests' MySQL. */
    static RelaySettings onTestMysql() {
        RelaySettings shipped = read();
        return new RelaySettings(
                shipped.source(),
                shipped.name(),
                shipped.topicPrefix(),
                shipped.schemas(),
                new RelaySettings.Mysql(
                        TestMysql.server().host(),
                        TestMysql.server().port(),
                        "relay",
                        TestMysql.secrets().password("relay"),
                        0,
                        "disabled",
                        "",
                        "",
                        "",
                        "",
                        "retention",
                        TestMysql.secrets().password("retention")),
                shipped.kafka(),
                shipped.engine(),
                shipped.supervision(),
                shipped.retention());
    }
}
