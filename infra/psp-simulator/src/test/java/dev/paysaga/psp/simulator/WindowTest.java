package dev.paysaga.psp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The windows as a browser meets them, and the scripts that lead to them. */
class WindowTest extends SimulatorTest {

    private static final Pattern PAYMENT = Pattern.compile("name=\"payment\" value=\"([^\"]+)\"");

    private final HttpClient browser =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    @AfterEach
    void closeBrowser() {
        browser.close();
    }

    @Test
    void tossSendsTheBuyerWhoPaysBackWithThePaymentKey() throws Exception {
        Map<String, String> query = comesBack(toss(), "approve", "http://shop.test/success");

        assertThat(query.keySet()).containsExactly("paymentType", "orderId", "paymentKey", "amount");
        assertThat(query).containsEntry("orderId", ORDER).containsEntry("amount", "39000");
        String paymentKey = query.getOrDefault("paymentKey", "");
        assertThat(merchant.lookup(paymentKey).gist()).isEqualTo("200 IN_PROGRESS");
        assertThat(merchant.confirm(paymentKey, ORDER, 39_000, "key-1").gist()).isEqualTo("200 DONE");
    }

    @ParameterizedTest(name = "{0} -> {1}, then {2}")
    @CsvSource({"close, PAY_PROCESS_CANCELED, 200 READY", "decline, REJECT_CARD_COMPANY, 200 ABORTED"})
    void tossSendsTheBuyerWhoDoesNotPayBackWithTheReason(String choice, String code, String status) throws Exception {
        Map<String, String> query = comesBack(toss(), choice, "http://shop.test/fail?from=shop");

        assertThat(query.keySet()).containsExactly("from", "code", "message", "orderId");
        assertThat(query).containsEntry("code", code).containsEntry("orderId", ORDER);
        assertThat(merchant.lookupOrder(ORDER).gist()).isEqualTo(status);
    }

