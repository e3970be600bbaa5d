package dev.paysaga.checkout.domain;

import dev.paysaga.events.Money;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Something that one seller sells. */
@Entity
public class Product {

    @Id
    private String productId;

    private String name;
    private String sellerId;
    private long price;
    private String currency;

    @SuppressWarnings("NullAway.Init")
    protected Product() {}

    public Product(String productId, String name, String sellerId, Money price) {
        this.productId = productId;
        this.name = name;
        this.sellerId = sellerId;
        this.price = price.amount();
        this.currency = price.currency();
    }

    public String productId() {
        return productId;
    }

    /** What buyers read, at most 100 characters. */
    public String name() {
        return name;
    }

    public String sellerId() {
        return sellerId;
    }

    /** For one piece. */
    public Money price() {
        return new Money(price, currency);
    }
}
