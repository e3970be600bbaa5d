package dev.paysaga.psp.simulator.buyer;

import dev.paysaga.psp.simulator.call.Changes;
import dev.paysaga.psp.simulator.call.Ids;
import dev.paysaga.psp.simulator.call.Locks;
import dev.paysaga.psp.simulator.truth.Movement;
import dev.paysaga.psp.simulator.truth.Payment;
import dev.paysaga.psp.simulator.truth.PaymentMethod;
import dev.paysaga.psp.simulator.truth.PaymentStatus;
import dev.paysaga.psp.simulator.truth.Psp;
import dev.paysaga.psp.simulator.truth.Truth;
import dev.paysaga.psp.simulator.truth.TruthEntry;
import dev.paysaga.psp.simulator.truth.VirtualAccount;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Opens windows, finishes them or not, and transfers money to virtual accounts. */
public final class Buyer {

    private static final ZoneOffset SEOUL = ZoneOffset.ofHours(9);
    private static final int DAYS_TO_DEPOSIT = 7;
    private static final String HOLDER = "Kim Simul";

    private final Truth truth;
    private final Locks locks;
    private final Changes changes;
    private final Clock clock;
    private final Ids ids;
    private final boolean portOneCaptures;

    /** @param portOneCaptures whether PortOne takes the money when the window ends, unless a payment says otherwise */
    public Buyer(Truth truth, Locks locks, Changes changes, Clock clock, Ids ids, boolean portOneCaptures) {
        this.truth = truth;
        this.locks = locks;
        this.changes = changes;
        this.clock = clock;
        this.ids = ids;
        this.portOneCaptures = portOneCaptures;
    }

    /** @throws NotNow when the merchant has told PortOne of another amount, or the order is paid there */
    public Payment open(Purchase purchase) {
        if (purchase.psp() == Psp.PORTONE) {
            checkRegistered(purchase);
        }
        Payment payment = Payment.opened(
                purchase.psp(),
                purchase.psp() == Psp.TOSS ? ids.paymentKey() : ids.uuid(),
                purchase.orderId(),
                purchase.orderName(),
                purchase.currency(),
                purchase.amount(),
                clock.instant());
        return happened(payment, null);
    }

    /**
     * The payment that a window was opened for.
     *
     * @throws NotNow when it was not, or is not open any more
     */
    public Payment opened(Purchase purchase, String paymentKey) {
        Payment payment = in(PaymentStatus.READY, paymentKey);
        if (payment.psp() != purchase.psp()
                || !payment.orderId().equals(purchase.orderId())
                || payment.totalAmount() != purchase.amount()) {
            throw new NotNow("The window was opened for something else.");
        }
        return payment;
    }

    /**
     * The buyer wants to transfer the money, and is shown where to. Nothing is agreed yet.
     *
     * @throws NotNow when the window is not open any more
     */
    public Payment choosesAccount(String paymentKey) {
        return locks.locked(paymentKey, () -> {
            Payment ready = in(PaymentStatus.READY, paymentKey);
            Payment chosen = ready.offered(account(ready, due(clock.instant(), null)));
            // The merchant has been told that the window is open; that does not change.
            truth.record(new TruthEntry.Happened(new TruthEntry.Change(chosen, null, null, true)));
            return chosen;
        });
    }

    /**
     * The buyer has agreed: the merchant may confirm. Where PortOne captures by itself it does so now.
     *
     * @throws NotNow when the window is not open any more
     */
    public Payment finish(String paymentKey, Choice choice) {
        return locks.locked(paymentKey, () -> {
            Instant now = clock.instant();
            Payment ready = in(PaymentStatus.READY, paymentKey);
            VirtualAccount account = choice.method() == PaymentMethod.VIRTUAL_ACCOUNT
                    ? account(ready, due(now, choice.toDeposit()))
                    : null;
            Payment agreed = ready.authenticated(choice.method(), account, now);
            Boolean captures = choice.captures();
            boolean captured = agreed.psp() == Psp.PORTONE && (captures == null ? portOneCaptures : captures);
            if (!captured) {
                return happened(agreed, null);
            }
            if (account != null) {
                Payment waiting = agreed.waiting(now, ids.transactionKey());
                return happened(waiting, Movement.of(Movement.Kind.ISSUE, waiting, 0));
            }
            Payment paid = agreed.approved(now, ids.transactionKey(), ids.approveNo());
            return happened(paid, Movement.of(Movement.Kind.CAPTURE, paid, paid.totalAmount()));
        });
    }

