package dev.paysaga.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

class AccessTest extends HttpTest {

    private static final String OPERATOR_TOKEN = "test_operator_token_0123456789";

    private final Set<RequestMappingHandlerMapping> mappings;

    AccessTest(@Autowired Set<RequestMappingHandlerMapping> mappings) {
        this.mappings = mappings;
    }

    /** Status for nobody, a service and an operator; 401 and 403 are refusals, anything else means "let in". */
    @ParameterizedTest
    @CsvSource({
        "GET,  /v1/nowhere,                401, 404, 404",
        "POST, /v1/orders,                 401, 400, 400",
        "GET,  /v1/orders/1?page=1,        401, 200, 200",
        "GET,  /v1/fails/known,            401, 409, 409",
        "POST, /v1/webhooks/raw,           400, 400, 400",
        "GET,  /v1/trace,                  200, 200, 200",
        "POST, /v1/operators/only,         401, 403, 200",
        "GET,  /pages/me,                  401, 403, 200",
        "GET,  /pages/nowhere,             401, 403, 404",
        "GET,  /actuator/health,           200, 200, 200",
        "GET,  /actuator/health/liveness,  200, 200, 200",
        "GET,  /actuator/health/readiness, 200, 200, 200",
        "GET,  /v3/api-docs,               200, 200, 200",
        "GET,  /v3/api-docs.yaml,          200, 200, 200",
        "GET,  /actuator,                  401, 200, 200",
        "GET,  /actuator/info,             401, 200, 200",
        "GET,  /actuator/prometheus,       401, 200, 200",
        "GET,  /actuator/env,              401, 404, 404",
        "POST, /actuator/shutdown,         401, 404, 404",
        "GET,  /error,                     401, 404, 404"
    })
    void everyPathLetsInWhoItShould(String method, String path, int nobody, int service, int operator)
            throws Exception {
        assertThat(status(method, path, "Basic x")).as("nobody").isEqualTo(nobody);
        assertThat(status(method, path, SERVICE)).as("a service").isEqualTo(service);
        assertThat(status(method, path, OPERATOR)).as("an operator").isEqualTo(operator);
    }

    /** A new mapping appears here before it appears in the world. */
    @Test
    void theseAreAllTheMappings() {
        var paths = new TreeSet<String>();
        mappings.forEach(mapping -> mapping.getHandlerMethods().keySet().stream()
                .map(info -> info.getPathPatternsCondition())
                .filter(patterns -> patterns != null)
                .flatMap(patterns -> patterns.getPatterns().stream())
                .map(PathPattern::getPatternString)
                .filter(path -> !path.startsWith("/actuator"))
                .forEach(paths::add));

        assertThat(paths)
                .containsExactly(
                        "/error",
                        "/pages/me",
                        "/v1/fails/{how}",
                        "/v1/operators/only",
                        "/v1/orders",
                        "/v1/orders/{number}",
                        "/v1/trace",
                        "/v1/webhooks/counted/{number}",
                        "/v1/webhooks/raw",
                        "/v3/api-docs",
                        "/v3/api-docs.yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer test_service_token_012345678",
                "Bearer test_service_token_01234567890",
                "Bearer TEST_SERVICE_TOKEN_0123456789",
                "test_service_token_0123456789",
                "Basic dGVzdF9zZXJ2aWNlX3Rva2VuXzAxMjM0NTY3ODk="
            })
    void aWrongTokenIsNobody(String authorization) throws Exception {
        var answer = get("/v1/fails/known", request -> request.header("Authorization", authorization));

        ProblemAssert.assertProblem(answer, 401, "token-required");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }

    @Test
    void onPagesAnOperatorSignsInWithANameAndTheToken() throws Exception {
        var answer = get("/pages/me", request -> request.header("Authorization", basic("Kim Minji:" + OPERATOR_TOKEN)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("Kim Minji");
    }

    @ParameterizedTest
    @CsvSource({
        "/pages/me, Kim:test_operator_token_0123456788",
        "/pages/me, Kim:test_service_token_0123456789",
        "/pages/me, Kim:",
        "/pages/me, :test_operator_token_0123456789",
        "/pages/me, test_operator_token_0123456789"
    })
    void onPagesAnythingElseIsNobodyAndIsAskedToSignIn(String path, String credentials) throws Exception {
        var answer = get(path, request -> request.header("Authorization", basic(credentials)));

        ProblemAssert.assertProblem(answer, 401, "token-required");
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .contains("Basic realm=\"operators\", charset=\"UTF-8\"");
    }

    @Test
    void signingInWithANameIsForPagesAlone() throws Exception {
        var answer = send(
                "POST",
                "/v1/operators/only",
                BodyPublishers.noBody(),
                request -> request.header("Authorization", basic("Kim:" + OPERATOR_TOKEN)));

        ProblemAssert.assertProblem(answer, 401, "token-required");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }

    @Test
    void whatIsForOperatorsIsRefusedToServicesAsAProblem() throws Exception {
        var answer = send(
                "POST",
                "/v1/operators/only",
                BodyPublishers.noBody(),
                request -> request.header("Authorization", SERVICE));

        ProblemAssert.assertProblem(answer, 403, "not-allowed");
    }

    @Test
    void nothingIsKeptInTheBrowser() throws Exception {
        var answer = get("/v1/trace", request -> request);

        assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }

    private int status(String method, String path, String authorization) throws Exception {
        return send(method, path, BodyPublishers.noBody(), request -> request.header("Authorization", authorization))
                .statusCode();
    }
}
