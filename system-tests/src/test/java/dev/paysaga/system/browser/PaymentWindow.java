package dev.paysaga.system.browser;

import com.microsoft.playwright.Page;

/** The provider's window, a page of the simulator. */
final class PaymentWindow {

    private final Page page;

    PaymentWindow(Page page) {
        this.page = page;
        page.waitForURL("**/window/**");
    }

    void approves() {
        press("approve");
    }

    void declines() {
        press("decline");
    }

    void closes() {
        press("close");
    }

    void takesVirtualAccount() {
        press("virtual-account");
    }

    private void press(String button) {
        page.locator("#" + button).click();
        page.waitForURL("**/checkout/**");
    }
}
