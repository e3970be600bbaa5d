package dev.paysaga.payment.saga;

import dev.paysaga.payment.psp.CancelRef.RefundAccount;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Buyers' bank accounts, by cancel, for as long as the cancel has not ended. In this process's memory alone: they are
 * written nowhere, so after a crash whoever wants the cancel names the account once more.
 */
@Component
class RefundAccounts {

    private static final int MOST = 10_000;

    private final Map<Long, RefundAccount> accounts = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, RefundAccount> eldest) {
            return size() > MOST;
        }
    };

    /** @return false when another account is kept for this cancel already, and stays */
    synchronized boolean keep(long cancellationId, @Nullable RefundAccount account) {
        return account == null
                || accounts.merge(cancellationId, account, (kept, _) -> kept).equals(account);
    }

    synchronized @Nullable RefundAccount of(long cancellationId) {
        return accounts.get(cancellationId);
    }

    synchronized void forget(long cancellationId) {
        accounts.remove(cancellationId);
    }
}
