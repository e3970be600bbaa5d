package dev.paysaga.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.system.Buyer.Order;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** One order on its way through a fault: what is done to it, and where it has to end. */
final class Play {

    /** Long: dozens of these are played at once, on a machine that does everything else as well. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Books books;
    private final Order order;
    final Operator operator;
    final Provider provider;

    Play(Buyer buyer, Operator operator, Provider provider, Books books) {
        this.books = books;
        this.operator = operator;
        this.provider = provider;
        this.order = buyer.checksOut("drip-set", "barley-tea x 2");
    }

    Order order() {
        return order;
    }

    String orderId() {
        return order.id();
    }

    /** The next calls of this step for this order go wrong. */
    Play with(String step, String fault) {
        return with(step, fault, Map.of());
    }

    Play with(String step, String fault, Map<String, Object> options) {
        order.providerWill(step, fault, options);
        return this;
    }

    /** The buyer pays by card and confirms. */
    Play isPaid() {
        order.pays().confirms();
        return this;
    }

    Play isCompleted() {
        order.endsAs("COMPLETE", LIMIT);
        JsonNode truth = order.truth();
        assertThat(truth.path("captures").asLong()).as("captures").isEqualTo(1);
        assertThat(truth.path("capturedAmount").asLong()).isEqualTo(order.amount());
        return this;
    }

    Play isRefused() {
        JsonNode shown = order.endsAs("FAIL", LIMIT);
        assertThat(shown.path("failure").path("code").asString()).isNotEmpty();
        assertThat(order.truth().path("captures").asLong()).as("captures").isZero();
        return this;
    }

    /** An operator gives money back: this much, or all that is left. */
    Play isCanceled(long... amount) {
        JsonNode asked = asksToCancel(amount);
        JsonNode ended =
                operator.awaitEnd(orderId(), asked.path("cancellationId").asLong(), LIMIT);
        assertThat(ended.path("status").asString()).as(ended.toString()).isEqualTo("SUCCESS");
        return this;
    }

    JsonNode asksToCancel(long... amount) {
        return operator.cancels(orderId(), amount.length == 0 ? Map.of() : Map.of("amount", amount[0]));
    }

    /** All of the money is back with the buyer, by so many cancels, and everybody knows. */
    Play isGivenBack(long cancels) {
        order.endsAs("CANCEL", LIMIT);
        JsonNode truth = order.truth();
        assertThat(truth.path("captures").asLong()).as("captures").isEqualTo(1);
        assertThat(truth.path("cancels").asLong()).as("cancels").isEqualTo(cancels);
        assertThat(truth.path("canceledAmount").asLong()).isEqualTo(order.amount());
        return this;
    }

    /** A human is asked, and the case stays open. */
    Play asksAHuman(String kind) {
        books.excuse(orderId());
        operator.awaitCase(orderId(), kind, LIMIT);
        return this;
    }

    /** A human is asked, and gives the money back to the bank account that the buyer has named; then nothing is open. */
    Play isGivenBackByHand(String kind) throws IOException {
        long caseId = operator.awaitCase(orderId(), kind, LIMIT).path("id").asLong();
        var account = Map.of(
                "bank",
                order.psp().equals("TOSS") ? "88" : "SHINHAN",
                "accountNumber",
                "30870042009113",
                "holderName",
                "Refundia Kontova");
        assertThat(operator.acts(caseId, "cancel-at-provider", Map.of("refundAccount", account))
                        .status())
                .isEqualTo(200);
        Awaitility.await("the money of order " + orderId() + " is back")
                .atMost(LIMIT)
                .until(() -> order.truth().path("canceledAmount").asLong() == order.amount()
                        && operator.cases(orderId()).isEmpty());
        return this;
    }

    /** How many idempotency keys have been used at the provider for this order. */
    long keys() {
        return order.truth()
                .path("requests")
                .valueStream()
                .map(request -> request.path("idempotencyKey").asString(""))
                .filter(key -> !key.isEmpty())
                .distinct()
                .count();
    }

    /** Where it has ended, for people. */
    String end() {
        JsonNode truth = order.truth();
        long back = truth.path("canceledAmount").asLong();
        String taken = truth.path("captures").asLong() == 0
                ? "no money taken"
                : "taken once" + (back == 0 ? "" : back == order.amount() ? ", all given back" : ", a part given back");
        String cases = operator.cases(orderId()).stream()
                .map(each -> each.path("kind").asString())
                .sorted()
                .distinct()
                .collect(Collectors.joining(", "));
        return "checkout `" + order.status() + "`, " + taken + (cases.isEmpty() ? "" : ", manual case `" + cases + "`");
    }

    /** Audits this order by itself. */
    void isAudited() {
        books.balance(orderId(), LIMIT);
    }

    static Instant now() {
        return Instant.now();
    }
}
