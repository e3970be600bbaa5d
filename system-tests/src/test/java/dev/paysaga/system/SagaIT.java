package dev.paysaga.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paysaga.system.Buyer.Order;
import dev.paysaga.system.Topics.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** How a checkout ends, from the buyer's side. */
class SagaIT extends RunningSuite {

    @Test
    void aPaidOrderOfTwoSellersIsCompleted() {
        Order order = buyer.checksOut("drip-set", "paper-filters x 2", "barley-tea x 3")
                .pays();
        long boriBefore = wallet("seller-bori");
        long dalbitBefore = wallet("seller-dalbit");

        assertThat(order.confirms().path("status").asString()).isEqualTo("SUCCESS");

        JsonNode payment = order.endsAs("COMPLETE", SOON).path("payment");
        assertThat(payment.path("isPaymentDone").asBoolean()).isTrue();
        assertThat(payment.path("paymentOrders").valueStream())
                .hasSize(3)
                .allMatch(line -> line.path("ledgerUpdated").asBoolean()
                        && line.path("walletUpdated").asBoolean());
        assertThat(wallet("seller-bori") - boriBefore).isEqualTo(39_000 + 2 * 3_500);
        assertThat(wallet("seller-dalbit") - dalbitBefore).isEqualTo(3 * 6_000);
        assertThat(eventsOf(order))
                .containsExactlyInAnyOrder(
                        "paysaga.checkout.created.v1 1",
                        "paysaga.payment.approved.v1 1",
                        "paysaga.ledger.recorded.v1 1",
                        "paysaga.wallet.credited.v1 1",
                        "paysaga.payment.completed.v1 2");
    }

    @Test
    void twoHundredOrdersSixteenAtATimeAreCompleted() throws Exception {
        List<Order> orders = Load.run(200, 16, () -> {
            Order order =
                    buyer.checksOut("drip-set", "rice-puffs", "linen-apron").pays();
            order.confirms();
            return order;
        });

        assertThat(orders).allSatisfy(order -> order.endsAs("COMPLETE", AFTER_FAULTS));
    }

    @Test
    void oneTraceLeadsThroughAllServices() {
        Order order = buyer.checksOut("stoneware-mug").pays();
        order.confirms();
        order.endsAs("COMPLETE", SOON);

        List<String> traces = events(order)
                .filter(event -> !event.type().startsWith("paysaga.checkout"))
                .map(event -> event.record().headers().lastHeader("traceparent"))
                .map(header -> new String(header.value(), java.nio.charset.StandardCharsets.UTF_8).substring(3, 35))
                .distinct()
                .toList();
        assertThat(traces).as("the trace of the confirm").hasSize(1);
    }

