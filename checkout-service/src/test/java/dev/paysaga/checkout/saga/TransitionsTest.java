package dev.paysaga.checkout.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.checkout.RunningService;
import dev.paysaga.checkout.domain.CheckoutStatus;
import dev.paysaga.checkout.domain.Failure;
import dev.paysaga.events.OrderId;
import dev.paysaga.messaging.UnitOfWork;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Every state meets every piece of news. */
class TransitionsTest extends RunningService {

    /** So late that recovery leaves these checkouts alone. */
    private static final Timestamp LATER = Timestamp.from(Instant.parse("2036-01-01T00:00:00Z"));

    private final Transitions transitions;
    private final UnitOfWork unitOfWork;

    @Autowired
    TransitionsTest(Transitions transitions, UnitOfWork unitOfWork) {
        this.transitions = transitions;
        this.unitOfWork = unitOfWork;
    }

    @ParameterizedTest
    @CsvSource({
        // it is      told of    then it is   because
        "PREPAY,      APPROVED,  SUCCESS,     done",
        "PREPAY,      DECLINED,  FAIL,        done",
        "PREPAY,      COMPLETED, PREPAY,      approval comes first: an order's news keep their order",
        "IN_PROGRESS, APPROVED,  SUCCESS,     done",
        "IN_PROGRESS, DECLINED,  FAIL,        done",
        "IN_PROGRESS, COMPLETED, IN_PROGRESS, approval comes first: an order's news keep their order",
        "SUCCESS,     APPROVED,  SUCCESS,     already done",
        "SUCCESS,     DECLINED,  SUCCESS,     too late",
        "SUCCESS,     COMPLETED, COMPLETE,    done",
        "FAIL,        APPROVED,  FAIL,        too late",
        "FAIL,        DECLINED,  FAIL,        already done",
        "FAIL,        COMPLETED, FAIL,        too late",
        "CANCEL,      APPROVED,  CANCEL,      too late",
        "CANCEL,      DECLINED,  CANCEL,      too late",
        "CANCEL,      COMPLETED, CANCEL,      too late",
        "COMPLETE,    APPROVED,  COMPLETE,    already done",
        "COMPLETE,    DECLINED,  COMPLETE,    too late",
        "COMPLETE,    COMPLETED, COMPLETE,    already done"
    })
    void newsAreDoneOrDoneAlreadyOrTooLate(CheckoutStatus is, String toldOf, CheckoutStatus then, String because) {
        OrderId orderId = checkoutThatIs(is);
        Map<String, @Nullable Object> before = row(orderId);

        unitOfWork.run(() -> transitions.conclude(news(orderId, toldOf)));

        assertThat(row(orderId).get("status")).as(because).isEqualTo(then.name());
        if (is == then) {
            assertThat(row(orderId)).as("nothing of it has changed").isEqualTo(before);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PREPAY, true",
        "IN_PROGRESS, false",
        "SUCCESS, false",
        "FAIL, false",
        "CANCEL, false",
        "COMPLETE, false"
    })
    void onlyTheFirstConfirmBegins(CheckoutStatus is, boolean begins) {
        OrderId orderId = checkoutThatIs(is);
        Map<String, @Nullable Object> before = row(orderId);

        boolean begun = unitOfWork.get(() -> transitions.begin(orderId, "test_key", LATER.toInstant()));

        assertThat(begun).isEqualTo(begins);
        assertThat(row(orderId).equals(before)).isEqualTo(!begins);
    }

    @ParameterizedTest
    @CsvSource({"APPROVED COMPLETED, COMPLETE", "DECLINED APPROVED, FAIL", "APPROVED APPROVED DECLINED, SUCCESS"})
    void newsOfOneBatchKeepTheirOrder(String told, CheckoutStatus then) {
        OrderId orderId = checkoutThatIs(CheckoutStatus.IN_PROGRESS);

        unitOfWork.run(() -> List.of(told.split(" ")).forEach(news -> transitions.conclude(news(orderId, news))));

        assertThat(row(orderId).get("status")).isEqualTo(then.name());
    }

    private OrderId checkoutThatIs(CheckoutStatus status) {
        var orderId = new OrderId(shop().open().orderId());
        SCHEMA.update(
                "UPDATE checkout SET status = ?, payment_key = ?, next_push_at = ? WHERE order_id = ?",
                status.name(),
                status == CheckoutStatus.PREPAY ? null : "test_key",
                status == CheckoutStatus.IN_PROGRESS ? LATER : null,
                orderId.value());
        return orderId;
    }

    private static Map<String, @Nullable Object> row(OrderId orderId) {
        return SCHEMA.queryForMap("SELECT * FROM checkout WHERE order_id = ?", orderId.value());
    }

    private static Outcome news(OrderId orderId, String name) {
        return switch (name) {
            case "APPROVED" -> new Outcome.Approved(orderId, "test_key");
            case "DECLINED" -> new Outcome.Declined(orderId, "test_key", new Failure("CODE", "Why."));
            case "COMPLETED" -> new Outcome.Completed(orderId);
            default -> throw new IllegalArgumentException(name);
        };
    }
}
