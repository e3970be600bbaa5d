package dev.paysaga.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReemissionGuardTest {

    /** A row is written {@code server/file/position/row}; a transaction's rows share no position. */
    static Stream<Arguments> streams() {
        return Stream.of(
                Arguments.of("in order", "1/1/100/0 1/1/100/1 1/1/200/0", "1/1/100/0 1/1/100/1 1/1/200/0"),
                Arguments.of(
                        "half a transaction comes again",
                        "1/1/100/0 1/1/150/0 1/1/200/0 1/1/100/0 1/1/150/0 1/1/200/0 1/1/250/0",
                        "1/1/100/0 1/1/150/0 1/1/200/0 1/1/250/0"),
                Arguments.of(
                        "twice in a row",
                        "1/1/100/0 1/1/100/1 1/1/100/0 1/1/100/0 1/1/100/1 1/1/100/2",
                        "1/1/100/0 1/1/100/1 1/1/100/2"),
                Arguments.of(
                        "across files", "1/1/900/0 1/2/4/0 1/1/900/0 1/2/4/0 1/2/50/0", "1/1/900/0 1/2/4/0 1/2/50/0"),
                Arguments.of(
                        "the file's number grows wider",
                        "1/999999/900/0 1/1000000/4/0",
                        "1/999999/900/0 1/1000000/4/0"),
                Arguments.of(
                        "another server says nothing about this one",
                        "1/7/900/0 2/1/4/0 2/1/50/0",
                        "1/7/900/0 2/1/4/0 2/1/50/0"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void onlyNewRowsAreAdmitted(String what, String handedOut, String admitted) {
        ReemissionGuard guard = new ReemissionGuard();
        List<String> passed = new ArrayList<>();

        for (String row : handedOut.split(" ")) {
            if (guard.admitsRow(position(row))) {
                passed.add(row);
            }
        }

        assertThat(String.join(" ", passed)).as(what).isEqualTo(admitted);
    }

    @Test
    void aStoredOffsetStandsStillOrGoesForward() {
        ReemissionGuard guard = new ReemissionGuard();

        assertThat(guard.admitsOffset(position("1/1/100/2"))).isTrue();
        assertThat(guard.admitsOffset(position("1/1/100/2")))
                .as("a heartbeat in between")
                .isTrue();
        assertThat(guard.admitsOffset(position("1/1/100/1")))
                .as("after a reconnection")
                .isFalse();
        assertThat(guard.admitsOffset(position("2/1/4/0")))
                .as("of another server")
                .isTrue();
    }

    private static BinlogPosition position(String text) {
        String[] parts = text.split("/");
        return new BinlogPosition(
                Long.parseLong(parts[0]), "binlog." + parts[1], Long.parseLong(parts[2]), 0, Long.parseLong(parts[3]));
    }
}
