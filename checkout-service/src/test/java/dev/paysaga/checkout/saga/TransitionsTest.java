package dev.paysaga.checkout.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    private static final Timestamp LATER = Timestamp.from(Instant.parse("2037-06-01T00:00:00Z"));

    private static final Instant DUE = Instant.parse("2037-01-01T00:00:00Z");

    private final Transitions transitions;
    private final UnitOfWork unitOfWork;

    @Autowired
    TransitionsTest(Transitions transitions, UnitOfWork unitOfWork) {
        this.transitions = transitions;
        this.unitOfWork = unitOfWork;
    }

    @ParameterizedTest
    @CsvSource({
        // it is      told of        then it is   because
        "PREPAY,      APPROVED,   SUCCESS,     done",
        "PREPAY,      DECLINED,   FAIL,        done",
        "PREPAY,      WAITING,    IN_PROGRESS, done",
        "PREPAY,      COMPLETED,  PREPAY,      approval comes first: an order's news keep their order",
        "PREPAY,      GIVEN_BACK, PREPAY,      approval comes first: an order's news keep their order",
        "PREPAY,      ALL_BACK,   PREPAY,      approval comes first: an order's news keep their order",
        "IN_PROGRESS, APPROVED,   SUCCESS,     done",
        "IN_PROGRESS, DECLINED,   FAIL,        done",
        "IN_PROGRESS, COMPLETED,  IN_PROGRESS, approval comes first: an order's news keep their order",
        "IN_PROGRESS, GIVEN_BACK, IN_PROGRESS, approval comes first: an order's news keep their order",
        "IN_PROGRESS, ALL_BACK,   IN_PROGRESS, approval comes first: an order's news keep their order",
        "SUCCESS,     APPROVED,   SUCCESS,     already done",
        "SUCCESS,     DECLINED,   SUCCESS,     too late",
        "SUCCESS,     WAITING,    SUCCESS,     too late",
        "SUCCESS,     COMPLETED,  COMPLETE,    done",
        "SUCCESS,     ALL_BACK,   SUCCESS,     completion comes first: an order's news keep their order",
        "FAIL,        APPROVED,   FAIL,        too late",
        "FAIL,        DECLINED,   FAIL,        already done",
        "FAIL,        WAITING,    FAIL,        too late",
        "FAIL,        COMPLETED,  FAIL,        too late",
        "FAIL,        GIVEN_BACK, FAIL,        no money of it is with us",
        "FAIL,        ALL_BACK,   FAIL,        no money of it is with us",
        "COMPLETE,    APPROVED,   COMPLETE,    already done",
        "COMPLETE,    DECLINED,   COMPLETE,    too late",
        "COMPLETE,    WAITING,    COMPLETE,    too late",
        "COMPLETE,    COMPLETED,  COMPLETE,    already done",
        "COMPLETE,    ALL_BACK,   CANCEL,      done",
        "CANCEL,      APPROVED,   CANCEL,      too late",
        "CANCEL,      DECLINED,   CANCEL,      too late",
        "CANCEL,      WAITING,    CANCEL,      too late",
        "CANCEL,      COMPLETED,  CANCEL,      too late",
        "CANCEL,      ALL_BACK,   CANCEL,      already done"
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
    @CsvSource({
        "PREPAY, true",
        "IN_PROGRESS, false",
        "SUCCESS, false",
        "FAIL, false",
        "CANCEL, false",
        "COMPLETE, false"
    })
    void onlyWhatNobodyHasBegunToPayIsGivenUp(CheckoutStatus is, boolean canceled) {
        OrderId orderId = checkoutThatIs(is);

        assertThat(unitOfWork.get(() -> transitions.cancel(orderId))).isEqualTo(canceled);
        assertThat(row(orderId).get("status")).isEqualTo(canceled ? "CANCEL" : is.name());
    }

    @ParameterizedTest
    @CsvSource({"SUCCESS", "COMPLETE", "CANCEL"})
    void whatIsGivenBackIsSummedUp(CheckoutStatus is) {
        OrderId orderId = checkoutThatIs(is);

        unitOfWork.run(() -> transitions.conclude(new Outcome.GivenBack(orderId, 1_000)));
        unitOfWork.run(() -> transitions.conclude(new Outcome.GivenBack(orderId, 50_000)));

        assertThat(row(orderId)).containsEntry("canceled_amount", 51_000L).containsEntry("status", is.name());
        assertThatThrownBy(() -> unitOfWork.run(() -> transitions.conclude(new Outcome.GivenBack(orderId, 1))))
                .as("more than was taken")
                .hasMessageContaining("checkout_gives_back_what_it_took");
    }

    @ParameterizedTest
    @CsvSource({"PREPAY", "IN_PROGRESS"})
    void recoveryLeavesADepositAloneUntilItsTimeIsOver(CheckoutStatus is) {
        OrderId orderId = checkoutThatIs(is);

        unitOfWork.run(() -> transitions.conclude(new Outcome.WaitingForDeposit(orderId, "test_key", DUE)));

        assertThat(row(orderId)).containsEntry("deposit_due_at", Timestamp.from(DUE));
        assertThat(row(orderId))
                .as("never earlier than it would have asked anyway: after the due time nobody asks without a pause")
                .containsEntry("next_push_at", is == CheckoutStatus.PREPAY ? Timestamp.from(DUE) : LATER);
        assertThat(row(orderId)).containsEntry("payment_key", "test_key");
    }

    @ParameterizedTest
    @CsvSource({
        "APPROVED COMPLETED, COMPLETE",
        "WAITING APPROVED COMPLETED GIVEN_BACK ALL_BACK, CANCEL",
        "DECLINED APPROVED, FAIL",
        "APPROVED APPROVED DECLINED, SUCCESS"
    })
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
            case "WAITING" -> new Outcome.WaitingForDeposit(orderId, "test_key", DUE);
            case "GIVEN_BACK" -> new Outcome.GivenBack(orderId, 51_000);
            case "ALL_BACK" -> new Outcome.AllGivenBack(orderId);
            case "COMPLETED" -> new Outcome.Completed(orderId);
            default -> throw new IllegalArgumentException(name);
        };
    }
}
