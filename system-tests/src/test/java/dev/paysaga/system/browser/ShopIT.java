package dev.paysaga.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import dev.paysaga.system.browser.BrowserTest.Profile;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a buyer does in a browser, and what comes of it. */
class ShopIT extends BrowserTest {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @ParameterizedTest(name = "with {0}, in {1}")
    @CsvSource({
        "TOSS,    en-US, All done",
        "TOSS,    ko-KR, 모두 끝났습니다",
        "PORTONE, en-US, All done",
        "PORTONE, ko-KR, 모두 끝났습니다"
    })
    void aBuyerPaysAndSeesTheEndWithoutReloading(String psp, String language, String done) throws IOException {
        Tab tab = phone(language).chooses("drip-set", "barley-tea x 2").orders(psp);
        String order = tab.orderId();
        assertThat(tab.page().locator("tfoot")).containsText("51,000");

        tab.pays("CARD").approves();

        tab.isTold(done, A_MINUTE);
        assertThat(tab.page().url()).endsWith("/checkout/" + order);
        assertThat(tab.page().locator("html").getAttribute("lang")).isEqualTo(language.substring(0, 2));
        assertCaptures(order, 1);
        tab.reloads().isTold(done, SOON);
        // Wherever it leads, to the provider's window even: it charges nothing, and the order's page tells the same.
        tab.goesBack();
        tab.opens(order).isTold(done, SOON);
        assertCaptures(order, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TOSS", "PORTONE"})
    void aWindowThatIsClosedCanBeOpenedAgain(String psp) throws IOException {
        Tab tab = phone().chooses("rice-puffs").orders(psp);
        String order = tab.orderId();

        tab.pays("CARD").closes();
        assertThat(tab.page().locator("#reason")).containsText("closed");
        assertThat(tab.page().locator("main")).containsText("Nothing has been charged");
        tab.reloads();
        tab.page().locator("#try-again").click();
        tab.isTold("Waiting for your payment", SOON).pays("CARD").approves();

        tab.isTold("All done", A_MINUTE);
        assertCaptures(order, 1);
    }

    @Test
    void aCardThatTheWindowDeclinesCanBeReplaced() throws IOException {
        Tab tab = phone().chooses("rice-puffs").orders("TOSS");
        String order = tab.orderId();

        tab.pays("CARD").declines();
        assertThat(tab.page().locator("#reason")).containsText("declined");
        tab.page().locator("#try-again").click();
        tab.pays("CARD").approves();

        tab.isTold("All done", A_MINUTE);
        assertCaptures(order, 1);
    }

    @Test
    void aRefusalAtTheConfirmIsTheEnd() throws IOException {
        Tab tab = phone().chooses("citron-jam").orders("TOSS");
        String order = tab.orderId();
        providerWill(order, "confirm", "F02");

        tab.pays("CARD").approves();

        tab.isTold("The payment was declined", A_MINUTE);
        assertThat(tab.page().locator("#failure")).containsText("REJECT_CARD_PAYMENT");
        assertThat(tab.page().locator("#pay-button")).hasCount(0);
        tab.reloads().isTold("The payment was declined", SOON);
        assertCaptures(order, 0);
    }

    @Test
    void aLostAnswerIsFoundOutWhileTheBuyerLooksOn() throws IOException {
        Tab tab = phone().chooses("enamel-kettle").orders("TOSS");
        String order = tab.orderId();
        providerWill(order, "confirm", "F04");

        tab.pays("CARD").approves();

        tab.isTold("All done", Duration.ofMinutes(2));
        assertCaptures(order, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TOSS", "PORTONE"})
    void aDepositIsAwaitedAndSeenInEveryTab(String psp) throws IOException {
        Profile profile = profile();
        Tab tab = profile.tab().chooses("linen-apron").orders(psp);
        String order = tab.orderId();

        tab.pays("VIRTUAL_ACCOUNT").takesVirtualAccount();
        tab.isTold("Waiting for your transfer", A_MINUTE);
        assertThat(tab.page().locator("#deposit")).containsText("₩27,000");
        Tab second = profile.tab().opens(order).isTold("Waiting for your transfer", SOON);
        tab.reloads().isTold("Waiting for your transfer", SOON);
        http.post(suite.url("psp") + "/__sim/deposits", Map.of(), Map.of("orderId", order));

        tab.isTold("All done", Duration.ofMinutes(2));
        second.isTold("All done", SOON);
        assertCaptures(order, 1);
    }

    @Test
    void aDoubleClickAndASecondTabPayOnce() throws IOException {
        Profile profile = profile();
        Tab tab = profile.tab().chooses("stoneware-mug");
        tab.page().locator("#shop button[type=submit]").dblclick();
        tab.page().waitForURL("**/checkout/ord_*");
        String order = tab.orderId();
        Tab second = profile.tab().opens(order);

        PaymentWindow first = tab.pays("CARD");
        PaymentWindow other = second.pays("CARD");
        first.approves();
        other.approves();

        tab.isTold("All done", A_MINUTE);
        second.isTold("All done", A_MINUTE);
        assertCaptures(order, 1);
    }

    @Test
    void anotherTabSeesThePaymentAtOnce() {
        Profile profile = profile();
        Tab tab = profile.tab().chooses("paper-filters").orders("TOSS");
        Tab second = profile.tab().opens(tab.orderId()).isTold("Waiting for your payment", SOON);

        tab.pays("CARD").approves();

        second.isTold("All done", A_MINUTE);
        assertThat(second.page().locator("#pay-button")).hasCount(0);
    }

    @Test
    void whereNothingCanBeStreamedThePageAsks() {
        Tab tab = phone();
        tab.page().route(Pattern.compile(".*/events$"), route -> route.abort());
        tab.chooses("paper-filters").orders("TOSS").pays("CARD").approves();

        tab.isTold("All done", A_MINUTE);
    }

    @Test
    void whereNoScriptRunsTheConfirmHasAButton() throws IOException {
        Profile profile = profile();
        Tab tab = profile.tab().chooses("rice-puffs").orders("TOSS");
        String order = tab.orderId();
        JsonNode paid = http.post(
                        suite.url("psp") + "/__sim/payments",
                        Map.of(),
                        Map.of("psp", "TOSS", "orderId", order, "amount", 1000, "currency", "KRW"))
                .body();
        Profile plain = profile(options("en-US")
                .setJavaScriptEnabled(false)
                .setStorageState(profile.context().storageState()));
        Tab reader = plain.tab();

        reader.page()
                .navigate(suite.url("checkout") + "/checkout/success?amount=1000&orderId=" + order + "&paymentKey="
                        + paid.path("paymentKey").asString());
        assertCaptures(order, 0);
        reader.page().locator("noscript button").click();

        assertThat(reader.told()).containsText(Pattern.compile("Paid|All done"));
        tab.isTold("All done", A_MINUTE);
        assertCaptures(order, 1);
    }

    @Test
    void anOrderIsCanceledBeforeItIsPaid() {
        Tab tab = phone().chooses("rice-puffs").orders("TOSS");

        tab.page().locator("#cancel summary").click();
        tab.page().locator("#cancel button").click();

        tab.isTold("Canceled", SOON);
        assertThat(tab.page().locator("#pay-button")).hasCount(0);
    }

    @Test
    void whatIsPaidIsGivenBackBeforeItIsBooked() throws IOException {
        suite.stop("ledger");
        Tab tab = phone().chooses("rice-puffs x 3").orders("TOSS");
        String order = tab.orderId();
        tab.pays("CARD").approves();
        tab.isTold("Paid", A_MINUTE);

        tab.page().locator("#cancel summary").click();
        tab.page().locator("#cancel button").click();
        tab.isTold("on its way back", SOON);
        suite.start("ledger");

        tab.isTold("given back", Duration.ofMinutes(2));
        assertThat(tab.page().locator("#given-back")).containsText("₩3,000");
        await("the provider has given it back")
                .atMost(SOON)
                .untilAsserted(() ->
                        assertThat(truth(order).path("canceledAmount").asLong()).isEqualTo(3_000));
    }

    @Test
    void somebodyElsesBrowserSeesNoMoreThanTheState() {
        Tab tab = phone().chooses("drip-set").orders("TOSS");
        Tab stranger = phone().opens(tab.orderId());

        stranger.isTold("Waiting for your payment", SOON);
        assertThat(stranger.page().locator("main")).not().containsText("39,000");
        assertThat(stranger.page().locator("#pay-button")).hasCount(0);
        tab.pays("CARD").approves();
        stranger.isTold("All done", A_MINUTE);
        assertThat(stranger.page().locator("main")).not().containsText("Hand drip set");
    }

    @Test
    void everythingCanBeDoneWithTheKeyboard() {
        Tab tab = phone();
        Page page = tab.page();
        page.navigate(suite.url("checkout") + "/");
        page.locator("#q-rice-puffs").focus();
        page.keyboard().type("2");
        page.keyboard().press("Enter");
        page.waitForURL("**/checkout/ord_*");

        for (int i = 0; i < 20 && !isFocused(page, "pay-button"); i++) {
            page.keyboard().press("Tab");
            assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                    .as("where the focus is can be seen")
                    .isNotEqualTo("none");
        }
        page.keyboard().press("Enter");
        new PaymentWindow(page).approves();

        tab.isTold("All done", A_MINUTE);
    }

    private static boolean isFocused(Page page, String id) {
        return id.equals(page.evaluate("document.activeElement.id"));
    }

    private void providerWill(String order, String step, String fault) throws IOException {
        http.post(
                suite.url("psp") + "/__sim/scenarios",
                Map.of(),
                Map.of("orderId", order, "step", step, "fault", fault));
    }

    private JsonNode truth(String order) throws IOException {
        return http.get(suite.url("psp") + "/__sim/orders/" + order, Map.of()).body();
    }

    private void assertCaptures(String order, int captures) throws IOException {
        assertThat(truth(order).path("captures").asInt()).isEqualTo(captures);
    }
}
