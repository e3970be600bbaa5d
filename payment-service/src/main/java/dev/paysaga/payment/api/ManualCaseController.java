package dev.paysaga.payment.api;

import dev.paysaga.payment.saga.ManualCases;
import dev.paysaga.payment.saga.ManualCases.ManualCase;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What operators must look at. */
@RestController
class ManualCaseController {

    private final ManualCases cases;

    ManualCaseController(ManualCases cases) {
        this.cases = cases;
    }

    /** Oldest first, at most 500. */
    @GetMapping("/v1/manual-cases")
    List<ManualCaseView> list(@RequestParam(defaultValue = "OPEN") ManualCases.Status status) {
        return cases.list(status).stream().map(ManualCaseView::of).toList();
    }

    /** @param actions what may safely be done about it; so far everything that can be done is done by itself */
    record ManualCaseView(
            long id,
            String orderId,
            ManualCases.Kind kind,
            String reason,
            Instant openedAt,
            ManualCases.Status status,
            List<String> actions) {

        static ManualCaseView of(ManualCase found) {
            return new ManualCaseView(
                    found.id(),
                    found.orderId(),
                    found.kind(),
                    found.reason(),
                    found.openedAt(),
                    found.status(),
                    List.of());
        }
    }
}
