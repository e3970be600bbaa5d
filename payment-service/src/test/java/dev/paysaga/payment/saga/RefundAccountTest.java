package dev.paysaga.payment.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paysaga.events.Psp;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A buyer's bank account is passed on to the provider, and is in no store of ours. */
@ExtendWith(OutputCaptureExtension.class)
class RefundAccountTest extends RunningService {

    private static final String NUMBER = "30870042009113";
    private static final String HOLDER = "Refundia Kontova";

    @Autowired
    private RefundAccounts refundAccounts;

    static String account(Psp psp) {
        return "{\"bank\":\"%s\",\"accountNumber\":\"%s\",\"holderName\":\"%s\"}"
                .formatted(psp == Psp.TOSS ? "88" : "SHINHAN", NUMBER, HOLDER);
    }

    @ParameterizedTest
    @EnumSource
    void aLostAnswerIsAskedForAgainUnderTheSameKeyAndTheAccountIsNowhere(Psp psp, CapturedOutput output) {
        String order = deposited(psp, 6_100);
        provider.will(order, "cancel", "F05", 1);

        cancel(order, "refund-0001", "\"refundAccount\":" + account(psp));

        await("given back").atMost(SOON).until(() -> cancels(order), List.of("6100 SUCCESS")::equals);
        assertThat(provider.cancelKeys(order)).hasSize(2);
        assertThat(Set.copyOf(provider.cancelKeys(order))).hasSize(1);
        assertThat(textsOfOurs()).doesNotContain(NUMBER).doesNotContain(HOLDER).contains(order);
        assertThat(output.getAll())
                .doesNotContain(NUMBER)
                .doesNotContain(HOLDER)
                .contains(order);
    }

    @Test
    void afterACrashWhoeverWantsItNamesTheAccountOnceMore() {
        String order = deposited(Psp.TOSS, 6_200);
        provider.will(order, "cancel", "F05", 1);
        provider.will(order, "lookup", "F16", 1);
        String body = "\"refundAccount\":" + account(Psp.TOSS);
        refundAccounts.forget(
                cancel(order, "refund-0002", body).body().path("cancellationId").asLong());

        assertThat(cancel(order, "refund-0002", body).status()).isEqualTo(202);

        await("given back").atMost(SOON).until(() -> cancels(order), List.of("6200 SUCCESS")::equals);
        assertThat(provider.cancels(order)).isEqualTo(1);
    }

    @Test
    void whenNobodyNamesItOnceMoreTheCancelFailsWithNothingSentAndAHumanAsks() {
        String order = deposited(Psp.TOSS, 6_300);
        provider.will(order, "cancel", "F05", 1);
        provider.will(order, "lookup", "F16", 1);
        refundAccounts.forget(cancel(order, "refund-0003", "\"refundAccount\":" + account(Psp.TOSS))
                .body()
                .path("cancellationId")
                .asLong());

        await("given up").atMost(SOON).until(() -> cancels(order), List.of("6300 FAILURE")::equals);

        assertThat(payment(order).at("/cancellations/0/failure/code").asString())
                .isEqualTo("REFUND_ACCOUNT_GONE");
        assertThat(openCases(order)).contains("CANCEL_FAILED");
        assertThat(provider.cancelKeys(order)).hasSize(1);
        cancel(order, "refund-0004", "\"refundAccount\":" + account(Psp.TOSS));
        await("given back").atMost(SOON).until(() -> provider.canceledAmount(order), Long.valueOf(6_300)::equals);
    }

    @Test
    void anotherAccountUnderTheSameKeyIsAnotherRequest() {
        String order = deposited(Psp.TOSS, 6_400);
        provider.will(order, "cancel", "F05", 1);
        provider.will(order, "lookup", "F16", 1);
        cancel(order, "refund-0005", "\"refundAccount\":" + account(Psp.TOSS));

        String other = account(Psp.TOSS).replace(NUMBER, "30870042009114");
        assertThat(cancel(order, "refund-0005", "\"refundAccount\":" + other).status())
                .isEqualTo(422);
    }

    private String deposited(Psp psp, long amount) {
        String order = checkedOut(psp, amount);
        String key = provider.pay(order, amount, Map.of("psp", psp.name(), "method", "VIRTUAL_ACCOUNT"));
        confirm(order, key, amount);
        provider.deposit(order);
        await("approved").atMost(SOON).until(() -> status(order), "SUCCESS"::equals);
        return order;
    }

    /** Every text that the service has written into its schema. */
    private String textsOfOurs() {
        var all = new StringBuilder();
        rows.queryForList("SELECT table_name AS t, column_name AS c FROM information_schema.columns"
                        + " WHERE table_schema = 'payment'"
                        + " AND data_type IN ('char', 'varchar', 'text', 'mediumtext', 'longtext', 'json')")
                .forEach(column -> rows.query(
                        "SELECT CONVERT(`" + column.get("c") + "` USING utf8mb4) FROM payment.`" + column.get("t")
                                + "`",
                        row -> {
                            all.append(row.getString(1)).append('\n');
                        }));
        return all.toString();
    }
}
