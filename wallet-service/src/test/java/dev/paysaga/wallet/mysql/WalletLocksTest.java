package dev.paysaga.wallet.mysql;

import static dev.paysaga.wallet.PaymentTopic.approved;
import static dev.paysaga.wallet.PaymentTopic.newEventId;
import static dev.paysaga.wallet.PaymentTopic.newOrder;
import static dev.paysaga.wallet.PaymentTopic.publish;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.events.PaymentEvent.PaymentApproved;
import dev.paysaga.messaging.UnitOfWork;
import dev.paysaga.testing.TestMysql;
import dev.paysaga.wallet.PaymentTopic.Line;
import dev.paysaga.wallet.WalletServiceTest;
import dev.paysaga.wallet.domain.Crediting;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

    private void credit(Line... lines) {
        PaymentApproved payment = approved(newOrder(), lines);
        var credited = (Crediting.Credited) Crediting.of(payment, CREATED_AT);
        unitOfWork.run(() -> tables.credit(credited.credits()));
    }

    /** The transactions that wait for a lock now. */
    private List<String> waiting() {
        return root.query(
                "SELECT trx_id FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'",
                (row, _) -> row.getString(1));
    }
}
