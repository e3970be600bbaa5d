package dev.paysaga.ledger.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paysaga.events.Money;
import dev.paysaga.events.OrderId;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountTest {

    @ParameterizedTest
    @ValueSource(strings = {"psp-receivable:TOSS", "psp-receivable:PORTONE", "seller-payable:seller-bori"})
    void isFoundByItsName(String name) {
        assertThat(Account.named(name)).map(Account::toString).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "TOSS",
                "psp-receivable",
                "psp-receivable:",
                "PSP-RECEIVABLE:TOSS",
                "cash:TOSS",
                "seller-payable:보리"
            })
    void isNoAccount(String name) {
        assertThat(Account.named(name)).isEmpty();
    }

    @ParameterizedTest(name = "{0} with {1} debited and {2} credited holds {3}")
    @CsvSource({
        "psp-receivable:TOSS, 500, 0, 500",
        "psp-receivable:TOSS, 500, 200, 300",
        "psp-receivable:TOSS, 0, 200, -200",
        "seller-payable:seller-bori, 0, 500, 500",
        "seller-payable:seller-bori, 200, 500, 300",
        "seller-payable:seller-bori, 200, 0, -200",
    })
    void growsOnItsOwnSide(String name, long debits, long credits, long balance) {
        Account account = Account.named(name).orElseThrow();
        assertThat(new AccountBalance(account, "KRW", debits, credits).balance())
                .isEqualTo(balance);
    }

    @ParameterizedTest(name = "{0} debited and {1} credited differ by {2}")
    @CsvSource({"0, 0, 0", "500, 500, 0", "500, 499, 1", "499, 500, -1"})
    void trialBalanceTellsTheDifference(long debits, long credits, long difference) {
        assertThat(new TrialBalance("KRW", debits, credits).difference()).isEqualTo(difference);
    }

    @Test
    void anEntryNeedsTwoAccounts() {
        Account bori = Account.payableTo("seller-bori");
        assertThatThrownBy(() -> new LedgerEntry(
                        new OrderId("ord_123456"),
                        1,
                        LedgerEntry.Kind.PAYMENT,
                        null,
                        bori,
                        bori,
                        Money.krw(1),
                        Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two accounts");
    }
}
