package dev.paysaga.system;

import dev.paysaga.launcher.Cluster;
import dev.paysaga.system.Buyer.Order;
import dev.paysaga.system.StormPlan.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Many payments, each with troubles of its own at the provider, drawn from a seed. Then the troubles stop, and within a
 * minute every payment is done, refused, given back, or in the hands of a human; and the books balance to the last won.
 */
public final class FaultStorm {

    private static final Duration CALM = Duration.ofSeconds(60);
    private static final Set<String> OUTCOMES = Set.of("SUCCESS", "COMPLETE", "FAIL", "CANCEL");

    private final Buyer buyer;
    private final Operator operator;
    private final Provider provider;
    private final Books books;
    private final JdbcTemplate rows;

    public FaultStorm(Cluster cluster, Books books) {
        this.buyer = new Buyer(cluster);
        this.operator = new Operator(cluster);
        this.provider = new Provider(cluster);
        this.books = books;
        this.rows = books.rows();
    }

    /**
     * @param seed the same one gives every payment the same troubles
     * @return what has become of the payments, for people
     * @throws AssertionError when a payment is stuck, or the books do not balance
     */
    public String rage(long seed, int payments, int atATime) throws InterruptedException {
        var chance = new Random(seed);
        List<StormPlan> plans =
                Stream.generate(() -> StormPlan.draw(chance)).limit(payments).toList();
        var next = new AtomicInteger();
        List<Order> orders = Load.run(payments, atATime, () -> play(plans.get(next.getAndIncrement())));
        provider.recovers();
        long calm = System.nanoTime();
        books.awaitSettled(CALM);
        double seconds = (System.nanoTime() - calm) / 1e9;
        Set<String> ours = orders.stream().map(Order::id).collect(Collectors.toSet());
        ours.stream().filter(order -> !operator.cases(order).isEmpty()).forEach(books::excuse);
        books.balance(CALM);
        return "%d payments, seed %d: %s; all ended %.0f s after the last trouble"
                .formatted(payments, seed, ends(ours), seconds);
    }

    private Order play(StormPlan plan) throws Exception {
        Order order = buyer.with(plan.psp()).checksOut("drip-set", "barley-tea x 2");
        script(order, plan.troubles());
        order.paysBy(plan.method());
        order.confirms();
        if (plan.method().equals("VIRTUAL_ACCOUNT")) {
            provider.receivesDeposit(order.id());
        }
        if (plan.back() != StormPlan.Back.NOTHING && isPaid(order)) {
            script(order, plan.troublesBack());
            giveBack(order, plan.back());
        }
        return order;
    }

    private static void script(Order order, List<Trouble> troubles) {
        troubles.forEach(trouble -> order.providerWill(trouble.step(), trouble.fault(), trouble.options()));
    }

    /** Waits for the outcome of the confirm; false too when it takes long, since others are waiting. */
    private static boolean isPaid(Order order) {
        try {
            String outcome = Awaitility.await("the outcome of " + order.id())
                    .atMost(CALM)
                    .pollInterval(Duration.ofMillis(300))
                    .until(order::status, OUTCOMES::contains);
            return outcome.equals("SUCCESS") || outcome.equals("COMPLETE");
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            return false;
        }
    }

    private void giveBack(Order order, StormPlan.Back back) throws InterruptedException {
        switch (back) {
            case NOTHING -> {}
            case ALL -> operator.cancels(order.id(), Map.of());
            case A_PART -> operator.cancels(order.id(), Map.of("amount", 7_000));
            case PARTS_AT_ONCE -> Load.run(3, 3, () -> operator.cancels(order.id(), Map.of("amount", 1_500)));
        }
    }

    private String ends(Set<String> orders) {
        return rows
                .query(
                        "SELECT k.order_id, k.status, (SELECT GROUP_CONCAT(DISTINCT m.kind ORDER BY m.kind)"
                                + " FROM payment.manual_case m WHERE m.order_id = k.order_id AND m.status = 'OPEN')"
                                + " FROM checkout.checkout k",
                        (row, _) -> orders.contains(row.getString(1))
                                ? row.getString(2) + (row.getString(3) == null ? "" : " and " + row.getString(3))
                                : "")
                .stream()
                .filter(end -> !end.isEmpty())
                .collect(Collectors.groupingBy(end -> end, java.util.TreeMap::new, Collectors.counting()))
                .toString();
    }
}
