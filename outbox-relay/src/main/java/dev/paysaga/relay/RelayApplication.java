package dev.paysaga.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Starts the relay and wires its parts. */
@SpringBootApplication
@EnableConfigurationProperties(RelayConfiguration.class)
public class RelayApplication {

    private static final Logger LOG = LoggerFactory.getLogger(RelayApplication.class);

    /** For the Java launcher. */
    public static void main(String[] arguments) {
        SpringApplication.run(RelayApplication.class, arguments);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    RelaySources relaySources(
            RelayConfiguration configuration, Clock clock, MeterRegistry registry, @Value("${server.port}") int port) {
        List<RelaySource> sources = new ArrayList<>();
        for (RelaySettings settings : configuration.perSource()) {
            // Two sources may be schemas of one MySQL, where each reader needs an id of its own.
            long serverId = serverId(settings.mysql().serverId(), port) + sources.size();
            LOG.info("source {}: this relay's server id is {}", settings.source(), serverId);
            sources.add(source(settings, serverId, clock, registry));
        }
        return new RelaySources(sources);
    }

    private static RelaySource source(RelaySettings settings, long serverId, Clock clock, MeterRegistry registry) {
        RelayStatus status = new RelayStatus(settings.source(), clock);
        RelayMetrics metrics = new RelayMetrics(registry, settings.source(), status);
        KafkaClients clients = new KafkaClients(settings, serverId);
        LastResort lastResort = LastResort.halt();
        SourceDatabase database = new SourceDatabase(settings);
        RelaySupervisor supervisor = new RelaySupervisor(
                settings,
                clients,
                new SessionFactory(settings, clients, serverId, database, status, metrics, lastResort),
                database,
                status,
                metrics,
                new Backoff(
                        settings.supervision().backoffMin(),
                        settings.supervision().backoffMax(),
                        RandomGenerator.getDefault()),
                lastResort);
        return new RelaySource(
                settings, status, metrics, supervisor, new Retention(settings, database, status, metrics));
    }

    /**
     * The id given, or one made from host and port: the same after a restart, another for another relay. Derived ids begin
     * at 2^31, away from those that people give to servers.
     */
    static long serverId(long given, int port) {
        if (given != 0) {
            return given;
        }
        CRC32 sum = new CRC32();
        sum.update((hostname() + ":" + port).getBytes(UTF_8));
        return (1L << 31) + (sum.getValue() >>> 1);
    }

    private static String hostname() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "localhost";
        }
    }
}
