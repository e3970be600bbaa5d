package dev.paysaga.messaging;

import dev.paysaga.testing.ServiceProperties;
import java.util.HashMap;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/** A whole service with one listener, on the real database and the real broker, as a service is set up. */
@SpringBootConfiguration
@EnableAutoConfiguration
class TestService {

    @Bean
    TestListener listener(JdbcTemplate jdbc) {
        return new TestListener(jdbc);
    }

    /** @param name the consumer group: a new one begins at the beginning of the topic */
    static ConfigurableApplicationContext start(String name, String... more) {
        var properties = new HashMap<String, Object>();
        ServiceProperties.register((key, value) -> properties.put(key, String.valueOf(value.get())), "ledger");
        properties.put("spring.config.import", "classpath:service-defaults.yml");
        properties.put("paysaga.schema", "ledger");
        properties.put("paysaga.messaging.service", name);
        properties.put("paysaga.messaging.first-pause", "10ms");
        properties.put("paysaga.messaging.longest-pause", "200ms");
        properties.put("server.port", "0");
        properties.put("server.address", "127.0.0.1");
        properties.put("spring.main.banner-mode", "off");
        for (String property : more) {
            int at = property.indexOf('=');
            properties.put(property.substring(0, at), property.substring(at + 1));
        }
        return SpringApplication.run(
                TestService.class,
                properties.entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new));
    }
}
