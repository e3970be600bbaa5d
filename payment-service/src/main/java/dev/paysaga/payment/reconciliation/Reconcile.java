package dev.paysaga.payment.reconciliation;

import dev.paysaga.events.OrderId;
import dev.paysaga.events.Psp;
import dev.paysaga.messaging.UnitOfWork;
import dev.paysaga.payment.cases.ManualCases;
import dev.paysaga.payment.psp.PaymentGateway;
import dev.paysaga.payment.psp.ProviderTransaction;
import dev.paysaga.payment.reconciliation.ReconciliationTable.Due;
import dev.paysaga.payment.reconciliation.ReconciliationTable.Period;
import dev.paysaga.payment.saga.Pauses;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Compares a provider's list with our books, for each day and whenever an operator asks. It is recorded first and done
 * by whichever instance is free; one that dies at it is followed by another. Reports and opens cases, changes nothing.
 */
@Component
class Reconcile {

    private static final Logger log = LoggerFactory.getLogger(Reconcile.class);

    private final Map<Psp, PaymentGateway> gateways;
    private final ReconciliationTable table;
    private final OurBooks books;
    private final ManualCases cases;
    private final UnitOfWork unitOfWork;
    private final Clock clock;
    private final ReconciliationProperties properties;

    Reconcile(
            List<PaymentGateway> gateways,
            ReconciliationTable table,
            OurBooks books,
            ManualCases cases,
            UnitOfWork unitOfWork,
            Clock clock,
            ReconciliationProperties properties) {
        this.gateways = gateways.stream().collect(Collectors.toMap(PaymentGateway::psp, Function.identity()));
        this.table = table;
        this.books = books;
        this.cases = cases;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
        this.properties = properties;
    }

    /** The providers whose lists can be had. */
    Set<Psp> providers() {
        return Set.copyOf(gateways.keySet());
    }

    /** Begins one; its number, or nothing while one of the same period runs. */
    Optional<Long> begin(Period period) {
        return unitOfWork.get(() -> table.isRunning(period)
                ? Optional.<Long>empty()
                : Optional.of(table.begin(period, null, clock.instant())));
    }

    /** Every instance wants to begin the day before's; one does. */
    @Scheduled(cron = "${paysaga.reconciliation.daily}", zone = "${paysaga.reconciliation.zone}")
    void beginDaily() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), properties.zone());
        LocalDate day = today.minusDays(1);
        Instant from = day.atStartOfDay(properties.zone()).toInstant();
        Instant until = today.atStartOfDay(properties.zone()).toInstant();
        for (Psp psp : gateways.keySet()) {
            Period period = new Period(psp, from, until);
            unitOfWork.run(() -> {
                if (!table.hasDaily(psp, day) && !table.isRunning(period)) {
                    table.begin(period, day, clock.instant());
                }
            });
        }
    }

    /** One round: what is due, one after the other. */
    @Scheduled(fixedDelayString = "${paysaga.reconciliation.round-pause}")
    void round() {
        Optional<Due> due = claim();
        while (due.isPresent()) {
            reconcile(due.get());
            due = claim();
        }
    }

    private Optional<Due> claim() {
        return unitOfWork.get(() -> table.claimDue(clock.instant(), properties.claim()));
    }

    private void reconcile(Due due) {
        try {
            Period period = due.period();
            List<ProviderTransaction> theirs = theirs(period);
            unitOfWork.run(() -> report(due, period, theirs));
        } catch (RuntimeException e) {
            log.error("Reconciliation {} of {} has not worked", due.id(), due.period(), e);
            notThisTime(due, e.toString());
        }
    }

    /** What is a little outside the period may belong to something of ours that is in it. */
    private List<ProviderTransaction> theirs(Period period) {
        PaymentGateway gateway = gateways.get(period.psp());
        if (gateway == null) {
            throw new IllegalStateException("There is no adapter for " + period.psp());
        }
        return gateway.transactions(
                period.from().minus(properties.grace()), period.until().plus(properties.grace()));
    }

    private void report(Due due, Period period, List<ProviderTransaction> theirs) {
        Instant now = clock.instant();
        Set<String> orders = theirs.stream().map(ProviderTransaction::orderId).collect(Collectors.toUnmodifiableSet());
        List<OurMovement> ours = books.movements(period.psp(), period.from(), period.until(), orders);
        List<Difference> differences = new Comparison(period.from(), period.until(), now.minus(properties.grace()))
                .of(ours, theirs, books.states(period.psp(), orders));
        List<Difference> forHumans = differences.stream()
                .filter(one -> OrderId.isOrderId(one.orderId()))
                .limit(properties.mostCases())
                .toList();
        String note = forHumans.size() + " manual cases opened";
        if (!table.finish(due, inside(ours, period), insideTheirs(theirs, period), differences, note, now)) {
            return;
        }
        forHumans.forEach(one -> cases.open(
                one.orderId(),
                ManualCases.Kind.RECONCILIATION,
                one.kind() + ": " + one.text() + " Reconciliation " + due.id() + "."));
        log.info("Reconciliation {} of {}: {} differences", due.id(), period, differences.size());
    }

    private static int inside(List<OurMovement> ours, Period period) {
        return (int) ours.stream()
                .filter(one -> one.expected()
                        && !one.at().isBefore(period.from())
                        && one.at().isBefore(period.until()))
                .count();
    }

    private static int insideTheirs(List<ProviderTransaction> theirs, Period period) {
        return (int) theirs.stream()
                .filter(one -> !one.at().isBefore(period.from()) && one.at().isBefore(period.until()))
                .count();
    }

    private void notThisTime(Due due, String why) {
        Instant now = clock.instant();
        unitOfWork.run(() -> {
            if (due.tries() + 1 >= properties.tries()) {
                table.fail(due, why, now);
            } else {
                table.tryAgain(
                        due,
                        why,
                        now.plus(Pauses.after(due.tries(), properties.firstPause(), properties.longestPause())));
            }
        });
    }
}
