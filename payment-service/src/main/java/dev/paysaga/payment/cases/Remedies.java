package dev.paysaga.payment.cases;

import dev.paysaga.payment.psp.CancelRef.RefundAccount;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be done about a payment, by those who know how. Everything here may be asked for twice, and by two at once,
 * with one effect; what it answers is for operators, one or two sentences.
 */
public interface Remedies {

    /** What would make sense at this moment, per order; in the caller's transaction. Orders not known here are missing. */
    Map<String, Set<CaseAction>> possible(Collection<String> orderIds);

    /** Asks the provider and acts on its answer. Never inside a transaction. */
    String lookUp(String orderId);

    /** Makes due now what waits for its next try. */
    String retry(String orderId);

    /**
     * Asks the provider to give back everything that is left. Never inside a transaction.
     *
     * @param account the buyer's, for money that came by a transfer
     */
    String cancelAtProvider(String orderId, String reason, @Nullable RefundAccount account);
}
