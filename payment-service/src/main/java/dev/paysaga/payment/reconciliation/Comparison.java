package dev.paysaga.payment.reconciliation;

import static java.util.stream.Collectors.groupingBy;

import dev.paysaga.payment.psp.ProviderTransaction;
import dev.paysaga.payment.reconciliation.Difference.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares movements of money one by one: per order, and direction, each of theirs is matched with one of ours of the same
 * amount and currency, whenever that was. Only what is within the period, and not so young that it may still be on its way
 * to the other side, is missed.
 *
 * @param from inclusive
 * @param until exclusive
 * @param youngFrom what is as young as this may still be under way
 */
record Comparison(Instant from, Instant until, Instant youngFrom) {

    /**
     * @param ours all movements of the period, and all of the orders that are in their list
     * @param theirs all movements of the period; more around it does no harm
     * @param states of the orders that are in their list; one that is not known here is missing
     */
    List<Difference> of(List<OurMovement> ours, List<ProviderTransaction> theirs, Map<String, OrderState> states) {
        Map<Key, List<OurMovement>> here = ours.stream().collect(groupingBy(one -> new Key(one.orderId(), one.kind())));
        Map<Key, List<ProviderTransaction>> there =
                theirs.stream().collect(groupingBy(one -> new Key(one.orderId(), one.kind())));
        return Stream.concat(here.keySet().stream(), there.keySet().stream())
                .distinct()
                .sorted(Comparator.comparing(Key::orderId).thenComparing(Key::movement))
                .map(key -> difference(
                        key,
                        here.getOrDefault(key, List.of()),
                        there.getOrDefault(key, List.of()),
                        states.get(key.orderId)))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Difference> difference(
            Key key, List<OurMovement> ours, List<ProviderTransaction> theirs, @Nullable OrderState state) {
        List<OurMovement> onlyHere = new ArrayList<>(ours);
        List<ProviderTransaction> onlyThere = new ArrayList<>();
        for (ProviderTransaction their : theirs) {
            if (!takeSame(onlyHere, their)) {
                onlyThere.add(their);
            }
        }
        onlyThere.removeIf(their -> !isDue(their.at()));
        Predicate<OurMovement> missed = our -> our.expected() && isDue(our.at());
        if (!onlyThere.isEmpty()) {
            return Optional.of(
                    onlyHere.isEmpty() ? notHere(key, onlyThere, state) : otherAmount(key, onlyHere, onlyThere));
        }
        onlyHere.removeIf(missed.negate());
        return onlyHere.isEmpty() ? Optional.empty() : Optional.of(notThere(key, onlyHere));
    }

    private boolean isDue(Instant at) {
        return !at.isBefore(from) && at.isBefore(until) && at.isBefore(youngFrom);
    }

    private static boolean takeSame(List<OurMovement> ours, ProviderTransaction their) {
        for (Iterator<OurMovement> all = ours.iterator(); all.hasNext(); ) {
            OurMovement our = all.next();
            if (our.amount() == their.amount() && our.currency().equals(their.currency())) {
                all.remove();
                return true;
            }
        }
        return false;
    }

    private static Difference notHere(Key key, List<ProviderTransaction> there, @Nullable OrderState state) {
        long amount = there.stream().mapToLong(ProviderTransaction::amount).sum();
        String currency = there.getFirst().currency();
        String what = "The provider has " + verb(key) + " " + amount + " " + currency + " at "
                + there.getFirst().at() + ", ";
        if (state == null) {
            return new Difference(
                    Kind.MISSING_HERE,
                    key.movement,
                    key.orderId,
                    null,
                    amount,
                    currency,
                    what + "and no such order is known here.");
        }
        boolean known = key.movement == ProviderTransaction.Kind.CAPTURE
                ? !"SUCCESS".equals(state.payment())
                : state.isBeingCanceled();
        return new Difference(
                known ? Kind.OTHER_STATUS : Kind.MISSING_HERE,
                key.movement,
                key.orderId,
                null,
                amount,
                currency,
                what
                        + (known
                                ? "while it has not succeeded here (payment " + state.payment() + ")."
                                : "and we have not."));
    }

    private static Difference notThere(Key key, List<OurMovement> here) {
        long amount = here.stream().mapToLong(OurMovement::amount).sum();
        String currency = here.getFirst().currency();
        return new Difference(
                Kind.MISSING_THERE,
                key.movement,
                key.orderId,
                amount,
                null,
                currency,
                "By our books the provider has " + verb(key) + " " + amount + " " + currency + " at "
                        + here.getFirst().at() + ", and its list does not show it.");
    }

    private static Difference otherAmount(Key key, List<OurMovement> here, List<ProviderTransaction> there) {
        long our = here.stream().mapToLong(OurMovement::amount).sum();
        long their = there.stream().mapToLong(ProviderTransaction::amount).sum();
        return new Difference(
                Kind.OTHER_AMOUNT,
                key.movement,
                key.orderId,
                our,
                their,
                there.getFirst().currency(),
                "The provider has " + verb(key) + " " + their + " "
                        + there.getFirst().currency() + ", by our books it is " + our + " "
                        + here.getFirst().currency() + ".");
    }

    private static String verb(Key key) {
        return key.movement == ProviderTransaction.Kind.CAPTURE ? "taken" : "given back";
    }

    private record Key(String orderId, ProviderTransaction.Kind movement) {}
}
