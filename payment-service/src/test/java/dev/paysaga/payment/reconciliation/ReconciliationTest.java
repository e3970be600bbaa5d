package dev.paysaga.payment.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paysaga.payment.OperationsTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** R01: Toss's list and our books. */
@TestPropertySource(properties = {"paysaga.reconciliation.grace=1s", "paysaga.reconciliation.round-pause=200ms"})
class ReconciliationTest extends OperationsTest {

    @Autowired
    private Reconcile reconcile;

    @Test
    void whatDiffersIsReportedAndShownToAHumanAndNothingIsChanged() {
        Instant from = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String fine = paid(5_000);
        assertThat(post("/v1/payments/" + fine + "/cancel", Map.of("reason", "changed my mind"))
                        .status())
                .isEqualTo(200);
        String hidden = paid(5_100);
        String other = paid(5_200);
        String unknown = newOrder();
        provider.drift(hidden, "HIDE", 0);
        provider.drift(other, "ALTER", 5_199);
        provider.confirmBehindOurBack(unknown, provider.pay(unknown, 700), 700);
        Instant until = Instant.now().plusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
        await("all of it is old enough").atMost(SOON).until(() -> Instant.now().isAfter(until.plusSeconds(2)));

        JsonNode report = reconciled(from, until);

        assertThat(report.path("status").asString()).isEqualTo("DONE");
        assertThat(differences(report, hidden)).containsExactly("MISSING_THERE CAPTURE");
        assertThat(differences(report, other)).containsExactly("OTHER_AMOUNT CAPTURE");
        assertThat(differences(report, unknown)).containsExactly("MISSING_HERE CAPTURE");
        assertThat(differences(report, fine)).isEmpty();
        for (String order : List.of(hidden, other, unknown)) {
            assertThat(cases(order)).as(order).containsExactly("RECONCILIATION");
        }
        assertThat(cases(fine)).isEmpty();
        assertThat(status(hidden)).isEqualTo("SUCCESS");
        assertThat(outbox(hidden)).containsExactly("paysaga.payment.approved.v1");
        assertThat(outbox(other)).containsExactly("paysaga.payment.approved.v1");
    }

    @Test
    void aPeriodThatIsBeingReconciledIsNotASecondTime() {
        Instant from = Instant.parse("2026-01-01T00:00:00Z");
        Instant until = from.plus(Duration.ofDays(1));
        root.update(
                "INSERT INTO payment.reconciliation (psp, from_at, until_at, status, running, requested_at, next_try_at)"
                        + " VALUES ('TOSS', '2026-01-01', '2026-01-02', 'RUNNING', ?, NOW(6), NOW(6) + INTERVAL 4 SECOND)",
                "TOSS " + from + " " + until);

        assertThat(begin(from, until).status()).isEqualTo(409);

        await("another instance's work is taken up when its claim is over")
                .atMost(SOON)
                .until(() -> begin(from, until).status(), Integer.valueOf(202)::equals);
    }

    @Test
    void theDayBeforeIsReconciledOnceHoweverManyInstancesWantTo() {
        reconcile.beginDaily();
        reconcile.beginDaily();

        Integer begun = rows.queryForObject(
                "SELECT COUNT(*) FROM payment.reconciliation WHERE psp = 'TOSS' AND daily_for IS NOT NULL",
                Integer.class);
        assertThat(begun).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} from {1} until {2}")
    @CsvSource({
        "TOSS,  2026-01-02T00:00:00Z, 2026-01-01T00:00:00Z, 400",
        "TOSS,  2026-01-01T00:00:00Z, 2026-03-01T00:00:00Z, 400",
        "TOSS,  2026-01-01T00:00:00Z, 2099-01-02T00:00:00Z, 400",
        "NOBODY,2026-01-01T00:00:00Z, 2026-01-02T00:00:00Z, 400",
        "TOSS,  yesterday,            2026-01-02T00:00:00Z, 400"
    })
    void aPeriodThatMakesNoSenseIsRefused(String psp, String from, String until, int status) {
        assertThat(post("/v1/reconciliations", Map.of("psp", psp, "from", from, "until", until))
                        .status())
                .isEqualTo(status);
    }

    @Test
    void aReportThatIsNotThereIsNotFound() {
        assertThat(get("/v1/reconciliations/999999999").status()).isEqualTo(404);
    }

    private JsonNode reconciled(Instant from, Instant until) {
        Answer begun = begin(from, until);
        assertThat(begun.status()).isEqualTo(202);
        String path = "/v1/reconciliations/" + begun.body().path("id").asLong();
        await("the report")
                .atMost(SOON)
                .until(() -> !get(path).body().path("status").asString().equals("RUNNING"));
        return get(path).body();
    }

    private Answer begin(Instant from, Instant until) {
        return post("/v1/reconciliations", Map.of("psp", "TOSS", "from", from.toString(), "until", until.toString()));
    }

    private static List<String> differences(JsonNode report, String order) {
        return report.path("differences")
                .valueStream()
                .filter(one -> one.path("orderId").asString().equals(order))
                .map(one ->
                        one.path("kind").asString() + " " + one.path("movement").asString())
                .toList();
    }

    private List<String> cases(String order) {
        return get("/v1/manual-cases?orderId=" + order)
                .body()
                .valueStream()
                .map(found -> found.path("kind").asString())
                .toList();
    }
}
