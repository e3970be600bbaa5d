package dev.paysaga.payment.domain;

/**
 * What a cancel takes from one payment order.
 *
 * @param amount minor units, more than 0
 */
public record CancellationPart(long paymentOrderId, String sellerId, long amount) {}
