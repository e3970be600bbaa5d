package dev.paysaga.checkout.api;

import dev.paysaga.checkout.domain.Checkout;
import dev.paysaga.checkout.payment.CancelRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The body of a cancel, as it was sent. */
public record CancelBody(
        @Nullable String reason,
        @Nullable Long amount,
        @Nullable String sellerId,
        @Nullable Account refundAccount) {

    private static final int LONGEST_REASON = 150;
    private static final int LONGEST_BANK = 20;
    private static final int LONGEST_HOLDER = 60;
    private static final Pattern ACCOUNT_NUMBER = Pattern.compile("[0-9]{1,20}");

    /** Where the money goes back to, for what was paid by a transfer. */
    public record Account(
            @Nullable String bank,
            @Nullable String accountNumber,
            @Nullable String holderName) {}

    boolean isPart() {
        return amount != null || sellerId != null;
    }

    public CancelRequest parse(Checkout checkout, Invalid invalid) {
        if (!Texts.isLine(reason, 1, LONGEST_REASON)) {
            invalid.add("reason", "It must be 1 to " + LONGEST_REASON + " characters on one line: why it is canceled.");
        }
        if (amount != null && (amount < 1 || amount > checkout.total().amount())) {
            invalid.add("amount", "It must be a whole number from 1 to what the checkout costs; left out, it is all.");
        }
        if (sellerId != null
                && checkout.lines().stream().noneMatch(line -> line.sellerId().equals(sellerId))) {
            invalid.add("sellerId", "It must be a seller of this checkout; left out, it is all of them.");
        }
        return new CancelRequest(String.valueOf(reason), amount, sellerId, parseAccount(invalid));
    }

    private CancelRequest.@Nullable RefundAccount parseAccount(Invalid invalid) {
        if (refundAccount == null) {
            return null;
        }
        String bank = refundAccount.bank;
        String number = refundAccount.accountNumber;
        String holder = refundAccount.holderName;
        if (!Texts.isLine(bank, 1, LONGEST_BANK)) {
            invalid.add("refundAccount.bank", "It must be the bank's code.");
        }
        if (number == null || !ACCOUNT_NUMBER.matcher(number).matches()) {
            invalid.add("refundAccount.accountNumber", "It must be 1 to 20 digits.");
        }
        if (!Texts.isLine(holder, 1, LONGEST_HOLDER)) {
            invalid.add("refundAccount.holderName", "It must be 1 to " + LONGEST_HOLDER + " characters.");
        }
        return new CancelRequest.RefundAccount(String.valueOf(bank), String.valueOf(number), String.valueOf(holder));
    }
}
