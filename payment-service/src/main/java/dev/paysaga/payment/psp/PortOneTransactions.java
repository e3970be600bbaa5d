package dev.paysaga.payment.psp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.paysaga.payment.domain.ProviderPayment.CancelStatus;
import dev.paysaga.payment.domain.ProviderPayment.ProviderCancel;
import dev.paysaga.payment.psp.ProviderCalls.Answered;
import dev.paysaga.payment.psp.ProviderCalls.Call;
import dev.paysaga.payment.psp.ProviderCalls.NotSent;
import dev.paysaga.payment.psp.ProviderCalls.Operation;
import dev.paysaga.payment.psp.ProviderCalls.Silent;
import dev.paysaga.payment.psp.ProviderTransaction.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * PortOne's list of payments, read as movements of money: it has no list of those.
 *
 * <p>A payment appears in it by the time of its latest state, so everything since the period's begin is read, up to now,
 * and the movements within the period are taken out of it. The order of the list is that of the requests, which does not
 * change while pages are read; a payment that comes in between shows up twice at most, and counts once.
 */
final class PortOneTransactions {

    static final int PAGE = 500;

    private final ProviderCalls calls;
    private final @Nullable String storeId;

    PortOneTransactions(ProviderCalls calls, @Nullable String storeId) {
        this.calls = calls;
        this.storeId = storeId;
    }

    /** Oldest first. */
    List<ProviderTransaction> between(Instant from, Instant until) {
        var all = new ArrayList<ProviderTransaction>();
        Set<String> seen = new HashSet<>();
        for (int number = 0; ; number++) {
            List<@Nullable PortOnePayment> page = page(from, number);
            for (PortOnePayment item : page) {
                PortOnePayment payment = required(item, "content");
                if (seen.add(required(payment.id(), "id"))) {
                    movements(payment).stream()
                            .filter(one -> !one.at().isBefore(from) && one.at().isBefore(until))
                            .forEach(all::add);
                }
            }
            if (page.size() < PAGE) {
                all.sort(Comparator.comparing(ProviderTransaction::at));
                return all;
            }
        }
    }

    private List<@Nullable PortOnePayment> page(Instant from, int number) {
        var filter = new Filter(storeId, "STATUS_CHANGED_AT", from.toString(), "REQUESTED_AT", "ASC");
        String body = ProviderJson.write(new Wanted(new PageWanted(number, PAGE), filter));
        Call call = Call.get("/payments?requestBody=" + UriUtils.encode(body, UTF_8));
        return switch (calls.send(Operation.LIST, call)) {
            case NotSent(String code, String why) -> throw new ProviderListException(code + ": " + why);
            case Silent(String why) -> throw new ProviderListException("PortOne did not answer: " + why);
            case Answered answer -> {
                Page page = answer.isSuccess() ? ProviderJson.read(answer.body(), Page.class) : null;
                if (page == null || page.items() == null) {
                    throw new ProviderListException("PortOne answered " + answer.status() + " with no list");
                }
                yield page.items();
            }
        };
    }

    private static List<ProviderTransaction> movements(PortOnePayment payment) {
        boolean moved = switch (required(payment.status(), "status")) {
            case "PAID", "PARTIAL_CANCELLED" -> true;
            case "CANCELLED" -> payment.paidAt() != null;
            case "READY", "PAY_PENDING", "PENDING", "VIRTUAL_ACCOUNT_ISSUED", "FAILED" -> false;
            default -> throw new ProviderListException("PortOne lists a payment in a state that is not listed");
        };
        if (!moved) {
            return List.of();
        }
        PortOnePayment.Amount amount = required(payment.amount(), "amount");
        long taken = required(amount.total(), "amount") - required(amount.discount(), "discount");
        var movements = new ArrayList<ProviderTransaction>();
        movements.add(movement(payment, Kind.CAPTURE, taken, required(payment.paidAt(), "time of payment")));
        for (ProviderCancel cancel : required(payment.seenCancels(), "cancellations")) {
            if (cancel.status() == CancelStatus.SUCCEEDED) {
                Instant at = required(cancel.canceledAt(), "time of a cancellation");
                movements.add(movement(payment, Kind.CANCEL, cancel.amount(), at));
            }
        }
        return movements;
    }

    private static ProviderTransaction movement(PortOnePayment payment, Kind kind, long amount, Instant at) {
        return new ProviderTransaction(
                required(payment.id(), "id"),
                payment.transactionId(),
                kind,
                amount,
                required(payment.currency(), "currency"),
                at);
    }

    private static <T> T required(@Nullable T value, String what) {
        if (value == null) {
            throw new ProviderListException("PortOne lists a payment without its " + what);
        }
        return value;
    }

    private record Wanted(PageWanted page, Filter filter) {}

    private record PageWanted(int number, int size) {}

    private record Filter(
            @Nullable String storeId, String timestampType, String from, String sortBy, String sortOrder) {}

    private record Page(@Nullable List<@Nullable PortOnePayment> items) {}
}
