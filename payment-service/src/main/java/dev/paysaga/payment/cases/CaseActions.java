package dev.paysaga.payment.cases;

import dev.paysaga.http.Problem;
import dev.paysaga.messaging.UnitOfWork;
import dev.paysaga.payment.cases.ManualCases.ManualCase;
import dev.paysaga.payment.cases.ManualCases.Status;
import dev.paysaga.payment.psp.CancelRef.RefundAccount;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Does what operators want done about a case: recorded before it is done, done, its result recorded. Whatever is asked
 * for twice, or by two operators at once, has one effect.
 */
@Component
class CaseActions {

    private static final Logger log = LoggerFactory.getLogger(CaseActions.class);

    private final ManualCases cases;
    private final CaseActionTable actions;
    private final Remedies remedies;
    private final UnitOfWork unitOfWork;

    CaseActions(ManualCases cases, CaseActionTable actions, Remedies remedies, UnitOfWork unitOfWork) {
        this.cases = cases;
        this.actions = actions;
        this.remedies = remedies;
        this.unitOfWork = unitOfWork;
    }

    /** What may be done about each of the cases now; in the caller's transaction. */
    Map<Long, Set<CaseAction>> possible(Collection<ManualCase> found) {
        List<String> orders = found.stream()
                .filter(one -> one.status() == Status.OPEN)
                .map(ManualCase::orderId)
                .distinct()
                .toList();
        Map<String, Set<CaseAction>> sensible = orders.isEmpty() ? Map.of() : remedies.possible(orders);
        var possible = new HashMap<Long, Set<CaseAction>>();
        for (ManualCase one : found) {
            Set<CaseAction> ofThis = EnumSet.noneOf(CaseAction.class);
            if (one.status() == Status.OPEN) {
                ofThis.addAll(sensible.getOrDefault(one.orderId(), Set.of()));
                ofThis.add(CaseAction.RESOLVE);
                ofThis.retainAll(one.kind().actions());
            }
            possible.put(one.id(), ofThis);
        }
        return possible;
    }

    /**
     * Does one. Calls the provider for some, so never inside a transaction.
     *
     * @param by the operator's name
     * @param account for {@code CANCEL_AT_PROVIDER}, where the money came by a transfer; it is recorded nowhere
     * @throws Problem 404 when there is no such case, 409 when that cannot be done about it now
     */
    String take(long caseId, CaseAction action, String by, String reason, @Nullable RefundAccount account) {
        Begun begun = unitOfWork.get(() -> begin(caseId, action, by, reason));
        if (begun.result != null) {
            return begun.result;
        }
        String result = done(begun.found, action, reason, account);
        log.info("{} did {} about manual case {}: {}", by, action, caseId, result);
        unitOfWork.run(() -> actions.finish(begun.actionId, result));
        return result;
    }

    private Begun begin(long caseId, CaseAction action, String by, String reason) {
        ManualCase found = cases.lock(caseId).orElseThrow(CaseActions::notFound);
        if (action == CaseAction.RESOLVE) {
            long id = actions.begin(caseId, action, by, reason);
            String result = cases.close(caseId) ? "Closed." : "It was closed already; nothing was done.";
            actions.finish(id, result);
            log.info("{} closed manual case {}: {}", by, caseId, reason);
            return new Begun(found, id, result);
        }
        if (!possible(List.of(found)).getOrDefault(caseId, Set.of()).contains(action)) {
            throw Problem.of(
                    HttpStatus.CONFLICT,
                    "action-not-possible",
                    "That cannot be done about this case now",
                    found.status() == Status.CLOSED
                            ? "The case is closed."
                            : "Look at the case again: its actions are those that make sense now.");
        }
        return new Begun(found, actions.begin(caseId, action, by, reason), null);
    }

    private String done(ManualCase found, CaseAction action, String reason, @Nullable RefundAccount account) {
        try {
            return switch (action) {
                case LOOK_UP -> remedies.lookUp(found.orderId());
                case RETRY -> remedies.retry(found.orderId());
                case CANCEL_AT_PROVIDER -> remedies.cancelAtProvider(found.orderId(), reason, account);
                case RESOLVE -> throw new IllegalStateException("closing is done with its record");
            };
        } catch (RuntimeException e) {
            log.error("{} about manual case {} has failed", action, found.id(), e);
            return "It failed on our side: " + e;
        }
    }

    static Problem notFound() {
        return Problem.of(HttpStatus.NOT_FOUND, "case-not-found", "No such case", "There is no case with this number.");
    }

    static Problem noSuchAction() {
        return Problem.of(
                HttpStatus.NOT_FOUND,
                "action-not-found",
                "No such action",
                "There are look-up, retry, cancel-at-provider and resolve.");
    }

    private record Begun(
            ManualCase found, long actionId, @Nullable String result) {}
}
