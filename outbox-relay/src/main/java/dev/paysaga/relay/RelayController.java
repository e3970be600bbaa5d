package dev.paysaga.relay;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Position and lag for operators. */
@RestController
final class RelayController {

    private final RelayStatus status;
    private final RelayMetrics metrics;

    RelayController(RelayStatus status, RelayMetrics metrics) {
        this.status = status;
        this.metrics = metrics;
    }

    /**
     * The relay at this moment.
     *
     * @param since when the state was entered
     * @param detail what is waited for or has happened; empty if the state says it all
     * @param position of the last commit of this process
     * @param lagMs age of what was committed last, milliseconds
     * @param rebuilds sessions that ended with an error or in silence
     */
    record View(
            RelayState state,
            Instant since,
            String detail,
            @Nullable Position position,
            @Nullable Long lagMs,
            long eventsSent,
            long transactions,
            long rebuilds,
            RelayStatus.@Nullable ErrorSeen lastError) {}

    /**
     * Where the source is read on.
     *
     * @param pos byte offset of the transaction in the file
     * @param event events of the transaction that are done
     * @param row rows of the next event that are done
     * @param gtids transactions that are completely read
     */
    record Position(String file, long pos, long event, long row, String gtids) {}

    @GetMapping("/v1/relay")
    View relay() {
        RelayStatus.Standing standing = status.standing();
        return new View(
                standing.state(),
                standing.since(),
                status.groupTrouble().orElse(standing.detail()),
                status.position().map(RelayController::position).orElse(null),
                status.lag().map(Duration::toMillis).orElse(null),
                metrics.eventsSent(),
                metrics.transactionsCommitted(),
                metrics.rebuildsSoFar(),
                status.lastError().orElse(null));
    }

    private static Position position(SourceOffset offset) {
        BinlogPosition position = offset.position();
        return new Position(position.file(), position.position(), position.event(), position.row(), offset.gtids());
    }
}
