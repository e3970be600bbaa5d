package dev.paysaga.payment.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.payment.psp.ProviderTransaction;
import dev.paysaga.payment.psp.ProviderTransaction.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    private static final String ORDER = "ord_000001";
    private static final Instant DAY = Instant.parse("2026-11-20T15:00:00Z");
    private static final Comparison COMPARISON =
            new Comparison(DAY, DAY.plus(Duration.ofDays(1)), DAY.plus(Duration.ofHours(23)));

    /**
     * A movement is its direction, its amount and the hour of the day at which it was; {@code ?} behind one of ours says
     * that the provider need not have it. The state is the payment's, and {@code c} says that a cancellation is open.
     */
    @ParameterizedTest(name = "ours: {0}, theirs: {1}, here {2}: {3}")
    @CsvSource({
        "'',               '',               SUCCESS,   ''",
        "+500@9,           +500@9,           SUCCESS,   ''",
        "+500@9 -500@10,   +500@9 -500@10,   SUCCESS,   ''",
        "+500@9 -200@10,   +500@9 -200@11,   SUCCESS,   ''",
        "'-200@9 -200@10', '-200@10 -200@9', SUCCESS,   ''",
        // Only there.
        "'',               +500@9,           -,         'MISSING_HERE CAPTURE null 500'",
        "'',               -500@9,           -,         'MISSING_HERE CANCEL null 500'",
        "'',               +500@9,           UNKNOWN,   'OTHER_STATUS CAPTURE null 500'",
        "'',               +500@9,           FAILURE,   'OTHER_STATUS CAPTURE null 500'",
        "+500@9,           +500@9 -500@9,    SUCCESS,   'MISSING_HERE CANCEL null 500'",
        "+500@9,           +500@9 -500@9,    SUCCESSc,  'OTHER_STATUS CANCEL null 500'",
        "+500@9,           +500@9 +500@10,   SUCCESS,   'MISSING_HERE CAPTURE null 500'",
        "-200@9,           '-200@9 -200@10', SUCCESS,   'MISSING_HERE CANCEL null 200'",
        // Only here.
        "+500@9,           '',               SUCCESS,   'MISSING_THERE CAPTURE 500 null'",
        "+500@9 -200@10,   +500@9,           SUCCESS,   'MISSING_THERE CANCEL 200 null'",
        "'-200@9 -200@10', -200@9,           SUCCESS,   'MISSING_THERE CANCEL 200 null'",
        "+500@9?,          '',               FAILURE,   ''",
        "+500@9?,          +500@9,           FAILURE,   ''",
        // Of another amount.
        "+500@9,           +499@9,           SUCCESS,   'OTHER_AMOUNT CAPTURE 500 499'",
        "+500@9 -200@10,   +500@9 -300@10,   SUCCESS,   'OTHER_AMOUNT CANCEL 200 300'",
        "'-200@9 -100@10', -300@10,          SUCCESS,   'OTHER_AMOUNT CANCEL 300 300'",
        // At the edges of the period: what is outside is missed by another report, but explains what is inside.
        "'',               +500@-1,          -,         ''",
        "'',               +500@24,          -,         ''",
        "+500@-1,          '',               SUCCESS,   ''",
        "+500@24,          '',               SUCCESS,   ''",
        "+500@-1,          +500@0,           SUCCESS,   ''",
        "+500@0,           +500@-1,          SUCCESS,   ''",
        "-200@99,          -200@9,           SUCCESS,   ''",
        // So young that it may still be under way.
        "'',               +500@23,          EXECUTING, ''",
        "'',               +500@22,          EXECUTING, 'OTHER_STATUS CAPTURE null 500'",
        "+500@23,          '',               SUCCESS,   ''"
    })
    void whatDiffersIsToldAndNothingElse(String ours, String theirs, String state, String expected) {
        assertThat(COMPARISON.of(ours(ours), theirs(theirs), states(state)))
                .extracting(one -> one.kind() + " " + one.movement() + " " + one.ourAmount() + " " + one.theirAmount())
                .containsExactlyElementsOf(expected.isEmpty() ? List.of() : List.of(expected));
    }

    @Test
    void anotherCurrencyIsAnotherAmount() {
        var their = new ProviderTransaction(ORDER, null, Kind.CAPTURE, 500, "USD", DAY);

        assertThat(COMPARISON.of(ours("+500@0"), List.of(their), states("SUCCESS")))
                .extracting(Difference::kind)
                .containsExactly(Difference.Kind.OTHER_AMOUNT);
    }

    @Test
    void ordersAreNotMixedUp() {
        var other = new ProviderTransaction("ord_000002", null, Kind.CAPTURE, 500, "KRW", DAY);

        assertThat(COMPARISON.of(ours("+500@0"), List.of(other), states("SUCCESS")))
                .extracting(one -> one.orderId() + " " + one.kind())
                .containsExactly("ord_000001 MISSING_THERE", "ord_000002 MISSING_HERE");
    }

    private static List<OurMovement> ours(String text) {
        return movements(text)
                .map(one -> new OurMovement(ORDER, kind(one), amount(one), "KRW", at(one), !one.endsWith("?")))
                .toList();
    }

    private static List<ProviderTransaction> theirs(String text) {
        return movements(text)
                .map(one -> new ProviderTransaction(ORDER, "test_pay_1", kind(one), amount(one), "KRW", at(one)))
                .toList();
    }

    private static Map<String, OrderState> states(String state) {
        return "-".equals(state)
                ? Map.of()
                : Map.of(ORDER, new OrderState(state.replace("c", ""), state.endsWith("c")));
    }

    private static Stream<String> movements(String text) {
        return text.isEmpty() ? Stream.of() : Stream.of(text.split(" "));
    }

    private static Kind kind(String movement) {
        return movement.startsWith("+") ? Kind.CAPTURE : Kind.CANCEL;
    }

    private static long amount(String movement) {
        return Long.parseLong(movement.substring(1, movement.indexOf('@')));
    }

    private static Instant at(String movement) {
        return DAY.plus(Duration.ofHours(
                Long.parseLong(movement.substring(movement.indexOf('@') + 1).replace("?", ""))));
    }
}
