/**
 * The payment providers, as seen from Paysaga: a program of its own that speaks their HTTP and keeps the truth.
 *
 * <p>A call comes in at {@link dev.paysaga.psp.simulator.http.HttpFront} and goes to {@link
 * dev.paysaga.psp.simulator.call.Calls} (what a provider offers), {@link dev.paysaga.psp.simulator.window.Windows} (what
 * a buyer's browser sees) or {@link dev.paysaga.psp.simulator.admin.SimApi} (what tests and people use to script and to
 * look). What happened is a list of {@link dev.paysaga.psp.simulator.truth.TruthEntry}, and {@link
 * dev.paysaga.psp.simulator.truth.Truth} is nothing but their sum, so a restart forgets nothing.
 */
@NullMarked
package dev.paysaga.psp.simulator;

import org.jspecify.annotations.NullMarked;
