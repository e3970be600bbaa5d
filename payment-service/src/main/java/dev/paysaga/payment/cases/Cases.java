package dev.paysaga.payment.cases;

import dev.paysaga.messaging.UnitOfWork;
import dev.paysaga.payment.cases.CaseActionTable.TakenAction;
import dev.paysaga.payment.cases.CaseHistory.AttemptLine;
import dev.paysaga.payment.cases.CaseHistory.CancellationLine;
import dev.paysaga.payment.cases.CaseHistory.PaymentLine;
import dev.paysaga.payment.cases.CaseHistory.WebhookLine;
import dev.paysaga.payment.cases.ManualCases.Kind;
import dev.paysaga.payment.cases.ManualCases.ManualCase;
import dev.paysaga.payment.cases.ManualCases.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Cases as operators see them, over HTTP and on their page. */
@Component
class Cases {

    private final ManualCases cases;
    private final CaseActions actions;
    private final CaseActionTable taken;
    private final CaseHistory history;
    private final UnitOfWork unitOfWork;

    Cases(ManualCases cases, CaseActions actions, CaseActionTable taken, CaseHistory history, UnitOfWork unitOfWork) {
        this.cases = cases;
        this.actions = actions;
        this.taken = taken;
        this.history = history;
        this.unitOfWork = unitOfWork;
    }

    List<CaseLine> list(Status status, @Nullable String orderId, long after, int limit) {
        return unitOfWork.get(() -> {
            List<ManualCase> found = cases.list(status, orderId, after, limit);
            Map<Long, Set<CaseAction>> possible = actions.possible(found);
            return found.stream()
                    .map(one -> CaseLine.of(one, possible.getOrDefault(one.id(), Set.of())))
                    .toList();
        });
    }

    /** @throws dev.paysaga.http.Problem 404 when there is no such case */
    CaseView get(long id) {
        return unitOfWork.get(() -> {
            ManualCase found = cases.find(id).orElseThrow(CaseActions::notFound);
            String order = found.orderId();
            return new CaseView(
                    found.id(),
                    order,
                    found.kind(),
                    found.reason(),
                    found.openedAt(),
                    found.closedAt(),
                    found.status(),
                    List.copyOf(actions.possible(List.of(found)).getOrDefault(id, Set.of())),
                    history.payment(order).orElse(null),
                    history.attempts(order),
                    history.webhooks(order),
                    history.cancellations(order),
                    taken.of(id));
        });
    }

    /** @param actions what may be done about it now */
    public record CaseLine(
            long id,
            String orderId,
            Kind kind,
            String reason,
            Instant openedAt,
            Status status,
            List<CaseAction> actions) {

        static CaseLine of(ManualCase found, Set<CaseAction> actions) {
            return new CaseLine(
                    found.id(),
                    found.orderId(),
                    found.kind(),
                    found.reason(),
                    found.openedAt(),
                    found.status(),
                    List.copyOf(actions));
        }
    }

    /**
     * A case with everything that is known about its order.
     *
     * @param actions what may be done about it now
     * @param payment absent when the order is not known here
     * @param actionsTaken what operators have done, oldest first
     */
    public record CaseView(
            long id,
            String orderId,
            Kind kind,
            String reason,
            Instant openedAt,
            @Nullable Instant closedAt,
            Status status,
            List<CaseAction> actions,
            @Nullable PaymentLine payment,
            List<AttemptLine> attempts,
            List<WebhookLine> webhooks,
            List<CancellationLine> cancellations,
            List<TakenAction> actionsTaken) {}
}
