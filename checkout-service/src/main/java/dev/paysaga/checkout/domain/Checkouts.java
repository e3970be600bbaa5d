package dev.paysaga.checkout.domain;

import dev.paysaga.events.OrderId;
import jakarta.persistence.EntityManager;
import java.util.Optional;

/** All checkouts. */
public class Checkouts {

    private final EntityManager entities;

    public Checkouts(EntityManager entities) {
        this.entities = entities;
    }

    /** Stores a new one with the caller's transaction. */
    public void add(Checkout checkout) {
        entities.persist(checkout);
    }

    /** Reads one with its lines. */
    public Optional<Checkout> find(OrderId orderId) {
        return entities
                .createQuery("select c from Checkout c left join fetch c.lines where c.orderId = :id", Checkout.class)
                .setParameter("id", orderId.value())
                .getResultList()
                .stream()
                .findFirst();
    }
}
