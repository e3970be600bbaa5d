/**
 * The pages in a real Chromium, with the whole suite behind them: what a buyer sees, clicks and reloads. Needs a Chromium
 * on this machine; {@link dev.paysaga.system.browser.Chromium} finds or fetches one.
 */
@NullMarked
package dev.paysaga.system.browser;

import org.jspecify.annotations.NullMarked;
