package dev.paysaga.messaging;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Rows that a transaction collects and writes together just before it commits, in one JDBC batch: a handler may be
 * called for one event or for a hundred in one transaction and need not know.
 *
 * <p>Writing may add rows of another kind; they are written after it. If writing fails, the transaction rolls back. Nothing
 * is added from other callbacks before the commit: they may run after the rows have been written.
 *
 * @param <R> a row
 */
public final class BeforeCommit<R> {

    private final Consumer<List<R>> write;

    /** @param write writes rows in the order in which they were added; never called with none */
    public BeforeCommit(Consumer<List<R>> write) {
        this.write = write;
    }

    /** @throws NoTransactionException when the caller has no transaction that can write */
    public void add(R row) {
        NoTransactionException.throwUnlessWriting();
        Collected.ofThisTransaction().add(this, row);
    }

    /** What one transaction has collected, by kind. */
    private static final class Collected implements TransactionSynchronization {

        private final Map<BeforeCommit<?>, List<Object>> rows = new LinkedHashMap<>();

        static Collected ofThisTransaction() {
            Collected collected = (@Nullable Collected) TransactionSynchronizationManager.getResource(Collected.class);
            if (collected == null) {
                collected = new Collected();
                TransactionSynchronizationManager.bindResource(Collected.class, collected);
                TransactionSynchronizationManager.registerSynchronization(collected);
            }
            return collected;
        }

        <R> void add(BeforeCommit<R> kind, R row) {
            rows.computeIfAbsent(kind, _ -> new ArrayList<>()).add(row);
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            while (!rows.isEmpty()) {
                write(rows.keySet().iterator().next());
            }
        }

        @SuppressWarnings("unchecked") // add() keeps rows with their kind
        private <R> void write(BeforeCommit<R> kind) {
            List<Object> collected = rows.remove(kind);
            kind.write.accept((List<R>) List.copyOf(collected));
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(Collected.class);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(Collected.class, this);
        }

        @Override
        public void beforeCompletion() {
            TransactionSynchronizationManager.unbindResourceIfPossible(Collected.class);
        }
    }
}