    @Test
    void aDeclinedOrderFailsWithTheProvidersCodeAndMovesNothing() {
        Order order = buyer.checksOut("citron-jam").pays().providerWill("confirm", "F02");
        long before = wallet("seller-dalbit");

        JsonNode answer = order.confirms();

        assertThat(answer.path("status").asString()).isEqualTo("FAIL");
        assertThat(answer.path("failure").path("code").asString()).isEqualTo("REJECT_CARD_PAYMENT");
        assertThat(order.confirms()).as("the same confirm again").isEqualTo(answer);
        books.balance(AFTER_FAULTS);
        assertThat(wallet("seller-dalbit")).isEqualTo(before);
        assertThat(eventsOf(order))
                .containsExactlyInAnyOrder("paysaga.checkout.created.v1 1", "paysaga.payment.declined.v1 1");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "F04, approved but the answer is lost",
        "F05, no answer and nothing done",
        "F07, an error before the money is taken",
        "F08, an error after the money is taken",
        "F03, our key is refused once"
    })
    void anUnknownOutcomeIsFoundOutAndTheMoneyTakenOnce(String fault, String story) {
        Order order = buyer.checksOut("enamel-kettle").pays().providerWill("confirm", fault);

        assertThat(order.confirms().path("status").asString()).as(story).isIn("IN_PROGRESS", "SUCCESS");

        order.endsAs("COMPLETE", Duration.ofMinutes(1));
        assertThat(order.truth().path("captures").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -1})
    void aTamperedAmountNeverReachesTheProvider(long by) throws Exception {
        Order order = buyer.checksOut("rice-puffs").pays();

        var answer = order.tryConfirm(order.amount() + by);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.body().path("errors").get(0).path("field").asString()).isEqualTo("amount");
        assertThat(order.truth().path("requests")).isEmpty();
        assertThat(order.status()).isEqualTo("PREPAY");
    }

    @Test
    void aPaymentOfTheProviderPaysOneOrderOnly() throws Exception {
        Order first = buyer.checksOut("rice-puffs").pays();
        assertThat(first.confirms().path("status").asString()).isEqualTo("SUCCESS");
        Order second = buyer.checksOut("rice-puffs");

        JsonNode answer = Awaitility.await("the refusal")
                .atMost(SOON)
                .until(
                        () -> second.confirmsWith(first.paymentKey()),
                        shown -> !shown.path("status").asString().equals("IN_PROGRESS"));

        assertThat(answer.path("status").asString()).isEqualTo("FAIL");
        assertThat(answer.path("failure").path("code").asString()).isEqualTo("PAYMENT_KEY_TAKEN");
        assertThat(second.truth().path("requests")).isEmpty();
        first.endsAs("COMPLETE", SOON);
    }

    @Test
    void theSameCheckoutTwiceIsOneOrder() {
        Order order = buyer.checksOut("drip-set");

        Order again = order.again();

        assertThat(again.id()).isEqualTo(order.id());
        assertThat(again.csrfToken()).isEqualTo(order.csrfToken());
    }

    @Test
    void aWholeTopicRepeatedBackwardsChangesNothing() throws Exception {
        Order order = buyer.checksOut("barley-tea").pays();
        order.confirms();
        order.endsAs("COMPLETE", SOON);
        books.balance(AFTER_FAULTS);
        String before = effects();

        try (var republisher = new Republisher(suite)) {
            for (String topic : Topics.ALL) {
                republisher.repeat(topics.read(topic).reversed());
            }
            await("everybody has read the repeats").atMost(SOON).until(republisher::isReadByAll);
        }

        assertThat(effects()).isEqualTo(before);
    }

    @Test
    void aLedgerThatIsDownDelaysCompletionButNoPayment() throws Exception {
        suite.stop("ledger");
        List<Order> orders =
                Load.run(10, 5, () -> buyer.checksOut("paper-filters").pays());

        assertThat(orders)
                .allSatisfy(order ->
                        assertThat(order.confirms().path("status").asString()).isEqualTo("SUCCESS"));
        assertThat(orders).allSatisfy(order -> assertThat(order.status()).isEqualTo("SUCCESS"));

        suite.start("ledger");
        assertThat(orders).allSatisfy(order -> order.endsAs("COMPLETE", AFTER_FAULTS));
    }

    private long wallet(String seller) {
        try {
            return http.get(suite.url("wallet") + "/v1/wallets/" + seller, operator())
                    .body()
                    .path("balance")
                    .asLong();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String effects() {
        return String.valueOf(books.rows()
                .queryForMap("SELECT (SELECT COUNT(*) FROM ledger.ledger_entry) AS entries,"
                        + " (SELECT SUM(balance) FROM wallet.wallet) AS wallets,"
                        + " (SELECT COUNT(*) FROM wallet.wallet_transaction) AS transactions,"
                        + " (SELECT COUNT(*) FROM payment.outbox) AS payment_events,"
                        + " (SELECT COUNT(*) FROM ledger.outbox) AS ledger_events,"
                        + " (SELECT COUNT(*) FROM wallet.outbox) AS wallet_events"));
    }

    private List<String> eventsOf(Order order) {
        return events(order).map(event -> event.type() + " " + event.sequence()).toList();
    }

    private Stream<Event> events(Order order) {
        return Topics.ALL.stream()
                .flatMap(topic -> topics.read(topic).stream())
                .filter(event -> event.orderId().equals(order.id()) && event.repeat() == null);
    }

    private Map<String, String> operator() {
        return Map.of("Authorization", "Bearer " + suite.secrets().operatorToken());
    }
}
