package dev.paysaga.http;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.io.IOException;
import java.security.Principal;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.MDC;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A service with one of everything that can go wrong. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(TestApplication.Shop.class)
class TestApplication {

    @RestController
    static class Shop {

        @PostMapping("/v1/orders")
        Order order(@RequestHeader("Idempotency-Key") String key, @Valid @RequestBody Order order) {
            return order;
        }

        @PostMapping("/v1/webhooks/raw")
        int raw(@RequestBody byte[] body) {
            return body.length;
        }

        @PostMapping("/v1/webhooks/counted/{number}")
        int counted(@PathVariable int number) {
            return number;
        }

        @GetMapping("/v1/orders/{number}")
        Map<String, Object> byNumber(@PathVariable int number, @RequestParam @Min(1) int page) {
            return Map.of("number", number, "page", page);
        }

        @GetMapping("/v1/trace")
        Map<String, String> trace() {
            return Map.of("traceparent", String.valueOf(MDC.get("traceparent")));
        }

        @PostMapping("/v1/operators/only")
        Map<String, String> operators() {
            return Map.of("done", "yes");
        }

        @GetMapping("/pages/me")
        String me(Principal principal) {
            return principal.getName();
        }

        @GetMapping("/v1/fails/{how}")
        String fail(@PathVariable String how) throws IOException {
            switch (how) {
                case "known" ->
                    throw Problem.field(HttpStatus.CONFLICT, "amount-differs", "Another amount", "amount", "is 3")
                            .retryAfter(Duration.ofSeconds(7));
                case "unexpected" -> throw new IllegalStateException("secret inside");
                case "checked" -> throw new IOException("secret inside");
                case "error" -> throw new AssertionError("secret inside");
                case "away" -> throw new DataAccessResourceFailureException("secret inside");
                case "no-connection" -> throw new CannotCreateTransactionException("secret inside");
                case "untranslated" ->
                    throw new IllegalStateException(
                            "secret inside", new SQLTransientConnectionException("secret inside"));
                case "deadlock" -> throw new CannotAcquireLockException("secret inside");
                case "constraint" -> throw new DataIntegrityViolationException("secret inside");
                default -> throw new IllegalArgumentException(how);
            }
        }
    }

    record Order(@NotBlank String buyerId, @Valid List<Line> lines) {}

    record Line(@NotBlank String productId, @Min(1) int quantity, Kind kind) {}

    enum Kind {
        BOOK,
        FILM
    }
}
