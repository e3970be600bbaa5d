package dev.paysaga.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * For operators: shows where a source is read on, shuts out whoever sends, makes the relay read the outboxes anew. Reads
 * the same settings as the relay. {@code docs/runbook.md} says when each is right.
 */
public final class RelayPosition {

    private final KafkaClients clients;
    private final RelaySettings settings;
    private final OffsetCodec codec;

    RelayPosition(RelaySettings settings) {
        this.settings = settings;
        this.clients = new KafkaClients(settings, 0);
        this.codec = new OffsetCodec(settings.name());
    }

    /** For the Java launcher: {@code show}, {@code fence} or {@code forget}, and the source's name unless it is main. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length == 0 || !List.of("show", "fence", "forget").contains(arguments[0])) {
            System.err.println("usage: RelayPosition show|fence|forget [source]");
            System.exit(2);
        }
        String source = arguments.length > 1 ? arguments[1] : RelayConfiguration.MAIN;
        RelayPosition position = new RelayPosition(settings(source));
        switch (arguments[0]) {
            case "show" -> System.out.println(position.show().orElse("no position is stored"));
            case "fence" -> position.fence();
            default -> position.forget();
        }
    }

    /** The stored position, JSON as Kafka Connect keeps it; empty if there is none. */
    Optional<String> show() {
        byte[] key = key();
        ByteBuffer value =
                new PositionTopic(clients, settings.positionsTopic()).read(key).get(ByteBuffer.wrap(key));
        return Optional.ofNullable(value)
                .map(found -> UTF_8.decode(found.duplicate()).toString());
    }

    /**
     * Shuts out every relay and every Connect task of this source that still holds a producer, frozen ones included, and
     * ends what they left open. Whoever is started afterwards sends.
     */
    void fence() throws InterruptedException {
        try (Admin admin = clients.admin()) {
            admin.fenceProducers(List.of(settings.name(), "paysaga-connect-" + settings.name() + "-0"))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The producers cannot be fenced.", e.getCause());
        }
    }

    /**
     * Removes the stored position. The next relay that starts reads the outbox tables whole and sends what the topics do
     * not have.
     */
    void forget() throws InterruptedException {
        fence();
        try (TransactionalPublisher publisher =
                new TransactionalPublisher(clients.producer(), settings.positionsTopic())) {
            publisher.fence();
            publisher.forget(key());
        }
    }

    private byte[] key() {
        return codec.key(Map.of("server", settings.topicPrefix()));
    }

    private static RelaySettings settings(String source) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Settings.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .run()) {
            return Binder.get(context.getEnvironment())
                    .bind("paysaga.relay", RelayConfiguration.class)
                    .get()
                    .perSource()
                    .stream()
                    .filter(settings -> settings.source().equals(source))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("There is no source " + source + "."));
        }
    }

    /** Nothing but the environment. */
    @Configuration(proxyBeanMethods = false)
    static class Settings {}
}
