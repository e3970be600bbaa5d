package dev.paysaga.checkout.pages;

import dev.paysaga.checkout.cancel.Canceling;
import dev.paysaga.checkout.domain.Checkout;
import dev.paysaga.checkout.domain.CheckoutStatus;
import dev.paysaga.checkout.domain.Checkouts;
import dev.paysaga.checkout.domain.Line;
import dev.paysaga.checkout.domain.Product;
import dev.paysaga.checkout.domain.Products;
import dev.paysaga.events.OrderId;
import dev.paysaga.http.Problem;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Orders as pages show them. */
@Component
class PageOrders {

    private final Checkouts checkouts;
    private final Products products;
    private final OrderStates states;
    private final Canceling canceling;
    private final PageProperties properties;
    private final Clock clock;

    PageOrders(
            Checkouts checkouts,
            Products products,
            OrderStates states,
            Canceling canceling,
            PageProperties properties,
            Clock clock) {
        this.checkouts = checkouts;
        this.products = products;
        this.states = states;
        this.canceling = canceling;
        this.properties = properties;
        this.clock = clock;
    }

    /** @throws Problem 404 when there is none */
    Checkout find(String orderId) {
        return lookUp(orderId)
                .orElseThrow(() -> Problem.of(
                        HttpStatus.NOT_FOUND,
                        "checkout-not-found",
                        "There is no such order",
                        "No order has this id. Check the address."));
    }

    Optional<Checkout> lookUp(String orderId) {
        return OrderId.isOrderId(orderId) ? checkouts.find(new OrderId(orderId)) : Optional.empty();
    }

    boolean isPayable(Checkout checkout) {
        return checkout.isPayable(clock.instant());
    }

    /** What anybody may see who knows the order's id. */
    OrderPage status(Checkout checkout) {
        OrderState state = states.read(checkout.orderId()).orElseThrow();
        return new OrderPage(
                checkout.orderId().value(),
                checkout.status(),
                checkout.status().name(),
                state.version(false),
                !state.isSettled(),
                null);
    }

    /** What its holder sees. */
    OrderPage whole(Checkout checkout, Locale locale) {
        OrderState state = states.read(checkout.orderId()).orElseThrow();
        boolean isPayable = isPayable(checkout);
        boolean isTooLate = checkout.status() == CheckoutStatus.PREPAY && !isPayable;
        Map<String, Product> names =
                products.byId(checkout.lines().stream().map(Line::productId).toList());
        List<OrderPage.Row> rows = checkout.lines().stream()
                .map(line -> new OrderPage.Row(name(names, line), line.sellerId(), line.quantity(), line.amount()))
                .toList();
        var details = new OrderPage.Details(
                checkout.orderName(),
                checkout.total(),
                checkout.psp(),
                rows,
                isPayable && properties.isSetUp(checkout.psp()),
                !isTooLate && !state.isCancelAsked() && canceling.isAllowed(checkout),
                when(checkout.expiresAt(), locale),
                checkout.depositDueAt().map(due -> when(due, locale)).orElse(""),
                checkout.canceled().amount(),
                checkout.failure().orElse(null));
        return new OrderPage(
                checkout.orderId().value(),
                checkout.status(),
                isTooLate ? "TOO_LATE" : state.key(),
                state.version(true) + (isTooLate ? "-late" : ""),
                !state.isSettled(),
                details);
    }

    private static String name(Map<String, Product> names, Line line) {
        Product product = names.get(line.productId());
        return product == null ? line.productId() : product.name();
    }

    private String when(Instant instant, Locale locale) {
        return new DateTimeFormatterBuilder()
                .appendLocalized(FormatStyle.LONG, FormatStyle.SHORT)
                .appendPattern(" (z)")
                .toFormatter(locale)
                .withZone(properties.zone())
                .format(instant);
    }
}
