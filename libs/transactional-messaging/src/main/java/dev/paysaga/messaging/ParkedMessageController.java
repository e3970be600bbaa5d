package dev.paysaga.messaging;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The operator's view of what this service could not handle. */
@RestController
class ParkedMessageController {

    private final ParkedMessages parked;

    ParkedMessageController(ParkedMessages parked) {
        this.parked = parked;
    }

    /** Messages that wait or have failed, oldest first, at most 500. */
    @GetMapping("/v1/parked-messages")
    List<ParkedMessageView> list() {
        return parked.list().stream().map(ParkedMessageView::of).toList();
    }

    /** Tries one again, and then what waits behind it: 200 when it is done, 409 when it still cannot be handled. */
    @PostMapping("/v1/parked-messages/{id}/replay")
    ResponseEntity<Replayed> replay(@PathVariable long id) {
        ParkedMessages.Outcome outcome = parked.replay(id);
        HttpStatus status = switch (outcome) {
            case RESOLVED -> HttpStatus.OK;
            case STILL_EARLY, FAILED -> HttpStatus.CONFLICT;
            case NOT_PARKED -> HttpStatus.NOT_FOUND;
        };
        return ResponseEntity.status(status).body(new Replayed(id, outcome));
    }

    record Replayed(long id, ParkedMessages.Outcome outcome) {}

    record ParkedMessageView(
            long id,
            ParkedMessage.Status status,
            String reason,
            String topic,
            @Nullable String orderId,
            @Nullable Long sequence,
            int attempts,
            Instant parkedAt) {

        static ParkedMessageView of(ParkedMessage parked) {
            return new ParkedMessageView(
                    parked.id(),
                    parked.status(),
                    parked.reason(),
                    parked.record().topic(),
                    parked.orderId(),
                    parked.sequence(),
                    parked.attempts(),
                    parked.parkedAt());
        }
    }
}
