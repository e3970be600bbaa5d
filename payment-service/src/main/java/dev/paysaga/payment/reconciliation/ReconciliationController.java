package dev.paysaga.payment.reconciliation;

import dev.paysaga.events.Psp;
import dev.paysaga.http.FieldError;
import dev.paysaga.http.Problem;
import dev.paysaga.messaging.UnitOfWork;
import dev.paysaga.payment.psp.ProviderTransaction;
import dev.paysaga.payment.reconciliation.ReconciliationTable.Period;
import dev.paysaga.payment.reconciliation.ReconciliationTable.Report;
import dev.paysaga.payment.reconciliation.ReconciliationTable.Status;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Reconciliations, for operators. */
@RestController
class ReconciliationController {

    private final Reconcile reconcile;
    private final ReconciliationTable table;
    private final UnitOfWork unitOfWork;
    private final Clock clock;
    private final ReconciliationProperties properties;

    ReconciliationController(
            Reconcile reconcile,
            ReconciliationTable table,
            UnitOfWork unitOfWork,
            Clock clock,
            ReconciliationProperties properties) {
        this.reconcile = reconcile;
        this.table = table;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
        this.properties = properties;
    }

    /** Begins one: 202 with its address, 409 while one of the same provider and period runs. */
    @PostMapping("/v1/reconciliations")
    ResponseEntity<ReportView> begin(@Valid @RequestBody PeriodRequest request) {
        List<FieldError> errors = errors(request);
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        long id = reconcile
                .begin(new Period(request.psp, request.from, request.until))
                .orElseThrow(() -> Problem.of(
                                HttpStatus.CONFLICT,
                                "reconciliation-running",
                                "This period is being reconciled",
                                "Wait for it to end; GET /v1/reconciliations shows it.")
                        .retryAfter(Duration.ofSeconds(5)));
        return ResponseEntity.accepted()
                .location(URI.create("/v1/reconciliations/" + id))
                .body(view(id));
    }

    /** The latest 200, newest first, without their differences. */
    @GetMapping("/v1/reconciliations")
    List<ReportView> list() {
        return unitOfWork.get(() ->
                table.list().stream().map(report -> ReportView.of(report, null)).toList());
    }

    @GetMapping("/v1/reconciliations/{id}")
    ReportView get(@PathVariable long id) {
        return view(id);
    }

    private ReportView view(long id) {
        return unitOfWork.get(() -> ReportView.of(
                table.find(id)
                        .orElseThrow(() -> Problem.of(
                                HttpStatus.NOT_FOUND,
                                "reconciliation-not-found",
                                "No such reconciliation",
                                "There is no reconciliation with this number.")),
                table.differences(id)));
    }

    private List<FieldError> errors(PeriodRequest request) {
        List<FieldError> errors = new ArrayList<>();
        if (!reconcile.providers().contains(request.psp)) {
            errors.add(new FieldError("psp", "This provider's list cannot be had."));
        }
        if (!request.from.isBefore(request.until)) {
            errors.add(new FieldError("until", "The period must end after it begins."));
        } else if (Duration.between(request.from, request.until).compareTo(properties.longestPeriod()) > 0) {
            errors.add(new FieldError(
                    "until",
                    "A period has at most " + properties.longestPeriod().toDays() + " days."));
        } else if (request.until.isAfter(clock.instant())) {
            errors.add(new FieldError("until", "The period must have ended."));
        }
        return errors;
    }

    /**
     * @param from inclusive
     * @param until exclusive
     */
    record PeriodRequest(
            @NotNull(message = "The provider is required.") Psp psp,
            @NotNull(message = "The beginning is required.") Instant from,
            @NotNull(message = "The end is required.") Instant until) {}

    /** @param differences only when one report is asked for */
    record ReportView(
            long id,
            Psp psp,
            Instant from,
            Instant until,
            Status status,
            @Nullable LocalDate dailyFor,
            Instant requestedAt,
            @Nullable Instant finishedAt,
            @Nullable Integer ourMovements,
            @Nullable Integer theirMovements,
            @Nullable Integer differenceCount,
            @Nullable String note,
            @Nullable List<DifferenceView> differences) {

        static ReportView of(Report report, @Nullable List<Difference> differences) {
            return new ReportView(
                    report.id(),
                    report.period().psp(),
                    report.period().from(),
                    report.period().until(),
                    report.status(),
                    report.dailyFor(),
                    report.requestedAt(),
                    report.finishedAt(),
                    report.ours(),
                    report.theirs(),
                    report.differences(),
                    report.note(),
                    differences == null
                            ? null
                            : differences.stream().map(DifferenceView::of).toList());
        }
    }

    record DifferenceView(
            Difference.Kind kind,
            ProviderTransaction.Kind movement,
            String orderId,
            @Nullable Long ourAmount,
            @Nullable Long theirAmount,
            String currency,
            String text) {

        static DifferenceView of(Difference one) {
            return new DifferenceView(
                    one.kind(),
                    one.movement(),
                    one.orderId(),
                    one.ourAmount(),
                    one.theirAmount(),
                    one.currency(),
                    one.text());
        }
    }
}
