package dev.paysaga.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
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
@EnableConfigurationProperties(RelaySettings.class)
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
    RelayStatus relayStatus(Clock clock) {
        return new RelayStatus(clock);
    }

    @Bean
    RelayMetrics relayMetrics(MeterRegistry registry, RelaySettings settings, RelayStatus status) {
        return new RelayMetrics(registry, settings.schemas(), status);
    }

    @Bean
    RelaySupervisor relaySupervisor(
            RelaySettings settings, RelayStatus status, RelayMetrics metrics, @Value("${server.port}") int port) {
        long serverId = serverId(settings.mysql().serverId(), port);
        LOG.info("this relay's server id is {}", serverId);
        KafkaClients clients = new KafkaClients(settings, serverId);
        LastResort lastResort = LastResort.halt();
        return new RelaySupervisor(
                settings,
                clients,
                new SessionFactory(settings, clients, serverId, status, metrics, lastResort),
                new SourceDatabase(settings),
                status,
                metrics,
                new Backoff(
                        settings.supervision().backoffMin(),
                        settings.supervision().backoffMax(),
                        RandomGenerator.getDefault()),
                lastResort);
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
