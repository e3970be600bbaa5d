package dev.paysaga.relay;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides with the other relays which one is active: whoever is assigned the one partition of the positions topic.
 *
 * <p>This only spares two relays the work of fencing each other; that no event is sent twice rests on the producer's
 * fencing alone.
 */
final class Membership implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** What {@code group.min.session.timeout.ms} is on a broker that says nothing about it. */
    private static final Duration ALLOWED_BY_DEFAULT = Duration.ofSeconds(6);

    private final KafkaClients clients;
    private final RelayTopics topics;
    private final String topic;
    private final Listener listener;
    private final Thread thread;
    private Duration sessionTimeout;
    private volatile boolean active;
    private volatile boolean closing;

    /** What the relay does about its turn. Called on the membership's thread. */
    interface Listener {
        /** The group is reached and has decided. */
        void joined();

        /** It is this relay's turn. */
        void seated();

        /** Its turn is over: returns when the engine has stopped. */
        void unseated();

        /** Kafka cannot be asked; the turn, if it has it, is kept for now. */
        void unreachable(String reason);

        /** Another process has this relay's identity. */
        void impersonated(String reason);
    }

    /** @param sessionTimeout a relay that is silent for so long is replaced */
    Membership(KafkaClients clients, RelayTopics topics, String topic, Duration sessionTimeout, Listener listener) {
        this.clients = clients;
        this.topics = topics;
        this.topic = topic;
        this.sessionTimeout = sessionTimeout;
        this.listener = listener;
        this.thread = Thread.ofPlatform().name("relay-membership").daemon(true).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    boolean active() {
        return active;
    }

    /** Leaves the group at once, so that a standby need not wait for the session to run out. */
    void leave(Duration patience) throws InterruptedException {
        closing = true;
        thread.join(patience);
    }

    private void run() {
        while (!closing) {
            try {
                topics.ensureOwn();
                takePart();
            } catch (FencedInstanceIdException e) {
                LOG.debug("fenced", e);
                listener.impersonated(
                        "another process runs with the same RELAY_SERVER_ID and took this one's place; give"
                                + " each relay its own id and start this one again");
                return;
            } catch (InvalidSessionTimeoutException e) {
                LOG.warn(
                        "The broker allows no session timeout of {}; it is {} then. Lower group.min.session.timeout.ms of the"
                                + " brokers for a quicker takeover.",
                        sessionTimeout,
                        ALLOWED_BY_DEFAULT);
                sessionTimeout = ALLOWED_BY_DEFAULT;
                LockSupport.parkNanos(RETRY.toNanos());
            } catch (KafkaException e) {
                LOG.debug("the group cannot be reached", e);
                listener.unreachable(String.valueOf(e.getMessage()));
                LockSupport.parkNanos(RETRY.toNanos());
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void takePart() {
        KafkaConsumer<byte[], byte[]> consumer = clients.member(sessionTimeout);
        try {
            consumer.subscribe(List.of(topic), this);
            while (!closing) {
                consumer.poll(POLL);
                consumer.pause(consumer.assignment());
            }
        } finally {
            giveUpSeat();
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(2))
                    .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        listener.joined();
        if (!partitions.isEmpty()) {
            active = true;
            listener.seated();
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            giveUpSeat();
        }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        giveUpSeat();
    }

    private void giveUpSeat() {
        if (active) {
            active = false;
            listener.unseated();
        }
    }
}
