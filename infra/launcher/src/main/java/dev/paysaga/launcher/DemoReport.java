package dev.paysaga.launcher;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** What the demo's order has left behind: its events, its entries in the books, its sellers' wallets. */
final class DemoReport {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Ports ports;
    private final Secrets secrets;
    private final Screen screen;
    private final JsonHttp http = new JsonHttp();

    DemoReport(Ports ports, Secrets secrets, Screen screen) {
        this.ports = ports;
        this.secrets = secrets;
        this.screen = screen;
    }

    /** Prints everything; true when the events are all there and the books agree with the order. */
    boolean tell(Demo.PaidOrder order, List<Timeline.Event> events) throws InterruptedException {
        timeline(events);
        var booked = ledger(order);
        var difference = trialBalance();
        wallets(order);
        screen.line("");
        var told = events.stream().anyMatch(event -> event.type().startsWith("paysaga.checkout.created."))
                && events.stream().anyMatch(event -> event.type().startsWith("paysaga.payment.completed."));
        if (!told) {
            screen.problem("The topics lack the order's first or last event.");
        }
        if (booked != order.amount() || difference != 0) {
            screen.problem("The books do not balance: %d booked for an order of %d, debits and credits differ by %d."
                    .formatted(booked, order.amount(), difference));
            return false;
        }
        screen.line(screen.good("The books balance") + ": debits = credits, the order is booked to the last unit.");
        return told;
    }

    private void timeline(List<Timeline.Event> events) {
        screen.line("");
        screen.title("Its events, as a read_committed consumer sees them (UTC, ms since the first)");
        if (events.isEmpty()) {
            return;
        }
        var first = events.getFirst().time();
        for (var event : events) {
            screen.line("  %s %+5d  %-30s %-26s #%-2s %s"
                    .formatted(
                            TIME.format(event.time()),
                            Duration.between(first, event.time()).toMillis(),
                            event.type(),
                            event.source(),
                            event.sequence(),
                            screen.dim(event.gist())));
        }
    }

    /** The amount booked for the order. */
    private long ledger(Demo.PaidOrder order) throws InterruptedException {
        screen.line("");
        screen.title("The ledger");
        var total = 0L;
        for (var entry : get(Part.LEDGER, "/v1/ledger/entries?orderId=" + order.orderId())) {
            var amount = entry.path("amount").asLong();
            total += amount;
            screen.line("  debit %-24s credit %-28s %,12d %s"
                    .formatted(
                            entry.path("debitAccount").asString(),
                            entry.path("creditAccount").asString(),
                            amount,
                            order.currency()));
        }
        return total;
    }

    /** How far debits and credits are apart, over all currencies. */
    private long trialBalance() throws InterruptedException {
        var difference = 0L;
        for (var balance : get(Part.LEDGER, "/v1/ledger/trial-balance")) {
            difference += Math.abs(balance.path("difference").asLong());
            screen.line("  all accounts: debits %,d, credits %,d %s, difference %d"
                    .formatted(
                            balance.path("totalDebits").asLong(),
                            balance.path("totalCredits").asLong(),
                            balance.path("currency").asString(),
                            balance.path("difference").asLong()));
        }
        return difference;
    }

    private void wallets(Demo.PaidOrder order) throws InterruptedException {
        screen.line("");
        screen.title("The sellers' wallets");
        for (var seller : order.sellers()) {
            var wallet = get(Part.WALLET, "/v1/wallets/" + seller);
            screen.line("  %-24s balance %,12d %s"
                    .formatted(
                            seller,
                            wallet.path("balance").asLong(),
                            wallet.path("currency").asString()));
        }
    }

    private JsonNode get(Part part, String path) throws InterruptedException {
        return http.get(ports.url(part) + path, Demo.operator(secrets));
    }
}
