/**
 * What a buyer sees in a browser: the product list, the order with its way to be paid, what comes back from the
 * provider's window, and how it ends, live. Rendered here, in Korean and English. A page that is only looked at changes
 * nothing; what changes something is posted by a page of ours ({@link dev.paysaga.checkout.pages.SameOrigin}) from the
 * browser that holds the order's token ({@link dev.paysaga.checkout.pages.OrderCookies}).
 */
@NullMarked
package dev.paysaga.checkout.pages;

import org.jspecify.annotations.NullMarked;
