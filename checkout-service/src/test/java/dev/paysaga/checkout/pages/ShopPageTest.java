package dev.paysaga.checkout.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.checkout.RunningService;
import dev.paysaga.checkout.Shop.Answer;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShopPageTest extends RunningService {

    private final Visitor visitor = new Visitor(this::shop);

    @Test
    void theProductsCanBeOrdered() {
        Answer page = visitor.get("/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.body())
                .contains("Hand drip set", "seller-bori", "₩39,000", "name=\"quantity.drip-set\"")
                .contains("value=\"TOSS\"", "value=\"PORTONE\"");
    }

    @Test
    void anOrderIsMadeAndItsTokenKeptInACookieOfItsOwnPages() {
        Answer made = visitor.post("/checkout", visitor.orderForm("PORTONE", "drip-set x 1", "barley-tea x 2"));

        assertThat(made.status()).isEqualTo(303);
        String page = made.header("Location");
        assertThat(page).matches("/checkout/ord_[A-Za-z0-9]{22}");
        assertThat(made.header("Set-Cookie"))
                .matches("checkout_token=[A-Za-z0-9_-]{43}; Path=" + page
                        + "; Max-Age=604800; Expires=[^;]+; HttpOnly; SameSite=Lax");
        Answer shown = shop().show(page.substring("/checkout/".length()));
        assertThat(shown.json().path("amount").longValue()).isEqualTo(51_000);
        assertThat(shown.text("psp")).isEqualTo("PORTONE");
    }

    @Test
    void aDoubleClickIsOneOrder() throws InterruptedException, ExecutionException {
        Map<String, String> form = visitor.orderForm("TOSS", "rice-puffs x 3");
        Callable<Answer> click = () -> new Visitor(this::shop).post("/checkout", form);
        List<Future<Answer>> clicks;
        try (var fingers = Executors.newVirtualThreadPerTaskExecutor()) {
            clicks = IntStream.range(0, 10).mapToObj(_ -> fingers.submit(click)).toList();
        }
        var pages = new HashSet<String>();
        for (var answer : clicks) {
            assertThat(answer.get().status()).isEqualTo(303);
            pages.add(answer.get().header("Location"));
        }
        assertThat(pages).hasSize(1);
        assertThat(visitor.post("/checkout", form).header("Location")).isIn(pages);
        form.put("quantity.rice-puffs", "4");
        assertThat(visitor.post("/checkout", form).header("Location"))
                .as("another content is another order")
                .isNotIn(pages);
    }

    @ParameterizedTest
    @CsvSource({
        // what is sent         instead of
        "quantity.drip-set,     0",
        "quantity.drip-set,     -1",
        "quantity.drip-set,     1.5",
        "quantity.drip-set,     1000",
        "quantity.drip-set,     <script>alert(1)</script>",
        "nonce,                 short",
        "psp,                   CASH"
    })
    void whatCannotBeOrderedIsShownAgain(String field, String value) {
        Map<String, String> form = visitor.orderForm("TOSS", "drip-set x 2");
        form.put(field, value);

        Answer answer = visitor.post("/checkout", form);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(answer.body()).contains("Nothing has been ordered").doesNotContain("<script>alert");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/checkout/fail", "/checkout/success", "/checkout/ord_unknown", "/pages/pages.css"})
    void aBrowserMayDoNothingWithOurPagesThatTheyDoNotNeed(String path) {
        Answer page = visitor.get(path);

        assertThat(page.header("Content-Security-Policy"))
                .isEqualTo(
                        "default-src 'none'; script-src 'self'; connect-src 'self'; frame-src 'none'; style-src 'self';"
                                + " img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(page.header("Permissions-Policy")).contains("camera=()");
    }

    @Test
    void noPageHasScriptOrStyleOfItsOwnOrComesFromElsewhere() {
        String order = visitor.orders();
        String orderId = order.substring("/checkout/".length());
        for (String path : List.of(
                "/",
                order,
                "/checkout/fail?code=X",
                "/checkout/success?paymentKey=k&amount=51000&orderId=" + orderId,
                "/checkout/ord_unknown")) {
            assertThat(visitor.get(path).body())
                    .as(path)
                    .doesNotContainPattern("<script(?![^>]*\\ssrc=)")
                    .doesNotContainPattern("(?i)<[^>]+\\s(style|on[a-z]+)=")
                    .doesNotContainPattern("(?i)(src|href)=\"https?://(?!sdk\\.toss\\.test/v2/standard)");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // the browser asks for  | the reader has chosen | is shown
                "ko-KR,ko;q=0.9,en;q=0.8 |                       | ko",
                "en-US,en;q=0.9          |                       | en",
                "fr-FR,ko;q=0.5          |                       | ko",
                "fr-FR                   |                       | en",
                "en-US                   | ko                    | ko",
                "ko-KR                   | en                    | en",
                "ko-KR                   | <script>              | ko"
            })
    void theReaderHasTheLanguage(String asks, @Nullable String chosen, String shown) {
        var headers = new HashMap<>(Map.of("Accept-Language", asks));
        if (chosen != null) {
            headers.put("Cookie", "lang=" + chosen);
        }

        String page = visitor.get("/", headers).body();

        assertThat(page).contains("<html lang=\"" + shown + "\">").contains(shown.equals("ko") ? "주문하기" : ">Order<");
    }

    @Test
    void theOtherLanguageIsALinkAwayAndIsRemembered() {
        Answer korean = visitor.get("/checkout/fail?code=PAY_PROCESS_CANCELED&lang=ko");

        assertThat(korean.body()).contains("결제창을 닫으셨습니다", "/checkout/fail?code=PAY_PROCESS_CANCELED&amp;lang=en");
        assertThat(korean.header("Set-Cookie")).startsWith("lang=ko; Path=/;");
        assertThat(visitor.get("/?lang=\r\nSet-Cookie:x".replace("\r\n", "%0d%0a"))
                        .header("Set-Cookie"))
                .isEmpty();
    }

    @Test
    void bothLanguagesSayEverything() {
        var english = ResourceBundle.getBundle("messages", Locale.ROOT);
        var korean = ResourceBundle.getBundle("messages", Locale.KOREAN);

        assertThat(Collections.list(english.getKeys()).stream().collect(Collectors.toSet()))
                .isEqualTo(korean.keySet());
        for (String key : korean.keySet()) {
            assertThat(count(korean.getString(key), "\\{[0-9]}"))
                    .as(key)
                    .isEqualTo(count(english.getString(key), "\\{[0-9]}"));
        }
    }

    private static long count(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }
}
