package dev.paysaga.checkout.domain;

/**
 * What a buyer wants of one product.
 *
 * @param quantity 1 to 999
 */
public record Item(Product product, int quantity) {}
