package dev.paysaga.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Position and lag for operators. */
@RestController
final class RelayController {

    private final RelaySources sources;

    RelayController(RelaySources sources) {
        this.sources = sources;
    }

    /**
     * The relay at this moment.
     *
     * @param source which of the configured sources
     * @param since when the state was entered
     * @param detail what is waited for or has happened; empty if the state says it all
     * @param position of the last commit of this process
     * @param lagMs age of what was committed last, milliseconds
     * @param others the other sources, if there are any
     * @param rebuilds sessions that ended with an error or in silence
     */
    record View(
            String source,
            RelayState state,
            Instant since,
            String detail,
            @Nullable Position position,
            @Nullable Long lagMs,
            long eventsSent,
            long transactions,
            long rebuilds,
            RelayStatus.@Nullable ErrorSeen lastError,
            List<View> others) {}

    /**
     * Where the source is read on.
     *
     * @param pos byte offset of the transaction in the file
     * @param event events of the transaction that are done
     * @param row rows of the next event that are done
     * @param gtids transactions that are completely read
     */
    record Position(String file, long pos, long event, long row, String gtids) {}

    /**
     * A source as a connector for Kafka Connect.
     *
     * @param config what differs per environment is a placeholder
     */
    record Connector(String name, Map<String, String> config) {}

    @GetMapping("/v1/relay")
    View relay() {
        List<RelaySource> all = sources.all();
        List<View> others =
                all.stream().skip(1).map(source -> view(source, List.of())).toList();
        return view(all.getFirst(), others);
    }

    /** What a Kafka Connect worker would have to be told in order to take this relay's place. */
    @GetMapping("/v1/relay/connectors")
    List<Connector> connectors() {
        return sources.all().stream()
                .map(RelaySource::settings)
                .map(settings -> new Connector(settings.name(), ConnectConnector.of(settings)))
                .toList();
    }

    private static View view(RelaySource source, List<View> others) {
        RelayStatus status = source.status();
        RelayMetrics metrics = source.metrics();
        RelayStatus.Standing standing = status.standing();
        return new View(
                source.name(),
                standing.state(),
                standing.since(),
                status.groupTrouble().orElse(standing.detail()),
                status.position().map(RelayController::position).orElse(null),
                status.lag().map(Duration::toMillis).orElse(null),
                metrics.eventsSent(),
                metrics.transactionsCommitted(),
                metrics.rebuildsSoFar(),
                status.lastError().orElse(null),
                others);
    }

    private static Position position(SourceOffset offset) {
        BinlogPosition position = offset.position();
        return new Position(position.file(), position.position(), position.event(), position.row(), offset.gtids());
    }
}
