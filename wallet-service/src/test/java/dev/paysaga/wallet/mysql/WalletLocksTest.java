package dev.paysaga.wallet.mysql;

import static dev.paysaga.testing.PaymentTopic.approved;
import static dev.paysaga.testing.PaymentTopic.canceled;
import static dev.paysaga.testing.PaymentTopic.newEventId;
import static dev.paysaga.testing.PaymentTopic.newOrder;
import static dev.paysaga.testing.PaymentTopic.publish;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.events.PaymentEvent.PaymentApproved;
import dev.paysaga.events.PaymentEvent.PaymentCanceled;
import dev.paysaga.messaging.UnitOfWork;
import dev.paysaga.testing.PaymentTopic.Line;
import dev.paysaga.testing.TestMysql;
import dev.paysaga.wallet.WalletServiceTest;
import dev.paysaga.wallet.domain.UncoveredDebitException;
import dev.paysaga.wallet.domain.WalletChange;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Wallets that somebody else holds. */
class WalletLocksTest extends WalletServiceTest {

    /** MySQL renews its list of transactions only when nobody has read it for 100 ms. */
    private static final Duration FRESH = Duration.ofMillis(200);

    private final JdbcTemplate root = new JdbcTemplate(TestMysql.root());
    private final String seller = "seller-" + newEventId().substring(0, 8);
    private final String other = seller + "-2";

    @Autowired
    WalletTables tables;

    @Autowired
    UnitOfWork unitOfWork;

    @Test
    void aWalletThatIsHeldForLongIsCreditedInTheEnd() throws SQLException {
        publish(approved(newOrder(), new Line(seller, 1_000)), 1);
        eventually("the wallet is there").until(() -> balanceOf(seller), balance -> balance == 1_000);
        PaymentApproved payment = approved(newOrder(), new Line(seller, 500));

        try (var holder = TestMysql.root().getConnection();
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("SELECT balance FROM wallet.wallet WHERE seller_id = '" + seller + "' FOR UPDATE");
            publish(payment, 1);
            String first = eventually("the credit waits for the wallet")
                    .pollInterval(FRESH)
                    .until(this::waiting, waiting -> !waiting.isEmpty())
                    .getFirst();
            eventually("the first try has given up and another one waits")
                    .pollInterval(FRESH)
                    .until(this::waiting, waiting -> !waiting.isEmpty() && !waiting.contains(first));
            assertThat(balanceOf(seller)).isEqualTo(1_000);
            holder.rollback();
        }

        eventually("the wallet is credited").until(() -> balanceOf(seller), balance -> balance == 1_500);
        assertThat(credited(payment.orderId())).hasSize(1);
        assertThat(announced(payment.orderId())).hasSize(1);
        assertThat(parked(payment.orderId())).isEmpty();
    }

    /** Whoever takes wallets in one order for all cannot deadlock with another who does so too. */
    @Test
    void walletsAreTakenInTheOrderOfTheSellersWhateverThePaymentSays() throws Exception {
        credit(new Line(seller, 1), new Line(other, 1));

        try (var instance = Executors.newSingleThreadExecutor();
                var holder = TestMysql.root().getConnection();
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("SELECT balance FROM wallet.wallet WHERE seller_id = '" + seller + "' FOR UPDATE");
            Future<?> crediting = instance.submit(() -> credit(new Line(other, 10), new Line(seller, 10)));
            eventually("the credit waits for the first wallet")
                    .pollInterval(FRESH)
                    .until(this::waiting, waiting -> !waiting.isEmpty());
            assertThat(root.queryForList(
                            "SELECT balance FROM wallet.wallet WHERE seller_id = ? FOR UPDATE NOWAIT", other))
                    .as("the second wallet, which nobody has taken yet")
                    .hasSize(1);
            holder.rollback();
            crediting.get();
        }

        assertThat(balanceOf(seller)).isEqualTo(11);
        assertThat(balanceOf(other)).isEqualTo(11);
    }

    /** Credits and debits of one seller wait for each other, so that none is lost, in whatever order they come. */
    @Test
    void aHotSellerIsCreditedAndDebitedByManyAtOnce() throws Exception {
        List<PaymentApproved> paid = IntStream.rangeClosed(1, 40)
                .mapToObj(_ -> credit(new Line(seller, 1_000), new Line(other, 10)))
                .toList();

        try (var instances = Executors.newFixedThreadPool(8)) {
            List<Future<?>> changes = new ArrayList<>();
            for (PaymentApproved payment : paid) {
                changes.add(instances.submit(() -> debit(canceled(payment, 900, 10))));
                changes.add(instances.submit(() -> credit(new Line(other, 1), new Line(seller, 1))));
                changes.add(instances.submit(() -> debit(canceled(payment, 100))));
            }
            for (Future<?> change : changes) {
                change.get();
            }
        }

        assertThat(balanceOf(seller)).isEqualTo(40);
        assertThat(balanceOf(other)).isEqualTo(40);
    }

    /** Whatever the inbox believes: two cancels that together are too much cannot both be taken, not even at once. */
    @Test
    void ofTwoDebitsThatAreTooMuchTogetherOneIsMade() throws Exception {
        PaymentApproved payment = credit(new Line(seller, 1_000));
        credit(new Line(seller, 5_000));

        try (var instances = Executors.newFixedThreadPool(8)) {
            List<Future<?>> debits = IntStream.range(0, 8)
                    .<Future<?>>mapToObj(_ -> instances.submit(() -> debit(canceled(payment, 600))))
                    .toList();
            assertThat(debits.stream().filter(WalletLocksTest::isMade)).hasSize(1);
        }

        assertThat(balanceOf(seller)).isEqualTo(5_400);
    }

    private static boolean isMade(Future<?> debit) {
        try {
            debit.get();
            return true;
        } catch (ExecutionException e) {
            assertThat(e).cause().isInstanceOf(UncoveredDebitException.class);
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private PaymentApproved credit(Line... lines) {
        PaymentApproved payment = approved(newOrder(), lines);
        unitOfWork.run(() -> tables.change(WalletChange.of(payment, CREATED_AT)));
        return payment;
    }

    private void debit(PaymentCanceled cancel) {
        unitOfWork.run(() -> tables.change(WalletChange.of(cancel, CREATED_AT)));
    }

    /** The transactions that wait for a lock now. */
    private List<String> waiting() {
        return root.query(
                "SELECT trx_id FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'",
                (row, _) -> row.getString(1));
    }
}
