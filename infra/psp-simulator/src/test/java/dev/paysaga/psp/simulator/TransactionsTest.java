package dev.paysaga.psp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What reconciliation asks Toss for, and R01: what it must not believe. */
class TransactionsTest extends SimulatorTest {

    private static final String OTHER = "ord-20261104-000118";
    private static final String DAY = "?startDate=2026-11-04T00:00:00&endDate=2026-11-04T23:59:59";

    @BeforeEach
    void twoOrdersOfWhichOneIsPartlyCanceled() {
        String paymentKey = merchant.pay(ORDER, 39_000);
        merchant.confirm(paymentKey, ORDER, 39_000, "key-1");
        clock.forward(Duration.ofMinutes(5));
        merchant.confirm(merchant.pay(OTHER, 5_000), OTHER, 5_000, "key-2");
        clock.forward(Duration.ofMinutes(5));
        merchant.cancel(paymentKey, "{\"cancelReason\": \"x\", \"cancelAmount\": 9000}", "key-3");
    }

    @Test
    void approvalsAndCancelsAreRowsOfTheirOwn() {
        assertThat(rows(DAY))
                .containsExactly(ORDER + " DONE 39000", OTHER + " DONE 5000", ORDER + " PARTIAL_CANCELED 9000");
        JsonNode last = list(DAY).json().path(2);
        assertThat(last.path("transactionAt").asString()).isEqualTo("2026-11-04T10:25:00+09:00");
        assertThat(last.path("transactionKey").asString())
                .isEqualTo(merchant.lookupOrder(ORDER)
                        .json()
                        .path("lastTransactionKey")
                        .asString());
    }

    @ParameterizedTest(name = "{0}: {1} rows")
    @CsvSource(delimiter = '|', textBlock = """
            ?startDate=2026-11-04&endDate=2026-11-05                   | 3
            ?startDate=2026-11-05&endDate=2026-11-06                   | 0
            ?startDate=2026-11-04T10:20:00&endDate=2026-11-04T10:20:00 | 1
            ?startDate=2026-11-04&endDate=2026-11-05&limit=2           | 2
            """)
    void onlyTheTimeAskedForIsListed(String query, int count) {
        assertThat(rows(query)).hasSize(count);
    }

    @Test
    void aPageBeginsAfterTheLastRowOfTheOneBefore() {
        String last =
                list(DAY + "&limit=2").json().path(1).path("transactionKey").asString();

        assertThat(rows(DAY + "&startingAfter=" + last)).containsExactly(ORDER + " PARTIAL_CANCELED 9000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?startDate=2026-11-04",
                "?startDate=yesterday&endDate=2026-11-05",
                "?startDate=2026-11-04&endDate=2026-11-05&limit=0",
                "?startDate=2026-11-04&endDate=2026-11-05&limit=5001"
            })
    void aQueryThatMakesNoSenseIsRefused(String query) {
        assertThat(list(query).gist()).isEqualTo("400 INVALID_REQUEST");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"F07, 500", "F16, 502", "F17, 429", "F03, 401"})
    void aListCanFail(String fault, int status) {
        merchant.script("{\"step\": \"transactions\", \"fault\": \"%s\"}".formatted(fault));

        assertThat(list(DAY).status()).isEqualTo(status);
        assertThat(rows(DAY)).hasSize(3);
    }

    @Test
    void aRowCanBeMissingExtraOrOfAnotherAmountWhileTheTruthStays() {
        String truth = merchant.truth(ORDER).toString();

        drift("{\"psp\": \"TOSS\", \"orderId\": \"%s\", \"action\": \"HIDE\"}".formatted(OTHER));
        assertThat(rows(DAY)).containsExactly(ORDER + " DONE 39000", ORDER + " PARTIAL_CANCELED 9000");

        drift("{\"psp\": \"TOSS\", \"orderId\": \"ord-nobody-knows\", \"action\": \"ADD\", \"amount\": 700}");
        assertThat(rows(DAY)).contains("ord-nobody-knows DONE 700").hasSize(3);

        drift("{\"psp\": \"TOSS\", \"orderId\": \"%s\", \"action\": \"ALTER\", \"amount\": 1}".formatted(ORDER));
        assertThat(rows(DAY)).contains(ORDER + " DONE 1");

        assertThat(merchant.truth(ORDER)).hasToString(truth);
        assertThat(merchant.sim("GET", "drift", "").json().size()).isEqualTo(3);
        assertThat(merchant.sim("DELETE", "drift", "").status()).isEqualTo(204);
        assertThat(rows(DAY)).hasSize(3).doesNotContain("ord-nobody-knows DONE 700");
    }

    private void drift(String body) {
        assertThat(merchant.sim("POST", "drift", body).status()).isEqualTo(201);
    }

    private List<String> rows(String query) {
        return list(query)
                .json()
                .valueStream()
                .map(row -> row.path("orderId").asString() + " "
                        + row.path("status").asString() + " "
                        + row.path("amount").asLong())
                .toList();
    }

    private Merchant.Answered list(String query) {
        return merchant.send(merchant.signed("/v1/transactions" + query).GET());
    }
}
