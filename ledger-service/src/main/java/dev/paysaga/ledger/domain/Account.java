package dev.paysaga.ledger.domain;

import dev.paysaga.events.Psp;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One account of the books, written {@code psp-receivable:TOSS} or {@code seller-payable:seller-bori}.
 *
 * @param holder the other party, 1 to 64 characters that stand for themselves in a URL
 */
public record Account(Kind kind, String holder) {

    private static final Pattern HOLDER = Pattern.compile("[A-Za-z0-9._~-]{1,64}");

    /** What an account says, and which side makes it grow. */
    public enum Kind {
        /** What a payment provider owes us: grows with debits. */
        PSP_RECEIVABLE("psp-receivable"),
        /** What we owe a seller: grows with credits. */
        SELLER_PAYABLE("seller-payable");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    /** @throws IllegalArgumentException when the holder cannot be part of an account's name */
    public Account {
        if (!HOLDER.matcher(holder).matches()) {
            throw new IllegalArgumentException(
                    "The holder of an account is 1 to 64 letters, digits, '.', '_', '~' or '-'");
        }
    }

    public static Account receivableFrom(Psp psp) {
        return new Account(Kind.PSP_RECEIVABLE, psp.name());
    }

    /** @throws IllegalArgumentException when the seller id cannot be part of an account's name */
    public static Account payableTo(String sellerId) {
        return new Account(Kind.SELLER_PAYABLE, sellerId);
    }

    /** The account of this name; empty when no account can have it. */
    public static Optional<Account> named(String name) {
        for (Kind kind : Kind.values()) {
            String start = kind.prefix + ":";
            if (name.startsWith(start)
                    && HOLDER.matcher(name.substring(start.length())).matches()) {
                return Optional.of(new Account(kind, name.substring(start.length())));
            }
        }
        return Optional.empty();
    }

    /**
     * What the account holds, positive on the side that makes it grow.
     *
     * @throws ArithmeticException on overflow
     */
    long balance(long debits, long credits) {
        return switch (kind) {
            case PSP_RECEIVABLE -> Math.subtractExact(debits, credits);
            case SELLER_PAYABLE -> Math.subtractExact(credits, debits);
        };
    }

    @Override
    public String toString() {
        return kind.prefix + ":" + holder;
    }
}
