package dev.paysaga.checkout.pages;

import dev.paysaga.checkout.domain.CheckoutStatus;
import dev.paysaga.events.OrderId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads the states of many orders at once: what all watched ones cost is one statement per look. */
@Component
class OrderStates {

    private static final String READ =
            "SELECT c.order_id, c.status, c.status = 'IN_PROGRESS' AND c.deposit_due_at IS NOT"
                    + " NULL, c.canceled_amount, EXISTS (SELECT 1 FROM cancel_request r WHERE r.order_id = c.order_id)"
                    + " FROM checkout c WHERE c.order_id IN (:orders)";

    private final NamedParameterJdbcTemplate jdbc;

    OrderStates(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Map<OrderId, OrderState> read(Collection<OrderId> orders) {
        var states = new HashMap<OrderId, OrderState>();
        jdbc.query(READ, Map.of("orders", orders.stream().map(OrderId::value).toList()), row -> {
            states.put(
                    new OrderId(row.getString(1)),
                    new OrderState(
                            CheckoutStatus.valueOf(row.getString(2)),
                            row.getBoolean(3),
                            row.getLong(4),
                            row.getBoolean(5)));
        });
        return states;
    }

    Optional<OrderState> read(OrderId orderId) {
        return Optional.ofNullable(read(List.of(orderId)).get(orderId));
    }
}
