package dev.paysaga.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paysaga.launcher.PartStatus.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedTest {

    @TempDir
    Path folder;

    private final List<ClusterEvent> events = new CopyOnWriteArrayList<>();
    private final Object monitor = new Object();

    @SuppressWarnings("NullAway.Init") // by begin(), in every test
    private Supervised supervised;

    @AfterEach
    void close() {
        supervised.close();
    }

    @Test
    void aProcessThatDiesIsStartedAgainAfterASecond() {
        begin(true, () -> new SleepingServer(folder.resolve("log")));
        var first = awaitState(State.READY);
        var killed = System.nanoTime();

        ProcessHandle.of(first.pid()).orElseThrow().destroyForcibly();

        await("it runs again").until(() -> supervised.status().restarts() == 1 && supervised.isReady());
        assertThat(supervised.status().pid()).isNotEqualTo(first.pid());
        assertThat(Duration.ofNanos(System.nanoTime() - killed)).isGreaterThan(Duration.ofMillis(900));
        assertThat(events)
                .anyMatch(event -> event instanceof ClusterEvent.Died died
                        && died.pid() == first.pid()
                        && died.exitCode() == 137
                        && died.restarts());
    }

    @Test
    void aProcessThatIsStoppedStaysStoppedUntilItIsStarted() {
        begin(true, () -> new SleepingServer(folder.resolve("log")));
        var first = awaitState(State.READY);

        supervised.stop();

        assertThat(supervised.status().state()).isEqualTo(State.STOPPED);
        assertThat(ProcessHandle.of(first.pid())).isEmpty();
        await("it stays stopped")
                .during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(4))
                .until(() -> supervised.status().pid() == 0);

        supervised.start();

        assertThat(awaitState(State.READY).restarts()).isZero();
    }

    @Test
    void withoutRestartsTheDeadStayDead() {
        begin(false, () -> new SleepingServer(folder.resolve("log")));
        awaitState(State.READY);

        supervised.kill();

        awaitState(State.DEAD);
        await("it stays dead")
                .during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(4))
                .until(() -> supervised.status().state() == State.DEAD);
    }

    @Test
    void aKilledProcessDoesNotCountAsReady() {
        begin(true, () -> new SleepingServer(folder.resolve("log")));
        awaitState(State.READY);

        supervised.kill();

        assertThat(supervised.isReady()).isFalse();
    }

    @Test
    void aProgramThatCannotStartIsGivenUpWithItsReason() {
        begin(true, () -> {
            throw new LaunchFailure("no such program");
        });

        awaitState(State.DEAD);

        var failure = supervised.failure();
        assertThat(failure).isNotNull();
        assertThat(failure).hasMessage("no such program");
    }

    private void begin(boolean restart, Supplier<Server> first) {
        var settings = new ClusterSettings(ProjectHome.find(), folder, Ports.free(), restart, Map.of(), events::add);
        supervised = new Supervised(Part.PSP, settings, monitor, () -> true, first);
        supervised.begin();
    }

    private PartStatus awaitState(State state) {
        await("state " + state).until(() -> supervised.status().state() == state);
        return supervised.status();
    }
}
