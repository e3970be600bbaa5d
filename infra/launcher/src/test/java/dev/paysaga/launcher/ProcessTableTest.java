package dev.paysaga.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTableTest {

    @TempDir
    Path folder;

    private Server sleeper;

    @BeforeEach
    void start() {
        sleeper = new SleepingServer(folder.resolve("log"));
    }

    @AfterEach
    void close() throws Exception {
        sleeper.close();
    }

    @Test
    void whatAnEarlierRunLeftIsFoundAndEnded() {
        var file = folder.resolve("processes");
        var handle = sleeper.process().handle();
        new ProcessTable(List.of(ProcessTable.Entry.of("sleeper", handle))).write(file);

        var read = ProcessTable.read(file);
        assertThat(read.living()).extracting(ProcessTable.Entry::name).containsExactly("sleeper");
        read.end();

        assertThat(read.living()).isEmpty();
        await("it is gone").until(() -> !handle.isAlive());
    }

    @Test
    void anotherProcessThatGotTheSameIdIsLeftAlone() {
        var handle = sleeper.process().handle();
        var entry = ProcessTable.Entry.of("sleeper", handle);
        var table = new ProcessTable(
                List.of(new ProcessTable.Entry(entry.name(), entry.pid(), entry.startMillis() - 60_000)));

        table.end();

        assertThat(table.living()).isEmpty();
        assertThat(handle.isAlive()).isTrue();
    }

    @Test
    void aProcessThatIsOnlyNotYetBuriedDoesNotCount() throws Exception {
        // The shell becomes a sleep that never asks for the exit code of the child that it had.
        var parent = new ProcessBuilder("sh", "-c", "sleep 0 & echo $!; exec sleep 300").start();
        try (var reader = parent.inputReader()) {
            var zombie = ProcessHandle.of(Long.parseLong(reader.readLine()));
            var entry = new ProcessTable.Entry("zombie", zombie.orElseThrow().pid(), startMillis(zombie.get()));

            await("it counts as gone").until(() -> entry.living().isEmpty());

            assertThat(zombie.get().isAlive()).isTrue();
        } finally {
            parent.destroyForcibly();
        }
    }

    private static long startMillis(ProcessHandle process) {
        return ProcessTable.Entry.of("any", process).startMillis();
    }

    @Test
    void withoutAFileNothingIsLeft() {
        assertThat(ProcessTable.read(folder.resolve("absent")).entries()).isEmpty();
    }
}
