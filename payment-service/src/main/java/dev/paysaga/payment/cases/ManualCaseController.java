package dev.paysaga.payment.cases;

import dev.paysaga.payment.cases.Cases.CaseLine;
import dev.paysaga.payment.cases.Cases.CaseView;
import dev.paysaga.payment.psp.CancelRef.RefundAccount;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What operators must look at, and what they may do about it. */
@RestController
class ManualCaseController {

    private final Cases cases;
    private final CaseActions actions;

    ManualCaseController(Cases cases, CaseActions actions) {
        this.cases = cases;
        this.actions = actions;
    }

    /**
     * Oldest first.
     *
     * @param after the last id of the page before
     */
    @GetMapping("/v1/manual-cases")
    List<CaseLine> list(
            @RequestParam(defaultValue = "OPEN") ManualCases.Status status,
            @RequestParam(required = false) @Nullable String orderId,
            @RequestParam(defaultValue = "0") @Min(0) long after,
            @RequestParam(defaultValue = "500") @Min(1) @Max(500) int limit) {
        return cases.list(status, orderId, after, limit);
    }

    /** One case with the history of its order: attempts, webhooks, cancellations, and what operators did. */
    @GetMapping("/v1/manual-cases/{id}")
    CaseView get(@PathVariable long id) {
        return cases.get(id);
    }

    /**
     * Does something about a case and answers it as it is then: 404 when there is no such case or action, 409 when that
     * cannot be done about it now. The same again has no further effect.
     */
    @PostMapping("/v1/manual-cases/{id}/{action}")
    CaseView act(@PathVariable long id, @PathVariable String action, @Valid @RequestBody ActionRequest request) {
        CaseAction wanted = CaseAction.of(action).orElseThrow(CaseActions::noSuchAction);
        actions.take(id, wanted, request.by().strip(), request.reason().strip(), request.refundAccount());
        return cases.get(id);
    }

    /**
     * @param by who wants it
     * @param reason why
     * @param refundAccount where the money goes when it came by a transfer, for {@code cancel-at-provider}
     */
    record ActionRequest(
            @NotBlank(message = "Who wants it is required.")
            @Size(max = 100, message = "A name has at most 100 characters.")
            String by,

            @NotBlank(message = "The reason is required.")
            @Size(max = 500, message = "A reason has at most 500 characters.")
            String reason,

            @Nullable @Valid RefundAccount refundAccount) {

        /** Says nothing of the account. */
        @Override
        public String toString() {
            return "ActionRequest[by=" + by + "]";
        }
    }
}
