package dev.paysaga.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinlogPositionTest {

    @ParameterizedTest(name = "{0} {1} {2} {3} {4} is before {5} {6} {7} {8} {9}: {10}")
    @CsvSource({
        // server, file, position, event, row   server, file, position, event, row   before
        "1, binlog.000001, 100, 0, 0,   1, binlog.000001, 100, 0, 0,   false",
        "1, binlog.000001, 100, 0, 0,   1, binlog.000001, 100, 0, 1,   true",
        "1, binlog.000001, 100, 0, 9,   1, binlog.000001, 100, 1, 0,   true",
        "1, binlog.000001, 100, 9, 9,   1, binlog.000001, 101, 0, 0,   true",
        "1, binlog.000001, 999, 9, 9,   1, binlog.000002, 4, 0, 0,     true",
        "1, binlog.000002, 4, 0, 0,     1, binlog.000001, 999, 9, 9,   false",
        "1, binlog.999999, 4, 0, 0,     1, binlog.1000000, 4, 0, 0,    true",
        "1, binlog.1000000, 4, 0, 0,    1, binlog.999999, 4, 0, 0,     false",
        "1, a.b-bin.000001, 4, 0, 0,    1, a.b-bin.000002, 4, 0, 0,    true",
        "1, binlog.000001, 100, 0, 0,   2, binlog.000002, 100, 0, 0,   false",
        "2, binlog.000002, 100, 0, 0,   1, binlog.000001, 100, 0, 0,   false",
    })
    void positionsOfOneServerAreInTheOrderOfItsBinlog(
            long server,
            String file,
            long position,
            long event,
            long row,
            long server2,
            String file2,
            long position2,
            long event2,
            long row2,
            boolean before) {
        BinlogPosition one = new BinlogPosition(server, file, position, event, row);
        BinlogPosition other = new BinlogPosition(server2, file2, position2, event2, row2);

        assertThat(one.isBefore(other)).isEqualTo(before);
        assertThat(one.isAtOrBefore(other)).isEqualTo(before || one.equals(other));
    }
}
