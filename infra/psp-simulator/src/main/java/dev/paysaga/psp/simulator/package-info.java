/**
 * The payment providers, as seen from Paysaga: a program of its own that speaks their HTTP and keeps the truth.
 *
 * <p>A call comes in at {@link dev.paysaga.psp.simulator.HttpFront} and goes to {@link
 * dev.paysaga.psp.simulator.TossApi} (what a provider offers) or {@link dev.paysaga.psp.simulator.SimApi} (what tests
 * and people use to script and to look). Every fault is one case in {@link dev.paysaga.psp.simulator.Faults}. What
 * happened is a list of {@link dev.paysaga.psp.simulator.TruthEntry}, and {@link dev.paysaga.psp.simulator.Truth} is
 * nothing but their sum, so a restart forgets nothing.
 */
@NullMarked
package dev.paysaga.psp.simulator;

import org.jspecify.annotations.NullMarked;
