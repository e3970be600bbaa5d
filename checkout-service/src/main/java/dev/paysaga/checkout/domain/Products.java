package dev.paysaga.checkout.domain;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The product list. */
public class Products {

    private final EntityManager entities;

    public Products(EntityManager entities) {
        this.entities = entities;
    }

    /** All of them, by id. */
    public List<Product> all() {
        return entities.createQuery("select p from Product p order by p.productId", Product.class)
                .getResultList();
    }

    /** Those of the given ids that exist, by id. */
    public Map<String, Product> byId(Collection<String> productIds) {
        return entities
                .createQuery("select p from Product p where p.productId in :ids", Product.class)
                .setParameter("ids", productIds)
                .getResultList()
                .stream()
                .collect(Collectors.toMap(Product::productId, Function.identity()));
    }
}