    /**
     * The buyer's card company says no in the window.
     *
     * @throws NotNow when the window is not open any more
     */
    public Payment declined(String paymentKey, Payment.Failure reason) {
        return locks.locked(
                paymentKey,
                () -> happened(
                        in(PaymentStatus.READY, paymentKey).aborted(clock.instant(), ids.transactionKey(), reason),
                        null));
    }

    /**
     * The money arrives on the virtual account.
     *
     * @throws NotNow when none of the order's payments waits for it
     */
    public Payment deposit(String orderId) {
        return deposit(orderId, PaymentStatus.WAITING_FOR_DEPOSIT);
    }

    /**
     * The bank lets money through that comes after the account's due date.
     *
     * @throws NotNow when none of the order's payments has waited for it in vain
     */
    public Payment depositLate(String orderId) {
        return deposit(orderId, PaymentStatus.EXPIRED);
    }

    private Payment deposit(String orderId, PaymentStatus expected) {
        String paymentKey = latest(orderId, expected);
        return locks.locked(paymentKey, () -> {
            Payment paid = in(expected, paymentKey).deposited(clock.instant(), ids.transactionKey());
            return happened(paid, Movement.of(Movement.Kind.CAPTURE, paid, paid.totalAmount()));
        });
    }

    /**
     * The bank takes the deposit back (F19): the payment waits again.
     *
     * @throws NotNow when there is no deposit to take back
     */
    public Payment reverse(String orderId) {
        String paymentKey = latest(orderId, PaymentStatus.DONE);
        return locks.locked(paymentKey, () -> {
            Payment paid = in(PaymentStatus.DONE, paymentKey);
            if (paid.method() != PaymentMethod.VIRTUAL_ACCOUNT) {
                throw new NotNow("The order was not paid to a virtual account.");
            }
            Payment waiting = paid.waiting(clock.instant(), ids.transactionKey());
            return happened(waiting, Movement.of(Movement.Kind.REVERSAL, waiting, paid.totalAmount()));
        });
    }

    private void checkRegistered(Purchase purchase) {
        truth.registeredAmount(purchase.orderId())
                .filter(amount -> amount != purchase.amount())
                .ifPresent(amount -> {
                    throw new NotNow("The merchant has registered another amount for this payment: " + amount + ".");
                });
        truth.paymentOf(Psp.PORTONE, purchase.orderId())
                .filter(payment -> payment.approvedAt() != null)
                .ifPresent(payment -> {
                    throw new NotNow("This payment id is paid already.");
                });
    }

    private Payment in(PaymentStatus status, String paymentKey) {
        Payment payment = truth.payment(paymentKey)
                .map(found -> found.asOf(clock.instant()))
                .orElseThrow(() -> new NotNow("There is no such payment."));
        if (payment.status() != status) {
            throw new NotNow("The payment is " + payment.status() + ", not " + status + ".");
        }
        return payment;
    }

    private String latest(String orderId, PaymentStatus status) {
        return truth
                .payments(payment -> payment.orderId().equals(orderId)
                        && payment.method() == PaymentMethod.VIRTUAL_ACCOUNT
                        && payment.asOf(clock.instant()).status() == status)
                .stream()
                .reduce((earlier, later) -> later)
                .map(Payment::paymentKey)
                .orElseThrow(() -> new NotNow(
                        "No virtual account of the order is " + status + ": confirm first, and mind its due date."));
    }

    private VirtualAccount account(Payment payment, Instant dueAt) {
        VirtualAccount offered = payment.account();
        return offered == null ? new VirtualAccount(ids.accountNumber(), HOLDER, dueAt, ids.secret()) : offered;
    }

    private Payment happened(Payment payment, @Nullable Movement movement) {
        TruthEntry.Change change = TruthEntry.Change.of(payment, movement);
        truth.record(new TruthEntry.Happened(change));
        changes.happened(change);
        return payment;
    }

    /** @param toDeposit null for the end of the day, a week later */
    private static Instant due(Instant now, @Nullable Duration toDeposit) {
        if (toDeposit != null) {
            return now.plus(toDeposit);
        }
        return now.atOffset(SEOUL)
                .toLocalDate()
                .plusDays(DAYS_TO_DEPOSIT)
                .atTime(LocalTime.of(23, 59, 59))
                .toInstant(SEOUL);
    }
}
