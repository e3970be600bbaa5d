package dev.paysaga.psp.simulator.truth;

import java.time.Instant;

/**
 * The account that a buyer is to transfer the money to.
 *
 * @param number invented: no bank has it
 * @param dueAt the payment expires after it
 * @param secret what Toss puts into its deposit callbacks to prove that they are its own
 */
public record VirtualAccount(String number, String holder, Instant dueAt, String secret) {}
