package dev.paysaga.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Kafka Connect takes the relay's place in the cluster and gives it back while orders come in: all of them end, and each
 * event is on its topic once. Not part of the other tests on containers: it wants a cluster of its own, and an image that
 * nothing else needs ({@code ./paysaga test --on compose ConnectInTheRelaysPlace}).
 */
class ConnectInTheRelaysPlace {

    private static final Duration IN_THE_END = Duration.ofMinutes(3);

    @Test
    void ordersGoOnThereAndBackAndEachEventIsOnItsTopicOnce() {
        try (var cluster = ComposeCluster.start(
                Path.of("target/connect-" + ProcessHandle.current().pid()).toAbsolutePath())) {
            Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
            var books = new Books(cluster);

            var before = new SteadyBuyers(cluster, 2, 1);
            before.during(cluster::toConnect);
            everyOrderIsComplete(before);
            books.balance(IN_THE_END);

            var after = new SteadyBuyers(cluster, 2, 1);
            after.during(cluster::toRelay);
            everyOrderIsComplete(after);
            books.balance(IN_THE_END);
        }
    }

    private static void everyOrderIsComplete(SteadyBuyers buyers) {
        assertThat(buyers.notServed()).isEmpty();
        assertThat(buyers.paid()).hasSizeGreaterThan(10);
        buyers.paid().forEach(order -> buyers.awaitComplete(order, IN_THE_END));
    }
}
