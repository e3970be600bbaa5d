package dev.paysaga.payment.saga;

import dev.paysaga.payment.domain.Payment;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** The payments, by order id. */
@Repository
public class Payments {

    private final EntityManager entities;

    Payments(EntityManager entities) {
        this.entities = entities;
    }

    void add(Payment payment) {
        entities.persist(payment);
    }

    /** The payment with its row lock: whoever else wants to change it waits for the end of this transaction. */
    Optional<Payment> lock(String orderId) {
        // The lock first and by itself: a joined read that waits for a lock would show the payment orders as they were
        // before the wait.
        List<?> ids = entities.createNativeQuery("SELECT id FROM payment_event WHERE order_id = :orderId FOR UPDATE")
                .setParameter("orderId", orderId)
                .getResultList();
        return ids.stream().findFirst().map(id -> entities.find(Payment.class, ((Number) id).longValue()));
    }

    /** Whether the provider's payment pays another order than this one. */
    boolean isTaken(Payment payment, String paymentKey) {
        return !entities.createQuery(
                        "select p.id from Payment p where p.psp = :psp and p.paymentKey = :key and p.id <> :id",
                        Long.class)
                .setParameter("psp", payment.psp())
                .setParameter("key", paymentKey)
                .setParameter("id", payment.id())
                .getResultList()
                .isEmpty();
    }

    public Optional<Payment> find(String orderId) {
        return entities.createQuery(
                        "select p from Payment p join fetch p.paymentOrders where p.orderId = :orderId", Payment.class)
                .setParameter("orderId", orderId)
                .getResultStream()
                .findFirst();
    }

    /**
     * What the provider's news about the order's deposit must name, as a lower-case hexadecimal SHA-256; empty when no
     * such order waits or waited for a deposit, or the provider has named no secret.
     */
    public Optional<String> depositSecretHash(String orderId) {
        return entities.createQuery(
                        "select p.depositSecretHash from Payment p where p.orderId = :orderId and p.depositSecretHash is not null",
                        String.class)
                .setParameter("orderId", orderId)
                .getResultStream()
                .findFirst();
    }
}
