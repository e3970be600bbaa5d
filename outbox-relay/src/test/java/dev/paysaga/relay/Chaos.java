package dev.paysaga.relay;

import static org.awaitility.Awaitility.await;

import dev.paysaga.testing.TestKafka;
import dev.paysaga.testing.TestMysql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Kills relays, broker and MySQL in an order that a seed decides, and measures how long it takes to go on. */
final class Chaos {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What is done, each with how often. The two relays are called active and standby by what they are just then. */
    enum Blow {
        KILL_ACTIVE(true),
        KILL_STANDBY(true),
        FREEZE_ACTIVE_PAST_TAKEOVER(true),
        KILL_BOTH(false),
        KILL_BROKER(false),
        KILL_MYSQL(false);

        private final boolean asksWhoIsActive;

        Blow(boolean asksWhoIsActive) {
            this.asksWhoIsActive = asksWhoIsActive;
        }
    }

    private final Random random;
    private final List<RelayProcess> relays;
    private final CommittedReader reader;
    private final List<Long> takeovers = new ArrayList<>();
    private final BooleanSupplier over;
    private final long start = System.nanoTime();
    private int number;

    /** @param over asked before each blow whether it is enough */
    Chaos(long seed, List<RelayProcess> relays, CommittedReader reader, BooleanSupplier over) {
        this.over = over;
        this.random = new Random(seed);
        this.relays = relays;
        this.reader = reader;
    }

    /** Milliseconds from each blow at the active relay until the other one had sent something. */
    List<Long> takeovers() {
        return takeovers;
    }

    /**
     * Deals the blows in a seeded order.
     *
     * @param relayBlows half of them kill the active relay, the rest is shared by the other blows at relays
     */
    void run(int relayBlows, int brokerKills, int mysqlKills) {
        List<Blow> blows = new ArrayList<>();
        List<Blow> atRelays = List.of(
                Blow.KILL_ACTIVE,
                Blow.FREEZE_ACTIVE_PAST_TAKEOVER,
                Blow.KILL_BOTH,
                Blow.KILL_ACTIVE,
                Blow.KILL_STANDBY,
                Blow.KILL_ACTIVE);
        for (int index = 0; index < relayBlows; index++) {
            blows.add(atRelays.get(index % atRelays.size()));
        }
        blows.addAll(Collections.nCopies(brokerKills, Blow.KILL_BROKER));
        blows.addAll(Collections.nCopies(mysqlKills, Blow.KILL_MYSQL));
        Collections.shuffle(blows, random);
        for (Blow blow : blows) {
            if (over.getAsBoolean()) {
                System.out.printf("chaos is told to end after %d of %d blows%n", number, blows.size());
                return;
            }
            deal(blow, blows.size());
        }
    }

    private void deal(Blow blow, int blows) {
        pause(1_500);
        if (blow.asksWhoIsActive) {
            awaitRoles();
        }
        RelayProcess active = awaitStreaming();
        RelayProcess standby = relays.getFirst() == active ? relays.getLast() : relays.getFirst();
        long begin = System.nanoTime();
        switch (blow) {
            case KILL_ACTIVE -> {
                active.kill();
                awaitProgress();
                takeovers.add(millisSince(begin));
                active.restart();
            }
            case FREEZE_ACTIVE_PAST_TAKEOVER -> {
                active.signal("STOP");
                awaitProgress();
                takeovers.add(millisSince(begin));
                active.signal("CONT");
                active.awaitState(RelayState.STANDBY);
                await("the one that was frozen says why it stands by")
                        .until(() -> active.says("shut this one out") || active.says("taken the turn away"));
            }
            case KILL_STANDBY -> {
                standby.kill();
                standby.restart();
            }
            case KILL_BOTH -> {
                relays.forEach(RelayProcess::kill);
                relays.forEach(RelayProcess::restart);
                awaitProgress();
            }
            case KILL_BROKER -> {
                TestKafka.broker().kill();
                pause(3_000);
                TestKafka.broker().restart();
                awaitProgress();
            }
            case KILL_MYSQL -> {
                TestMysql.server().kill();
                pause(2_000);
                TestMysql.server().restart();
                awaitProgress();
            }
        }
        number++;
        System.out.printf(
                Locale.ROOT,
                "chaos %3d of %d after %4d s  %-28s %6d ms  %7d events, %d repeated, %d out of order%n",
                number,
                blows,
                millisSince(start) / 1000,
                blow.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                millisSince(begin),
                reader.events(),
                reader.repeated(),
                reader.outOfOrder());
    }

    /** After a blow either relay may be the active one, and for a moment both or none. */
    private void awaitRoles() {
        await("one relay streams, the other stands by")
                .atMost(PATIENCE)
                .until(() -> Set.of(RelayState.STREAMING, RelayState.STANDBY).stream()
                        .allMatch(state -> relays.stream().anyMatch(relay -> relay.isIn(state))));
    }

    private RelayProcess awaitStreaming() {
        return await("a relay streams")
                .atMost(PATIENCE)
                .until(
                        () -> relays.stream()
                                .filter(relay -> relay.isIn(RelayState.STREAMING))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** What was under way is read; only then does another event show that somebody sends. */
    private void awaitProgress() {
        LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
        long before = reader.events();
        await("events flow again")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(25))
                .until(() -> reader.events() > before);
    }

    private void pause(int millisMax) {
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(millisMax)).toNanos());
    }

    private static long millisSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    }
}
