package dev.paysaga.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import java.time.Duration;

/** One tab of a browser, in a buyer's words. */
final class Tab {

    private final Page page;
    private final String shop;

    Tab(Page page, String shop) {
        this.page = page;
        this.shop = shop;
    }

    Page page() {
        return page;
    }

    /** @param product such as {@code drip-set x 2} */
    Tab chooses(String... product) {
        page.navigate(shop + "/");
        for (String each : product) {
            String[] parts = each.split(" x ");
            page.locator("#q-" + parts[0]).fill(parts.length == 1 ? "1" : parts[1]);
        }
        return this;
    }

    /** Orders what has been chosen, to be paid with this provider, and is on the order's page. */
    Tab orders(String psp) {
        page.locator("input[name=psp][value=" + psp + "]").check();
        page.locator("#shop button[type=submit]").click();
        page.waitForURL("**/checkout/ord_*");
        return this;
    }

    Tab opens(String orderId) {
        page.navigate(shop + "/checkout/" + orderId);
        return this;
    }

    String orderId() {
        return page.locator("#order").getAttribute("data-order-id");
    }

    /** @param method {@code CARD} or {@code VIRTUAL_ACCOUNT} */
    PaymentWindow pays(String method) {
        page.locator("input[name=method][value=" + method + "]").check();
        page.locator("#pay-button").click();
        return new PaymentWindow(page);
    }

    Tab reloads() {
        page.reload();
        return this;
    }

    Tab goesBack() {
        page.goBack();
        return this;
    }

    Locator told() {
        return page.locator("#told");
    }

    /** Waits until the order's page says so, without reloading it. */
    Tab isTold(String text, Duration limit) {
        assertThat(told()).containsText(text, new ContainsTextOptions().setTimeout((double) limit.toMillis()));
        return this;
    }
}
