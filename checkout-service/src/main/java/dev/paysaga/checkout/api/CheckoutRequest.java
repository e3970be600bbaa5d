package dev.paysaga.checkout.api;

import dev.paysaga.events.Psp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The body of a new checkout, as it was sent. Prices and sellers in it, if any, are ignored. */
public record CheckoutRequest(
        @Nullable String buyerId,
        @Nullable String psp,
        @Nullable List<@Nullable RequestedLine> lines) {

    private static final int MOST_LINES = 50;
    private static final int LARGEST_QUANTITY = 999;
    private static final int LONGEST_BUYER_ID = 64;

    public record RequestedLine(
            @Nullable String productId, @Nullable Long quantity) {}

    /** The same, well formed: what is hashed to tell whether a repeated request is the same one. */
    public record Parsed(String buyerId, Psp psp, List<ParsedLine> lines) {}

    /**
     * @param productId of no product, perhaps
     * @param quantity 1 to 999
     */
    public record ParsedLine(String productId, int quantity) {}

    /**
     * @param offered the providers that may be chosen, at least one
     * @return the request, or null when something has been added to what is invalid
     */
    public @Nullable Parsed parse(Invalid invalid, List<Psp> offered) {
        if (!Texts.isVisible(buyerId, 1, LONGEST_BUYER_ID)) {
            invalid.add("buyerId", "It must be 1 to " + LONGEST_BUYER_ID + " visible characters, without spaces.");
        }
        Psp provider = parsePsp(invalid, offered);
        List<ParsedLine> parsed = parseLines(invalid);
        return buyerId == null || provider == null ? null : new Parsed(buyerId, provider, parsed);
    }

    private @Nullable Psp parsePsp(Invalid invalid, List<Psp> offered) {
        if (psp == null) {
            return offered.getFirst();
        }
        for (Psp provider : offered) {
            if (provider.name().equals(psp)) {
                return provider;
            }
        }
        invalid.add("psp", "It must be one of " + offered + "; left out, it is " + offered.getFirst() + ".");
        return null;
    }

    private List<ParsedLine> parseLines(Invalid invalid) {
        if (lines == null || lines.isEmpty() || lines.size() > MOST_LINES) {
            invalid.add("lines", "There must be 1 to " + MOST_LINES + " lines.");
            return List.of();
        }
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            check(lines.get(i), "lines[" + i + "]", i, seen, invalid);
        }
        return lines.stream()
                .filter(Objects::nonNull)
                .map(line -> new ParsedLine(
                        Objects.requireNonNullElse(line.productId, ""),
                        Math.clamp(Objects.requireNonNullElse(line.quantity, 0L), 0, LARGEST_QUANTITY)))
                .toList();
    }

    private static void check(
            @Nullable RequestedLine line, String path, int index, Map<String, Integer> seen, Invalid invalid) {
        if (line == null) {
            invalid.add(path, "It must be an object with productId and quantity.");
            return;
        }
        if (line.productId == null) {
            invalid.add(path + ".productId", "It is required.");
        } else {
            Integer first = seen.putIfAbsent(line.productId, index);
            if (first != null) {
                invalid.add(
                        path + ".productId",
                        "It is in lines[" + first + "] already; send one line with the whole quantity.");
            }
        }
        if (line.quantity == null || line.quantity < 1 || line.quantity > LARGEST_QUANTITY) {
            invalid.add(path + ".quantity", "It must be a whole number from 1 to " + LARGEST_QUANTITY + ".");
        }
    }
}
