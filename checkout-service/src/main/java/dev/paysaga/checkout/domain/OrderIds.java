package dev.paysaga.checkout.domain;

import dev.paysaga.events.OrderId;
import java.security.SecureRandom;

/** Where order ids come from. Whoever holds one may read its checkout: nobody can guess another. */
@FunctionalInterface
public interface OrderIds {

    OrderId next();

    /** {@code ord_} and 22 letters and digits: 131 random bits. */
    static OrderIds from(SecureRandom random) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        return () -> {
            var id = new StringBuilder("ord_");
            random.ints(22, 0, alphabet.length()).forEach(index -> id.append(alphabet.charAt(index)));
            return new OrderId(id.toString());
        };
    }
}