    @Test
    void portOneSendsTheBuyerWhoAgreesBackWithAToken() throws Exception {
        Map<String, String> query = comesBack(portOne(), "approve", "http://shop.test/done");

        assertThat(query.keySet()).containsExactly("paymentId", "transactionType", "txId", "paymentToken");
        assertThat(query).containsEntry("paymentId", ORDER).containsEntry("transactionType", "PAYMENT");
        PortOneMerchant shop = new PortOneMerchant(merchant, simulator.url());
        assertThat(shop.confirm(ORDER, query.getOrDefault("paymentToken", ""), 39_000, null)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest(name = "{0} -> {1}, then {2}")
    @CsvSource({"close, PAY_PROCESS_CANCELED, READY", "decline, REJECT_CARD_COMPANY, FAILED"})
    void portOneSendsTheBuyerWhoDoesNotPayBackWithTheReason(String choice, String pgCode, String status)
            throws Exception {
        Map<String, String> query = comesBack(portOne(), choice, "http://shop.test/done");

        assertThat(query.keySet())
                .containsExactly("paymentId", "transactionType", "txId", "code", "message", "pgCode", "pgMessage");
        assertThat(query).containsEntry("pgCode", pgCode);
        assertThat(new PortOneMerchant(merchant, simulator.url())
                        .read(ORDER)
                        .json()
                        .path("status")
                        .asString())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"toss", "portone"})
    void whoChoosesAVirtualAccountSeesItAndItsDueDateBeforeGoingBack(String psp) throws Exception {
        String address = psp.equals("toss") ? toss() : portOne();
        HttpResponse<String> choices = get(address, "en");

        HttpResponse<String> account = choose(address, choices, "virtual-account");

        assertThat(account.statusCode()).isEqualTo(200);
        assertThat(account.body()).contains("X999", "2026-11-11 23:59 (KST)");
        String number = account.body().replaceAll("(?s).*(X999\\d+).*", "$1");
        assertThat(choose(address, account, "virtual-account").statusCode()).isEqualTo(303);
        String key = paymentKey(account);
        String issued = psp.equals("toss")
                ? merchant.confirm(key, ORDER, 39_000, "key-1").body()
                : new PortOneMerchant(merchant, simulator.url())
                                .confirm(ORDER, key, 39_000, null)
                                .body()
                        + new PortOneMerchant(merchant, simulator.url())
                                .read(ORDER)
                                .body();
        assertThat(issued).contains(number);
    }

    @Test
    void aPageThatAsksForAVirtualAccountGetsItAtOnce() throws Exception {
        HttpResponse<String> page = get(toss() + "&method=VIRTUAL_ACCOUNT", "en");

        assertThat(page.body()).contains("X999").doesNotContain("id=\"approve\"");
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(nullValues = "-", textBlock = """
            -,               -,  ko
            ko-KR,           -,  ko
            en-US,           -,  en
            'fr,en;q=0.5',   -,  en
            'ko,en;q=0.5',   -,  ko
            ko,              en, en
            en,              ko, ko
            """)
    void theWindowSpeaksTheLanguageOfItsBuyer(
            @Nullable String browserWants, @Nullable String pageWants, String language) throws Exception {
        HttpResponse<String> page = get(toss() + (pageWants == null ? "" : "&lang=" + pageWants), browserWants);

        assertThat(page.body()).contains("<html lang=\"" + language + "\">");
        assertThat(page.body()).contains(language.equals("en") ? "Pay by card" : "카드로 결제하기");
    }

    @Test
    void thePageRunsNoScriptAndSendsItsFormToTheShopAlone() throws Exception {
        HttpResponse<String> page = get(toss(), "en");

        assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                .contains("default-src 'none'", "form-action 'self' http://shop.test", "frame-ancestors 'none'")
                .doesNotContain("script-src", "unsafe");
        assertThat(page.body()).doesNotContain("<script", "style=");
    }

    @Test
    void whatTheShopSaysIsNoMarkup() throws Exception {
        HttpResponse<String> page = get(toss().replace("Tea", encoded("<b onclick=\"x\">&'")), "en");

        assertThat(page.body())
                .contains("&lt;b onclick=&quot;x&quot;&gt;&amp;&#39;")
                .doesNotContain("<b ");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            clientKey=test_ck_SIMULATORSIMULATORSIMULATOR | clientKey=test_ck_of_another | clientKey
            amount=39000                                  | amount=0                     | amount
            amount=39000                                  | amount=390.5                 | amount
            currency=KRW                                  | currency=USD                 | currency
            orderName=Tea                                 | orderName=                   | orderName
            orderId=ord-20261104-000117                   | orderId=no                   | orderId
            successUrl=http                               | successUrl=javascript        | successUrl
            failUrl=http                                  | failUrl=file                 | failUrl
            """)
    void aWindowThatMakesNoSenseDoesNotOpen(String right, String wrong, String named) throws Exception {
        assertThat(toss()).contains(right);
        HttpResponse<String> page = get(toss().replace(right, wrong), "en");

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("cannot be opened", named);
        assertThat(merchant.lookupOrder(ORDER).status()).isEqualTo(404);
    }

    @Test
    void aWindowCanBeUsedOnceAndForHalfAnHour() throws Exception {
        HttpResponse<String> page = get(toss(), "en");
        assertThat(choose(toss(), page, "approve").statusCode()).isEqualTo(303);
        assertThat(choose(toss(), page, "approve").statusCode()).isEqualTo(409);

        HttpResponse<String> late = get(toss(), "en");
        clock.forward(Duration.ofMinutes(31));
        assertThat(choose(toss(), late, "approve").statusCode()).isEqualTo(409);
    }

    @Test
    void aWindowCannotBeFinishedForAnotherAmount() throws Exception {
        HttpResponse<String> page = get(toss(), "en");

        assertThat(choose(toss().replace("amount=39000", "amount=1"), page, "approve")
                        .statusCode())
                .isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource({
        "/toss/v2/standard, window.TossPayments",
        "/toss/v2/standard.js, window.TossPayments",
        "/portone/browser-sdk.js, window.PortOne"
    })
    void aShopLoadsTheScriptFromTheProvider(String path, String global) throws Exception {
        HttpResponse<String> script =
                send(HttpRequest.newBuilder(simulator.url().resolve(path)));

        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(script.headers().firstValue("content-type")).contains("text/javascript; charset=utf-8");
        assertThat(script.body()).contains(global, "requestPayment");
    }

    private Map<String, String> comesBack(String address, String choice, String to) throws Exception {
        HttpResponse<String> answer = choose(address, get(address, "en"), choice);
        assertThat(answer.statusCode()).isEqualTo(303);
        String location = answer.headers().firstValue("location").orElse("");
        assertThat(location).startsWith(to);
        return query(URI.create(location));
    }

    private HttpResponse<String> get(String address, @Nullable String language) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        return send(language == null ? request : request.header("Accept-Language", language));
    }

    private HttpResponse<String> choose(String address, HttpResponse<String> page, String choice) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept-Language", "en")
                .POST(HttpRequest.BodyPublishers.ofString("payment=" + paymentKey(page) + "&choice=" + choice)));
    }

    private static String paymentKey(HttpResponse<String> page) {
        Matcher matcher = PAYMENT.matcher(page.body());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String toss() {
        return simulator.url() + "/window/toss?clientKey=test_ck_SIMULATORSIMULATORSIMULATOR&orderId=" + ORDER
                + "&orderName=Tea&amount=39000&currency=KRW&successUrl=http://shop.test/success"
                + "&failUrl=http://shop.test/fail%3Ffrom%3Dshop";
    }

    private String portOne() {
        return simulator.url() + "/window/portone?storeId=store-0f0e0d0c-0b0a-4a09-8b08-070605040302"
                + "&channelKey=channel-key-22223333-4444-4555-8666-777788889999&paymentId=" + ORDER
                + "&orderName=Tea&totalAmount=39000&currency=KRW&redirectUrl=" + encoded("http://shop.test/done");
    }

    private static Map<String, String> query(URI location) {
        Map<String, String> query = new LinkedHashMap<>();
        Arrays.stream(location.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .forEach(pair -> query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        return query;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
