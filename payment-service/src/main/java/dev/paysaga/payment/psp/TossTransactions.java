package dev.paysaga.payment.psp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.paysaga.payment.psp.ProviderCalls.Answered;
import dev.paysaga.payment.psp.ProviderCalls.Call;
import dev.paysaga.payment.psp.ProviderCalls.NotSent;
import dev.paysaga.payment.psp.ProviderCalls.Operation;
import dev.paysaga.payment.psp.ProviderCalls.Silent;
import dev.paysaga.payment.psp.ProviderTransaction.Kind;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** Toss's list of transactions: an approval and each cancel is a row of its own. */
final class TossTransactions {

    static final int PAGE = 500;
    private static final DateTimeFormatter KOREAN_SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneId.of("Asia/Seoul"));

    private final ProviderCalls calls;

    TossTransactions(ProviderCalls calls) {
        this.calls = calls;
    }

    /** Oldest first; both ends to the second at Toss, to the instant here. */
    List<ProviderTransaction> between(Instant from, Instant until) {
        String query = "/v1/transactions?startDate=" + day(from) + "&endDate=" + day(until.plus(1, ChronoUnit.SECONDS))
                + "&limit=" + PAGE;
        var all = new ArrayList<ProviderTransaction>();
        Set<String> seen = new HashSet<>();
        String after = "";
        while (true) {
            Row[] page = page(query + after);
            String last = "";
            for (Row line : page) {
                Row row = required(line, "content");
                last = required(row.transactionKey(), "key");
                if (!seen.add(last)) {
                    throw new ProviderListException("Toss lists the same transaction twice");
                }
                ProviderTransaction transaction = transaction(row);
                if (transaction != null
                        && !transaction.at().isBefore(from)
                        && transaction.at().isBefore(until)) {
                    all.add(transaction);
                }
            }
            if (page.length < PAGE) {
                all.sort(Comparator.comparing(ProviderTransaction::at));
                return all;
            }
            after = "&startingAfter=" + UriUtils.encode(last, UTF_8);
        }
    }

    private Row[] page(String path) {
        return switch (calls.send(Operation.LIST, Call.get(path))) {
            case NotSent(String code, String why) -> throw new ProviderListException(code + ": " + why);
            case Silent(String why) -> throw new ProviderListException("Toss did not answer: " + why);
            case Answered answer -> {
                Row[] rows = answer.isSuccess() ? ProviderJson.read(answer.body(), Row[].class) : null;
                if (rows == null) {
                    throw new ProviderListException("Toss answered " + answer.status() + " with no list");
                }
                yield rows;
            }
        };
    }

    /** Absent when no money moved. Which way it moved is told by the state: the sign of a cancel is not promised. */
    private static @Nullable ProviderTransaction transaction(Row row) {
        Kind kind = switch (required(row.status(), "status")) {
            case "DONE" -> Kind.CAPTURE;
            case "CANCELED", "PARTIAL_CANCELED" -> Kind.CANCEL;
            case "WAITING_FOR_DEPOSIT", "READY", "IN_PROGRESS", "ABORTED", "EXPIRED" -> null;
            default -> throw new ProviderListException("Toss lists a transaction in a state that is not listed");
        };
        long amount = Math.abs(required(row.amount(), "amount"));
        if (kind == null || amount == 0) {
            return null;
        }
        return new ProviderTransaction(
                required(row.orderId(), "order"),
                row.paymentKey(),
                kind,
                amount,
                required(row.currency(), "currency"),
                required(row.transactionAt(), "time"));
    }

    private static <T> T required(@Nullable T value, String what) {
        if (value == null) {
            throw new ProviderListException("Toss lists a transaction without its " + what);
        }
        return value;
    }

    private static String day(Instant at) {
        return KOREAN_SECONDS.format(at);
    }

    private record Row(
            @Nullable String transactionKey,
            @Nullable String paymentKey,
            @Nullable String orderId,
            @Nullable String status,
            @Nullable Instant transactionAt,
            @Nullable String currency,
            @Nullable Long amount) {}
}
