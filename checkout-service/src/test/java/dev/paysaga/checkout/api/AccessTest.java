package dev.paysaga.checkout.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.checkout.RunningService;
import dev.paysaga.testing.TestMysql;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTest extends RunningService {

    @ParameterizedTest
    @CsvSource({
        // path                        nobody  service  operator
        "/v1/products,                 200,    200,     200",
        "/v1/checkouts/ord_unknown,    404,    404,     404",
        "/actuator/health/liveness,    200,    200,     200",
        "/actuator/health/readiness,   200,    200,     200",
        "/v3/api-docs,                 200,    200,     200",
        "/actuator/prometheus,         401,    200,     200",
        "/v1/parked-messages,          401,    403,     200",
        "/v1/products/drip-set,        401,    404,     404",
        "/anything-else,               401,    404,     404"
    })
    void onlyTheBuyersPathsAreOpen(String path, int nobody, int service, int operator) {

        assertThat(shop().get(path, Map.of()).status()).isEqualTo(nobody);
        assertThat(shop().get(path, Map.of("Authorization", "Bearer wrong")).status())
                .isEqualTo(nobody);
        assertThat(as(TestMysql.secrets().serviceToken(), path)).isEqualTo(service);
        assertThat(as(TestMysql.secrets().operatorToken(), path)).isEqualTo(operator);
    }

    private int as(String token, String path) {
        return shop().get(path, Map.of("Authorization", "Bearer " + token)).status();
    }

    @Test
    void theApiDocsTellOfEveryBuyersPath() {
        var paths = shop().get("/v3/api-docs", Map.of()).json().path("paths");

        assertThat(paths.propertyNames())
                .contains(
                        "/v1/products",
                        "/v1/checkouts",
                        "/v1/checkouts/{orderId}",
                        "/v1/checkouts/{orderId}/confirm",
                        "/v1/checkouts/{orderId}/cancel");
    }
}
