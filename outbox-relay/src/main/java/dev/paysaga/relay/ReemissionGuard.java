package dev.paysaga.relay;

import org.jspecify.annotations.Nullable;

/**
 * Drops what the binlog client hands out a second time by itself.
 *
 * <p>When Kafka stalls, the engine's queue fills and the binlog reader stands still; the client's keep-alive thread takes
 * the link for dead and reconnects at the last complete transaction, so that a half-read one comes again from its start.
 * The engine does not restart and no Kafka transaction can see it. One guard serves one session: after a rebuild the
 * stored position decides where reading goes on.
 */
final class ReemissionGuard {

    private @Nullable BinlogPosition lastRow;
    private @Nullable BinlogPosition lastOffset;

    /** True if the row is new; from then on it and everything before it on that server is old. */
    boolean admitsRow(BinlogPosition row) {
        BinlogPosition last = lastRow;
        if (last != null && row.isAtOrBefore(last)) {
            return false;
        }
        lastRow = row;
        return true;
    }

    /** True if reading on from this offset would not repeat what was sent: a stored position never goes backwards. */
    boolean admitsOffset(BinlogPosition offset) {
        BinlogPosition last = lastOffset;
        if (last != null && offset.isBefore(last)) {
            return false;
        }
        lastOffset = offset;
        return true;
    }
}
