package dev.paysaga.checkout.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.checkout.RunningService;
import dev.paysaga.checkout.Shop.Answer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The inventory of what can be called: a new mapping fails here until somebody has said who may call it. */
class RoutesTest extends RunningService {

    private static final Map<String, Access> INVENTORY = Map.ofEntries(
            // buyers, by HTTP
            Map.entry("GET /v1/products", Access.ANYBODY),
            Map.entry("POST /v1/checkouts", Access.ANYBODY),
            Map.entry("GET /v1/checkouts/{orderId}", Access.ANYBODY),
            Map.entry("POST /v1/checkouts/{orderId}/confirm", Access.TOKEN_OF_THE_ORDER),
            Map.entry("POST /v1/checkouts/{orderId}/cancel", Access.TOKEN_OF_THE_ORDER),
            // buyers, in a browser
            Map.entry("GET /", Access.ANYBODY),
            Map.entry("POST /checkout", Access.ANYBODY),
            Map.entry("GET /checkout/{orderId}", Access.ANYBODY),
            Map.entry("GET /checkout/{orderId}/events", Access.ANYBODY),
            Map.entry("GET /checkout/success", Access.ANYBODY),
            Map.entry("GET /checkout/fail", Access.ANYBODY),
            Map.entry("POST /checkout/{orderId}/open", Access.TOKEN_OF_THE_ORDER),
            Map.entry("POST /checkout/{orderId}/confirm", Access.TOKEN_OF_THE_ORDER),
            Map.entry("POST /checkout/{orderId}/cancel", Access.TOKEN_OF_THE_ORDER),
            // operators
            Map.entry("GET /v1/parked-messages", Access.OPERATOR),
            Map.entry("POST /v1/parked-messages/{id}/replay", Access.OPERATOR),
            // machinery
            Map.entry("GET /v3/api-docs", Access.ANYBODY),
            Map.entry("GET /v3/api-docs.yaml", Access.ANYBODY),
            Map.entry("ANY /error", Access.SERVICE));

    private final RequestMappingHandlerMapping mappings;

    @Autowired
    RoutesTest(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
        this.mappings = mappings;
    }

    private enum Access {
        ANYBODY,
        TOKEN_OF_THE_ORDER,
        SERVICE,
        OPERATOR
    }

    @Test
    void everyMappingIsInTheInventory() {
        assertThat(routes().collect(Collectors.toSet())).isEqualTo(INVENTORY.keySet());
    }

    @Test
    void nobodyGetsFurtherThanTheInventorySays() {
        String order = shop().open().orderId();
        List<String> sorted =
                INVENTORY.keySet().stream().sorted(Comparator.naturalOrder()).toList();
        for (String route : sorted) {
            Answer answer = call(route, order);
            switch (INVENTORY.getOrDefault(route, Access.OPERATOR)) {
                case ANYBODY -> assertThat(answer.status()).as(route).isNotIn(401, 403);
                case TOKEN_OF_THE_ORDER -> assertThat(answer.status()).as(route).isEqualTo(403);
                case SERVICE, OPERATOR -> assertThat(answer.status()).as(route).isEqualTo(401);
            }
        }
    }

    private Answer call(String route, String order) {
        String[] parts = route.replace("{orderId}", order).replace("{id}", "1").split(" ");
        // A stream would be read to its end: an order that does not exist has none.
        String path = parts[1].endsWith("/events") ? "/checkout/ord_unknown/events" : parts[1];
        if (!parts[0].equals("POST")) {
            return shop().get(path, Map.of());
        }
        boolean isPage = path.startsWith("/checkout");
        return shop().post(
                        path,
                        Map.of("Content-Type", isPage ? "application/x-www-form-urlencoded" : "application/json"),
                        (isPage ? "reason=r" : "{\"reason\": \"r\", \"paymentKey\": \"k\", \"amount\": 51000}")
                                .getBytes(UTF_8));
    }

    private Stream<String> routes() {
        return mappings.getHandlerMethods().keySet().stream()
                .flatMap(mapping -> mapping.getPatternValues().stream()
                        .flatMap(path ->
                                mapping.getMethodsCondition().getMethods().isEmpty()
                                        ? Stream.of("ANY " + path)
                                        : mapping.getMethodsCondition().getMethods().stream()
                                                .map(method -> method + " " + path)));
    }
}
