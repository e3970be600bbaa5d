package dev.paysaga.ledger.api;

import dev.paysaga.events.OrderId;
import dev.paysaga.http.Problem;
import dev.paysaga.ledger.domain.Account;
import dev.paysaga.ledger.domain.AccountBalance;
import dev.paysaga.ledger.mysql.LedgerTable;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/ledger")
class LedgerController {

    private final LedgerTable ledger;

    LedgerController(LedgerTable ledger) {
        this.ledger = ledger;
    }

    /** The entries of an order, in the order in which they were made; none when nothing has been booked for it yet. */
    @GetMapping("/entries")
    List<EntryView> entries(@Parameter(required = true) @RequestParam(defaultValue = "") String orderId) {
        if (!OrderId.isOrderId(orderId)) {
            throw Problem.field(
                    HttpStatus.BAD_REQUEST,
                    "invalid-request",
                    "The request is not valid",
                    "orderId",
                    "An order id is required: 6 to 64 letters, digits, '-' or '_'.");
        }
        return ledger.entriesOf(new OrderId(orderId)).stream()
                .map(EntryView::of)
                .toList();
    }

    /**
     * What an account holds.
     *
     * @param currency only needed for an account that has entries in several currencies
     */
    @GetMapping("/accounts/{account}")
    AccountView account(@PathVariable String account, @RequestParam(defaultValue = "") String currency) {
        List<AccountBalance> balances = Account.named(account).map(ledger::balances).orElse(List.of()).stream()
                .filter(balance -> currency.isEmpty() || balance.currency().equals(currency))
                .toList();
        return switch (balances.size()) {
            case 0 ->
                throw Problem.of(
                        HttpStatus.NOT_FOUND,
                        "account-not-found",
                        "There is no such account",
                        "No entry names this account. Accounts are called psp-receivable:<PSP> and"
                                + " seller-payable:<sellerId>, and begin with their first entry.");
            case 1 -> AccountView.of(balances.getFirst());
            default ->
                throw Problem.field(
                        HttpStatus.BAD_REQUEST,
                        "currency-required",
                        "The account has entries in several currencies",
                        "currency",
                        "Name one of "
                                + balances.stream()
                                        .map(AccountBalance::currency)
                                        .collect(Collectors.joining(", "))
                                + ".");
        };
    }

    /** Every currency's debits and credits over all accounts; in books that are right the difference is 0. */
    @GetMapping("/trial-balance")
    List<TrialBalanceView> trialBalance() {
        return ledger.trialBalance().stream().map(TrialBalanceView::of).toList();
    }
}
