package dev.paysaga.events;

import java.util.Currency;
import java.util.Locale;

/**
 * An exact amount in one currency. Arithmetic overflows loudly and never mixes currencies.
 *
 * @param amount minor units of the currency: won for KRW (which has no decimals), cents for USD
 * @param currency ISO 4217 code, such as {@code KRW}
 */
public record Money(long amount, String currency) {

    /** @throws IllegalArgumentException when the code is not an ISO 4217 currency */
    public Money {
        Currency.getInstance(currency);
    }

    public static Money krw(long won) {
        return new Money(won, "KRW");
    }

    /** @throws ArithmeticException on overflow */
    public Money plus(Money other) {
        requireSameCurrency(other);
        return new Money(Math.addExact(amount, other.amount), currency);
    }

    /** @throws ArithmeticException on overflow */
    public Money minus(Money other) {
        requireSameCurrency(other);
        return new Money(Math.subtractExact(amount, other.amount), currency);
    }

    /** @throws ArithmeticException on overflow */
    public Money times(long quantity) {
        return new Money(Math.multiplyExact(amount, quantity), currency);
    }

    public boolean isPositive() {
        return amount > 0;
    }

    /** For people: {@code 12,000 KRW}, {@code 12.50 USD}. */
    @Override
    public String toString() {
        int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
        long unit = (long) Math.pow(10, decimals);
        String whole = String.format(Locale.ROOT, "%,d", amount / unit);
        String sign = amount < 0 && amount / unit == 0 ? "-" : "";
        String fraction =
                decimals == 0 ? "" : String.format(Locale.ROOT, ".%0" + decimals + "d", Math.abs(amount % unit));
        return sign + whole + fraction + " " + currency;
    }

    private void requireSameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("Cannot mix " + currency + " and " + other.currency);
        }
    }
}
