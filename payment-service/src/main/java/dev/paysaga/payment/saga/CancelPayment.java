package dev.paysaga.payment.saga;

import dev.paysaga.messaging.UnitOfWork;
import dev.paysaga.payment.domain.Allocation;
import dev.paysaga.payment.domain.Cancellation;
import dev.paysaga.payment.domain.Cancellation.RequestedBy;
import dev.paysaga.payment.domain.CancellationStatus;
import dev.paysaga.payment.domain.Payment;
import dev.paysaga.payment.domain.PaymentOrderStatus;
import dev.paysaga.payment.psp.CancelRef.RefundAccount;
import dev.paysaga.payment.saga.Cancellations.Keyed;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes on the wish to give money back: the money is set aside for it under the payment's lock, and {@link CancelQueue}
 * sends it when it is its turn.
 */
@Component
public class CancelPayment {

    private static final Logger log = LoggerFactory.getLogger(CancelPayment.class);

    private final Payments payments;
    private final Cancellations cancellations;
    private final RefundAccounts refundAccounts;
    private final CancelQueue queue;
    private final LookAtProvider lookAtProvider;
    private final UnitOfWork unitOfWork;
    private final Clock clock;
    private final PaymentProperties properties;

    CancelPayment(
            Payments payments,
            Cancellations cancellations,
            RefundAccounts refundAccounts,
            CancelQueue queue,
            LookAtProvider lookAtProvider,
            UnitOfWork unitOfWork,
            Clock clock,
            PaymentProperties properties) {
        this.payments = payments;
        this.cancellations = cancellations;
        this.refundAccounts = refundAccounts;
        this.queue = queue;
        this.lookAtProvider = lookAtProvider;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
        this.properties = properties;
    }

    /**
     * Cancels once, however often it is called with the same key, and waits a bounded time for the end; the cancel's own
     * status tells how far it is.
     */
    public Taken cancel(String orderId, Wish wish) {
        if (isUnresolved(orderId)) {
            // Whether there is money to give back must be known first.
            lookAtProvider.now(orderId);
        }
        Taken taken = unitOfWork.get(
                () -> payments.lock(orderId).map(payment -> take(payment, wish)).orElseGet(Taken.NoSuchPayment::new));
        if (!(taken instanceof Taken.Cancel(var cancellation))
                || cancellation.status().isFinal()) {
            return taken;
        }
        await(queue.driveSoon(orderId));
        return unitOfWork.get(() -> new Taken.Cancel(cancellations
                .of(payments.find(orderId).orElseThrow(), cancellation.id())
                .orElseThrow()));
    }

    private boolean isUnresolved(String orderId) {
        return unitOfWork.get(() -> payments.find(orderId)
                .filter(payment -> payment.status() == PaymentOrderStatus.EXECUTING
                        || payment.status() == PaymentOrderStatus.UNKNOWN)
                .isPresent());
    }

    private Taken take(Payment payment, Wish wish) {
        Optional<Keyed> first = wish.key == null ? Optional.empty() : cancellations.byKey(payment, wish.key);
        if (first.isPresent()) {
            return first.get().hash().equals(wish.hash)
                    ? again(cancellations.of(payment, first.get().id()).orElseThrow(), wish)
                    : new Taken.KeyReused();
        }
        return switch (payment.status()) {
            case NOT_STARTED, FAILURE -> new Taken.NothingToCancel();
            case EXECUTING, UNKNOWN ->
                payment.isWaitingForDeposit() ? new Taken.NothingToCancel() : new Taken.Unresolved();
            case SUCCESS -> allocate(payment, wish);
        };
    }

    /** Names the account once more, in case nobody knows it any longer. */
    private Taken again(Cancellation cancellation, Wish wish) {
        return cancellation.status().isFinal() || refundAccounts.keep(cancellation.id(), wish.refundAccount)
                ? new Taken.Cancel(cancellation)
                : new Taken.KeyReused();
    }

    private Taken allocate(Payment payment, Wish wish) {
        List<Cancellation> before = cancellations.of(payment);
        return switch (Allocation.of(Cancellations.shares(payment, before), wish.sellerId, wish.amount)) {
            case Allocation.Parts parts -> found(payment, add(payment, wish, parts));
            case Allocation.Exceeds(long left) -> new Taken.Exceeds(left);
            case Allocation.NoSuchSeller _ -> new Taken.NoSuchSeller();
            case Allocation.NothingLeft _ -> nothingLeft(before, wish);
        };
    }

    /** To want all that is left once more, when it is taken already, is the same wish. */
    private Taken nothingLeft(List<Cancellation> before, Wish wish) {
        if (!wish.isAllThatIsLeft() || wish.key != null) {
            return new Taken.NothingToCancel();
        }
        return before.reversed().stream()
                .filter(found -> found.status() != CancellationStatus.FAILURE)
                .findFirst()
                .map(found -> again(found, wish))
                .orElseGet(Taken.NothingToCancel::new);
    }

    private long add(Payment payment, Wish wish, Allocation.Parts parts) {
        Instant now = clock.instant();
        var row = new NewCancellation(
                wish.key,
                wish.key == null ? null : wish.hash,
                parts.amount(),
                wish.reason,
                wish.requestedBy,
                true,
                wish.refundAccount,
                parts.parts());
        return cancellations.add(payment, row, now, now.plus(properties.resolveAfter()));
    }

    private Taken found(Payment payment, long id) {
        return new Taken.Cancel(cancellations.of(payment, id).orElseThrow());
    }

    private void await(CompletableFuture<Void> end) {
        try {
            end.get(properties.answerWithin().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            log.info("The provider takes longer than a caller waits; the end is recorded when it comes");
        } catch (ExecutionException e) {
            log.error("A cancel could not be seen to; it will be", e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * What somebody wants to have given back.
     *
     * @param key the client's own name of the request
     * @param hash of the request less its refund account, lower-case hexadecimal SHA-256, to tell another one under the
     *     same key
     * @param reason for people, at most 150 characters
     * @param amount minor units; absent: all that is left
     * @param sellerId only from this seller's payment orders
     */
    public record Wish(
            @Nullable String key,
            String hash,
            String reason,
            @Nullable Long amount,
            @Nullable String sellerId,
            @Nullable RefundAccount refundAccount,
            RequestedBy requestedBy) {

        boolean isAllThatIsLeft() {
            return amount == null && sellerId == null;
        }
    }

    /** What was made of a wish. */
    public sealed interface Taken {

        /** It is, or was, taken on; its status tells how far it is. */
        record Cancel(Cancellation cancellation) implements Taken {}

        record NoSuchPayment() implements Taken {}

        record NoSuchSeller() implements Taken {}

        /** There is no money, or all of it is given back or set aside for that. */
        record NothingToCancel() implements Taken {}

        /** Whether there is money is not known yet. */
        record Unresolved() implements Taken {}

        /** @param left minor units that are left of what was asked for */
        record Exceeds(long left) implements Taken {}

        record KeyReused() implements Taken {}
    }
}
