package dev.paysaga.messaging;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A transaction that is repeated as a whole when it loses a deadlock, waits too long for a lock, or meets a row that
 * somebody else has inserted in the same moment. The work therefore reads everything anew and has no effect outside the
 * database.
 *
 * <p>READ COMMITTED, at most {@value #RETRIES} repeats within about a second.
 */
public final class UnitOfWork {

    private static final int RETRIES = 5;

    private final TransactionTemplate transaction;
    private final RetryTemplate retry = new RetryTemplate(RetryPolicy.builder()
            .predicate(DatabaseFailure::isLostRace)
            .maxRetries(RETRIES)
            .delay(Duration.ofMillis(20))
            .multiplier(2)
            .maxDelay(Duration.ofMillis(400))
            .jitter(Duration.ofMillis(20))
            .build());

    public UnitOfWork(PlatformTransactionManager transactionManager) {
        this.transaction = new TransactionTemplate(transactionManager);
        this.transaction.setIsolationLevel(TransactionTemplate.ISOLATION_READ_COMMITTED);
    }

    /**
     * Runs the work in a transaction of its own and answers what it returns.
     *
     * @throws IllegalStateException when there is a transaction already: repeating only a part of one would be wrong
     */
    public <T extends @Nullable Object> T get(Supplier<T> work) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A unit of work cannot be part of another transaction");
        }
        return repeating(() -> transaction.execute(_ -> work.get()));
    }

    /** Like {@link #get} for work that answers nothing. */
    public void run(Runnable work) {
        this.<@Nullable Object>get(() -> {
            work.run();
            return null;
        });
    }

    /**
     * Says that money may be about to leave the building: a remote call never happens inside a database transaction,
     * which would hold its locks for as long as the other side likes.
     *
     * @throws IllegalStateException when a transaction is active
     */
    public static void requireNone(String call) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(call + " must not be called inside a database transaction");
        }
    }

    @SuppressWarnings("NullAway") // the template hands back exactly what the work returned
    private <T extends @Nullable Object> T repeating(Callable<T> attempt) {
        try {
            return retry.execute(attempt::call);
        } catch (RetryException exhausted) {
            if (exhausted.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(exhausted.getCause());
        }
    }
}
