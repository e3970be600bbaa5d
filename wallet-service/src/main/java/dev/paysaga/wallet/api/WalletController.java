package dev.paysaga.wallet.api;

import dev.paysaga.http.Problem;
import dev.paysaga.wallet.domain.SellerId;
import dev.paysaga.wallet.domain.Wallet;
import dev.paysaga.wallet.mysql.WalletTables;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/wallets/{sellerId}")
class WalletController {

    private static final int LONGEST_PAGE = 500;

    private final WalletTables wallets;

    WalletController(WalletTables wallets) {
        this.wallets = wallets;
    }

    /**
     * What a seller has with us.
     *
     * @param currency only needed for a seller who has sold in several currencies
     */
    @GetMapping
    WalletView wallet(@PathVariable String sellerId, @RequestParam(defaultValue = "") String currency) {
        List<Wallet> found = walletsOf(sellerId).stream()
                .filter(wallet ->
                        currency.isEmpty() || wallet.balance().currency().equals(currency))
                .toList();
        return switch (found.size()) {
            case 0 -> throw noWallet();
            case 1 -> WalletView.of(found.getFirst());
            default ->
                throw Problem.field(
                        HttpStatus.BAD_REQUEST,
                        "currency-required",
                        "The seller has wallets in several currencies",
                        "currency",
                        "Name one of "
                                + found.stream()
                                        .map(wallet -> wallet.balance().currency())
                                        .collect(Collectors.joining(", "))
                                + ".");
        };
    }

    /**
     * What made the balance, newest first.
     *
     * @param limit 1 to 500
     * @param before only transactions with a smaller id: the last id of the page before
     */
    @GetMapping("/transactions")
    List<TransactionView> transactions(
            @PathVariable String sellerId,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before) {
        if (limit < 1 || limit > LONGEST_PAGE) {
            throw invalid("limit", "The limit must be 1 to " + LONGEST_PAGE + ".");
        }
        if (before < 1) {
            throw invalid("before", "Must be the id of a transaction, at least 1.");
        }
        if (walletsOf(sellerId).isEmpty()) {
            throw noWallet();
        }
        return wallets.transactionsOf(new SellerId(sellerId), before, limit).stream()
                .map(TransactionView::of)
                .toList();
    }

    private List<Wallet> walletsOf(String sellerId) {
        return SellerId.isSellerId(sellerId) ? wallets.walletsOf(new SellerId(sellerId)) : List.of();
    }

    private static Problem invalid(String field, String message) {
        return Problem.field(HttpStatus.BAD_REQUEST, "invalid-request", "The request is not valid", field, message);
    }

    private static Problem noWallet() {
        return Problem.of(
                HttpStatus.NOT_FOUND,
                "wallet-not-found",
                "There is no such wallet",
                "A seller has a wallet from the first approved payment on, in the currency of the payment."
                        + " Check the seller id and the currency.");
    }
}
