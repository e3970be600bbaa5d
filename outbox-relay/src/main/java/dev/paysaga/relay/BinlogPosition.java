package dev.paysaga.relay;

import java.math.BigInteger;
import java.util.Comparator;

/**
 * A place in the binlog of one server.
 *
 * <p>Two uses: where a row was read ({@code position} = the row's own event, {@code event} 0), and where reading would
 * go on ({@code position} = the transaction's begin, {@code event} = events of it that are done). The two are not
 * compared with each other.
 *
 * @param serverId MySQL's server id; positions of two servers say nothing about each other
 * @param file binlog file, such as {@code binlog.000012}
 * @param position byte offset in the file
 * @param event events of the transaction to skip, from 0
 * @param row row of the event, from 0
 */
record BinlogPosition(long serverId, String file, long position, long event, long row) {

    private static final Comparator<BinlogPosition> IN_ONE_SERVER = Comparator.comparing(BinlogPosition::fileNumber)
            .thenComparingLong(BinlogPosition::position)
            .thenComparingLong(BinlogPosition::event)
            .thenComparingLong(BinlogPosition::row);

    /** True if both are of one server and this is not after the other. */
    boolean isAtOrBefore(BinlogPosition other) {
        return serverId == other.serverId && IN_ONE_SERVER.compare(this, other) <= 0;
    }

    /** True if both are of one server and this is before the other. */
    boolean isBefore(BinlogPosition other) {
        return serverId == other.serverId && IN_ONE_SERVER.compare(this, other) < 0;
    }

    /** The number after the last dot: text order would put {@code .1000000} before {@code .999999}. */
    private BigInteger fileNumber() {
        return new BigInteger(file.substring(file.lastIndexOf('.') + 1));
    }
}
