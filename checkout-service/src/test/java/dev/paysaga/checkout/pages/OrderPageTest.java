package dev.paysaga.checkout.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.checkout.RunningService;
import dev.paysaga.checkout.Shop.Answer;
import dev.paysaga.checkout.Shop.Opened;
import dev.paysaga.checkout.domain.CheckoutStatus;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderPageTest extends RunningService {

    private static final Instant LATER = Instant.parse("2037-06-01T00:00:00Z");

    private final Visitor visitor = new Visitor(this::shop);
    private final Visitor stranger = new Visitor(this::shop);
    private String page = "";

    @BeforeEach
    void order() {
        page = visitor.orders();
    }

    @AfterEach
    void leaveNothingInProgress() {
        SCHEMA.update("UPDATE checkout SET status = 'FAIL', next_push_at = NULL WHERE status = 'IN_PROGRESS'");
    }

    @Test
    void itsHolderSeesItAndCanPay() {
        Answer shown = visitor.get(page);

        assertThat(shown.body())
                .contains("Hand drip set", "Roasted barley tea", "₩51,000", orderId(), "Waiting for your payment")
                .contains("data-client-key=\"test_ck_of_the_shop\"", "data-amount=\"51000\"", "id=\"pay-button\"")
                .contains("src=\"https://sdk.toss.test/v2/standard\"");
        assertThat(shown.header("Content-Security-Policy"))
                .contains("script-src 'self' https://sdk.toss.test/v2/standard;", "connect-src 'self';");
    }

    @Test
    void everybodyElseSeesNoMoreThanItsState() {
        Answer shown = stranger.get(page);

        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.body())
                .contains("Waiting for your payment", "only its state")
                .doesNotContain("Hand drip set", "51,000", "51000", "seller-", "pay-button", "reason", "Please pay by");
        assertThat(shown.header("Content-Security-Policy")).doesNotContain("sdk.toss.test");
    }

    @Test
    void anotherOrdersCookieIsNone() {
        Answer other = stranger.post("/checkout", stranger.orderForm("TOSS", "rice-puffs x 1"));
        String cookie = other.header("Set-Cookie");

        Answer shown = shop().get(page, Map.of("Cookie", cookie.substring(0, cookie.indexOf(';'))));

        assertThat(shown.body()).doesNotContain("51,000", "pay-button");
    }

    @ParameterizedTest
    @CsvSource({
        "IN_PROGRESS, Your payment is being confirmed, true",
        "SUCCESS,     Paid,                            true",
        "COMPLETE,    All done,                        false",
        "FAIL,        The payment was declined,        false",
        "CANCEL,      Canceled,                        false"
    })
    void itTellsHowItStands(CheckoutStatus is, String told, boolean isLive) {
        become(is);

        String body = visitor.get(page).body();

        assertThat(body)
                .contains(">" + told + "<", "data-live=\"" + isLive + "\"")
                .doesNotContain("pay-button");
        assertThat(body.contains("id=\"cancel\"")).as("cancelable").isEqualTo(is == CheckoutStatus.SUCCESS);
        assertThat(stranger.get(page).body()).contains(">" + told + "<");
    }

    @Test
    void aRefusalIsEscaped() {
        become(CheckoutStatus.FAIL);
        SCHEMA.update(
                "UPDATE checkout SET failure_code = '<b>X</b>', failure_message = '<img src=x onerror=alert(1)>'"
                        + " WHERE order_id = ?",
                orderId());

        assertThat(visitor.get(page).body())
                .contains("&lt;img src=x onerror=alert(1)&gt;")
                .doesNotContain("<img", "<b>");
        assertThat(stranger.get(page).body()).doesNotContain("onerror");
    }

    @Test
    void aDepositIsAwaitedUntilItsTime() {
        become(CheckoutStatus.IN_PROGRESS);
        SCHEMA.update("UPDATE checkout SET deposit_due_at = ? WHERE order_id = ?", Timestamp.from(LATER), orderId());

        assertThat(visitor.get(page).body())
                .contains("Waiting for your transfer", "June 1, 2037", "₩51,000")
                .contains("id=\"deposit\"");
    }

    @Test
    void whatCameTooLateSaysSo() {
        SCHEMA.update("UPDATE checkout SET expires_at = created_at WHERE order_id = ?", orderId());

        assertThat(visitor.get(page).body())
                .contains("The time to pay is over")
                .doesNotContain("pay-button", "id=\"cancel\"");
    }

    @Test
    void comingBackFromTheWindowChangesNothingByItself() {
        Answer back = visitor.get(
                "/checkout/success?paymentType=NORMAL&paymentKey=test_pay_1&amount=51000&orderId=" + orderId());

        assertThat(back.status()).isEqualTo(200);
        assertThat(back.body())
                .contains("action=\"" + page + "/confirm\"", "value=\"test_pay_1\"", "value=\"51000\"", "<noscript>");
        assertThat(shop().status(orderId())).isEqualTo("PREPAY");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "another amount,    /checkout/success?paymentKey=k&amount=50999&orderId=ORDER, 400",
        "no amount,         /checkout/success?paymentKey=k&orderId=ORDER,              400",
        "amount no number,  /checkout/success?paymentKey=k&amount=1e9&orderId=ORDER,   400",
        "no key,            /checkout/success?amount=51000&orderId=ORDER,              400",
        "a long key,        /checkout/success?amount=51000&orderId=ORDER&paymentKey=LONG, 400",
        "a key of markup,   /checkout/success?amount=51000&orderId=ORDER&paymentKey=%22%3E%3Cscript%3E, 200",
        "an unknown order,  /checkout/success?paymentKey=k&amount=51000&orderId=ord_unknown, 404",
        "SQL for an order,  /checkout/success?paymentKey=k&amount=51000&orderId=%27%20OR%201%3D1, 404",
        "PortOne,           /checkout/success?paymentId=ORDER&txId=t1&transactionType=PAYMENT, 200",
        "PortOne no tx,     /checkout/success?paymentId=ORDER, 400"
    })
    void aForgedReturnIsNotTaken(String what, String address, int status) {
        Answer back = visitor.get(address.replace("ORDER", orderId()).replace("LONG", "k".repeat(201)));

        assertThat(back.status()).isEqualTo(status);
        assertThat(back.header("Content-Type")).startsWith("text/html");
        assertThat(back.body()).doesNotContain("\"><script>");
        assertThat(shop().status(orderId())).isEqualTo("PREPAY");
    }

    @Test
    void theConfirmIsPostedAndLeadsToTheOrder() {
        Map<String, String> form = Map.of("paymentKey", "test_pay_1", "amount", "51000");

        Answer first = visitor.post(page + "/confirm", form);
        Answer again = visitor.post(page + "/confirm", form);
        Answer other = visitor.post(page + "/confirm", Map.of("paymentKey", "test_pay_2", "amount", "51000"));

        assertThat(first.status()).isEqualTo(303);
        assertThat(first.header("Location")).isEqualTo(page);
        assertThat(again.status()).isEqualTo(303);
        assertThat(other.status()).as("the page tells how it stands").isEqualTo(303);
        assertThat(shop().status(orderId())).isEqualTo("IN_PROGRESS");
        assertThat(SCHEMA.queryForObject(
                        "SELECT payment_key FROM checkout WHERE order_id = ?", String.class, orderId()))
                .isEqualTo("test_pay_1");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                // what               | path     | header: value                              | who      | status
                "another site's form  | confirm  | Sec-Fetch-Site: cross-site                 | holder   | 403",
                "a sibling site's     | confirm  | Sec-Fetch-Site: same-site                  | holder   | 403",
                "an older browser     | confirm  | Origin: https://evil.test                  | holder   | 403",
                "a hidden origin      | confirm  | Origin: null                               | holder   | 403",
                "another site's form  | cancel   | Sec-Fetch-Site: cross-site                 | holder   | 403",
                "a hidden origin      | cancel   | Origin: null                               | holder   | 403",
                "no cookie            | confirm  | Sec-Fetch-Site: same-origin                | stranger | 403",
                "no cookie            | cancel   | Sec-Fetch-Site: same-origin                | stranger | 403",
                "JSON for a form      | confirm  | Content-Type: application/json             | holder   | 415",
                "text for a form      | cancel   | Content-Type: text/plain                   | holder   | 415"
            })
    void onlyThePageOfItsHolderChangesIt(String what, String action, String header, String who, int status) {
        String[] parts = header.split(": ");
        var from = who.equals("holder") ? visitor : stranger;

        Answer answer = from.post(
                page + "/" + action,
                Map.of(parts[0], parts[1]),
                Map.of("paymentKey", "test_pay_1", "amount", "51000", "reason", "r"));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(shop().status(orderId())).isEqualTo("PREPAY");
    }

    @Test
    void noOrderIsMadeFromAnotherSite() {
        Map<String, String> form = visitor.orderForm("TOSS", "drip-set x 1");

        Answer answer = visitor.post("/checkout", Map.of("Sec-Fetch-Site", "cross-site"), form);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"50999", "51001", "-51000", "0"})
    void aConfirmOfAnotherAmountIsRefused(String amount) {
        Answer answer = visitor.post(page + "/confirm", Map.of("paymentKey", "test_pay_1", "amount", amount));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("not what this order costs");
        assertThat(shop().status(orderId())).isEqualTo("PREPAY");
    }

    @Test
    void aFormThatIsTooLargeIsNotRead() {
        Answer answer = visitor.post(page + "/cancel", Map.of("reason", "r".repeat(70_000)));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(shop().status(orderId())).isEqualTo("PREPAY");
    }

    @Test
    void itsHolderGivesItUp() {
        Answer answer = visitor.post(page + "/cancel", Map.of("reason", "마음이 바뀌었어요"));

        assertThat(answer.status()).isEqualTo(303);
        assertThat(visitor.get(page).body()).contains(">Canceled<");
        assertThat(shop().status(orderId())).isEqualTo("CANCEL");
    }

    @Test
    void whileThePaymentServiceIsAwayNothingIsGivenBack() {
        become(CheckoutStatus.SUCCESS);

        Answer answer = visitor.post(page + "/cancel", Map.of("reason", "r"));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("Try again in a few seconds");
        assertThat(shop().status(orderId())).isEqualTo("SUCCESS");
    }

    @Test
    void anOrderMadeElsewhereIsTakenOverByItsToken() {
        Opened elsewhere = shop().open();
        String path = "/checkout/" + elsewhere.orderId();

        Answer wrong = visitor.post(path + "/open", Map.of("csrfToken", "A".repeat(43)));
        Answer opened = visitor.post(
                path + "/open", Map.of("Sec-Fetch-Site", "cross-site"), Map.of("csrfToken", elsewhere.token()));

        assertThat(wrong.status()).isEqualTo(403);
        assertThat(wrong.header("Set-Cookie")).isEmpty();
        assertThat(opened.status()).isEqualTo(303);
        assertThat(visitor.get(path).body()).contains("pay-button");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "PAY_PROCESS_CANCELED | You have closed",
                "REJECT_CARD_COMPANY  | was declined",
                "PAY_PROCESS_ABORTED  | reported a problem",
                "                     | reported a problem"
            })
    void whyTheWindowEndedIsTold(String code, String told) {
        Answer page = visitor.get("/checkout/fail?message=%EC%B7%A8%EC%86%8C&orderId=" + orderId() + "&code="
                + (code == null ? "" : code));

        assertThat(page.body()).contains(told, "Nothing has been charged", "취소", "id=\"try-again\"");
    }

    @Test
    void theWindowsWordsAreOnlyQuoted() {
        Answer page = visitor.get("/checkout/fail?code=%22onmouseover%3Dalert(1)&message="
                + "%3Cscript%3Ealert(1)%3C/script%3E%0a%0d%E2%80%AE" + "x".repeat(1000) + "&orderId=%22%3E%3Cb%3E");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>alert", "onmouseover=\"", "\u202e", "\"><b>", "try-again");
        assertThat(page.body()).containsPattern("id=\"message\">[^<]{200,260}…</q>");
    }

    @Test
    void aRefusalOfPortOnesWindowIsTold() {
        Answer answer =
                visitor.get("/checkout/success?code=FAILURE_TYPE_PG&pgCode=PAY_PROCESS_CANCELED&message=a%26b%3Dc"
                        + "&paymentId=" + orderId());

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location"))
                .endsWith("/checkout/fail?orderId=" + orderId() + "&code=PAY_PROCESS_CANCELED&message=a%26b%3Dc");
    }

    @Test
    void whatIsOverCannotBePaidAgain() {
        become(CheckoutStatus.COMPLETE);

        assertThat(visitor.get("/checkout/fail?code=X&orderId=" + orderId()).body())
                .doesNotContain("try-again");
    }

    private void become(CheckoutStatus status) {
        SCHEMA.update(
                "UPDATE checkout SET status = ?, payment_key = 'test_key', next_push_at = ? WHERE order_id = ?",
                status.name(),
                status == CheckoutStatus.IN_PROGRESS ? Timestamp.from(LATER) : null,
                orderId());
    }

    private String orderId() {
        return page.substring("/checkout/".length());
    }
}
