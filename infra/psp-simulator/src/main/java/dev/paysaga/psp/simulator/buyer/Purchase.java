package dev.paysaga.psp.simulator.buyer;

import dev.paysaga.psp.simulator.truth.Psp;

/**
 * What a shop's page asks a provider's window to be opened for.
 *
 * @param amount minor units
 */
public record Purchase(Psp psp, String orderId, String orderName, long amount, String currency) {}
