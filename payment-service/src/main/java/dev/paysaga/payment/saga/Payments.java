package dev.paysaga.payment.saga;

import dev.paysaga.payment.domain.Payment;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
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
        // The lock first and by itself: locking a joined read would not keep others from reading what we change.
        return entities.createQuery("select p.id from Payment p where p.orderId = :orderId", Long.class)
                .setParameter("orderId", orderId)
                .getResultStream()
                .findFirst()
                .map(id -> entities.find(Payment.class, id, LockModeType.PESSIMISTIC_WRITE));
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
}
