package dev.paysaga.payment.cases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.messaging.UnitOfWork;
import dev.paysaga.payment.OperationsTest;
import dev.paysaga.payment.cases.ManualCases.Kind;
import dev.paysaga.testing.TestMysql;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The page on which operators look at cases and act, as a browser speaks with it. */
class OperatorPageTest extends OperationsTest {

    private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([0-9a-f]{64})\"");

    @Autowired
    private ManualCases cases;

    @Autowired
    private UnitOfWork unitOfWork;

    @Test
    void anOperatorSeesCasesAndClosesOneUnderTheirOwnName() {
        String order = paid(5_000);
        long id = opened(order, "Something is odd.");

        assertThat(page("Kim Minji", "/operator/cases?orderId=" + order).body())
                .contains("/operator/cases/" + id, "Something is odd.", order);
        HttpResponse<String> shown = page("Kim Minji", "/operator/cases/" + id);
        assertThat(shown.body()).contains("Something is odd.", "approved", "Close the case", "Kim Minji");

        HttpResponse<String> done = submit("Kim Minji", id, "resolve", token(shown), "Settled by phone.");

        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(done.headers().firstValue("Location"))
                .hasValueSatisfying(where -> assertThat(where).endsWith("/operator/cases/" + id));
        assertThat(page("Lee", "/operator/cases/" + id).body())
                .contains("Kim Minji", "Settled by phone.", "Closed.")
                .doesNotContain("Close the case");
    }

    @Test
    void whatIsShownIsText() {
        String order = newOrder();
        long id = opened(order, "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>");

        for (String path : new String[] {"/operator/cases?orderId=" + order, "/operator/cases/" + id}) {
            HttpResponse<String> shown = page("<b>Kim</b>", path);
            assertThat(shown.body()).contains("&lt;script&gt;").doesNotContain("<script", "<img", "<b>Kim");
        }
        assertThat(page("Kim", "/operator/cases?orderId=%22%3E%3Cscript%3E").body())
                .doesNotContain("<script");
    }

    @Test
    void thePageRunsNothingAndIsFramedByNobody() {
        HttpResponse<String> shown = page("Kim", "/operator/cases");

        assertThat(shown.headers().firstValue("Content-Security-Policy"))
                .hasValue(
                        "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        assertThat(shown.headers().firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(shown.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(shown.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
        assertThat(shown.headers().map()).doesNotContainKey("set-cookie");
        assertThat(shown.body()).doesNotContain("style=", "onclick", "<script");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"none", "of another operator", "of another case", "nonsense"})
    void aFormThatIsNotOursDoesNothing(String which) {
        long id = opened(newOrder(), "odd");
        long other = opened(newOrder(), "odd");
        String token = switch (which) {
            case "of another operator" -> token(page("Lee", "/operator/cases/" + id));
            case "of another case" -> token(page("Kim", "/operator/cases/" + other));
            case "nonsense" -> "0".repeat(64);
            default -> "";
        };

        assertThat(submit("Kim", id, "resolve", token, "done").statusCode()).isEqualTo(403);

        assertThat(get("/v1/manual-cases/" + id).body().path("status").asString())
                .isEqualTo("OPEN");
        assertThat(get("/v1/manual-cases/" + id).body().path("actionsTaken")).isEmpty();
        assertThat(securityEvents()).hasSize(1);
    }

    @Test
    void aFormWithoutAReasonIsShownAgainWithAComplaint() {
        long id = opened(newOrder(), "odd");

        HttpResponse<String> again = submit("Kim", id, "resolve", token(page("Kim", "/operator/cases/" + id)), "   ");

        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.body()).contains("role=\"alert\"", "Nothing has been done");
    }

    @Test
    void whatCannotBeDoneNowIsToldOnThePage() {
        long id = opened(newOrder(), "odd");

        HttpResponse<String> again = submit("Kim", id, "look-up", token(page("Kim", "/operator/cases/" + id)), "try");

        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("That cannot be done about this case now");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Basic,                401",
        "Bearer service token, 403",
        "Basic service token,  401",
        "Basic no name,        401"
    })
    void othersAreAskedToSignIn(String how, int status) {
        String service = TestMysql.secrets().serviceToken();
        String header = switch (how) {
            case "Bearer service token" -> "Bearer " + service;
            case "Basic service token" -> basic("Kim", service);
            case "Basic no name" -> basic("", TestMysql.secrets().operatorToken());
            default -> "Basic";
        };
        HttpResponse<String> answer = send("/operator/cases", request -> request.header("Authorization", header));

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 401) {
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .hasValue("Basic realm=\"operators\", charset=\"UTF-8\"");
        }
    }

    private long opened(String order, String reason) {
        unitOfWork.run(() -> cases.open(order, Kind.RECONCILIATION, reason));
        Long id = rows.queryForObject("SELECT id FROM payment.manual_case WHERE order_id = ?", Long.class, order);
        if (id == null) {
            throw new AssertionError("The case is not there");
        }
        return id;
    }

    private HttpResponse<String> page(String operator, String path) {
        HttpResponse<String> page = send(
                path,
                request -> request.header(
                        "Authorization", basic(operator, TestMysql.secrets().operatorToken())));
        assertThat(page.statusCode()).isEqualTo(200);
        return page;
    }

    private HttpResponse<String> submit(String operator, long id, String action, String token, String reason) {
        String form = "csrf=" + URLEncoder.encode(token, UTF_8) + "&reason=" + URLEncoder.encode(reason, UTF_8);
        return send(
                "/operator/cases/" + id + "/" + action,
                request -> request.header(
                                "Authorization",
                                basic(operator, TestMysql.secrets().operatorToken()))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)));
    }

    private static String token(HttpResponse<String> page) {
        var found = TOKEN.matcher(page.body());
        if (!found.find()) {
            throw new AssertionError("There is no token in the page: " + page.body());
        }
        return found.group(1);
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }
}
