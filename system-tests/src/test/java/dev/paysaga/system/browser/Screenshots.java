package dev.paysaga.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasClassOptions;
import dev.paysaga.launcher.ProjectHome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A picture of each page, in both languages, in {@code .paysaga/screenshots}: to be looked at by people. */
class Screenshots extends BrowserTest {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final Path folder = ProjectHome.find().path().resolve(".paysaga/screenshots");

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "ko-KR"})
    void everyPageHasItsPictureTaken(String language) throws IOException {
        Tab tab = phone(language).chooses("drip-set", "barley-tea x 2");
        take(tab, language, "shop");
        tab.orders("TOSS");
        String order = tab.orderId();
        tab.page().locator("#cancel summary").click();
        take(tab, language, "order-to-pay");
        take(phone(language).opens(order), language, "order-of-somebody-else");
        open(tab, "/checkout/fail?code=REJECT_CARD_COMPANY&message=Over%20the%20limit&orderId=" + order);
        take(tab, language, "fail");
        open(tab, "/checkout/ord_unknown");
        take(tab, language, "problem");
        tab.page().route("**/confirm", route -> {});
        open(tab, "/checkout/success?paymentKey=test_pay&amount=51000&orderId=" + order);
        take(tab, language, "confirming");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "ko-KR"})
    void everyStateHasItsPictureTaken(String language) throws IOException {
        Tab refused = phone(language).chooses("citron-jam").orders("TOSS");
        http.post(
                suite.url("psp") + "/__sim/scenarios",
                Map.of(),
                Map.of("orderId", refused.orderId(), "step", "confirm", "fault", "F02"));
        refused.pays("CARD").approves();
        takeIn(refused, "fail", language, "order-declined");

        suite.stop("ledger");
        suite.stop("payment");
        Tab tab = phone(language).chooses("enamel-kettle", "stoneware-mug x 2").orders("TOSS");
        tab.pays("CARD").approves();
        takeIn(tab, "in_progress", language, "order-in-progress");
        suite.start("payment");
        takeIn(tab, "success", language, "order-paid");
        suite.start("ledger");
        takeIn(tab, "complete", language, "order-done");

        Tab deposit = phone(language).chooses("linen-apron").orders("TOSS");
        deposit.pays("VIRTUAL_ACCOUNT").takesVirtualAccount();
        takeIn(deposit, "deposit", language, "order-waiting-for-deposit");
        http.post(suite.url("psp") + "/__sim/deposits", Map.of(), Map.of("orderId", deposit.orderId()));
        takeIn(deposit, "complete", language, "order-deposit-arrived");

        Tab canceled = phone(language).chooses("rice-puffs").orders("TOSS");
        canceled.page().locator("#cancel summary").click();
        canceled.page().locator("#cancel button").click();
        takeIn(canceled, "cancel", language, "order-canceled");
    }

    private void open(Tab tab, String path) {
        tab.page().navigate(suite.url("checkout") + path);
    }

    private void takeIn(Tab tab, String state, String language, String name) {
        assertThat(tab.page().locator(".state"))
                .hasClass(Pattern.compile(".*is-" + state + ".*"), new HasClassOptions().setTimeout((double)
                                A_MINUTE.multipliedBy(2).toMillis()));
        take(tab, language, name);
    }

    private void take(Tab tab, String language, String name) {
        tab.page()
                .screenshot(new ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(folder.resolve(name + "-" + language.substring(0, 2) + ".png")));
    }
}
