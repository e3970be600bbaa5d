package dev.paysaga.checkout.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.paysaga.checkout.RunningService;
import dev.paysaga.checkout.Shop;
import dev.paysaga.checkout.Shop.Answer;
import dev.paysaga.checkout.Shop.Opened;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Every connection is taken: who comes then is asked to come again, whatever a connection was wanted for. */
class BusyDatabaseTest extends RunningService {

    private final HikariDataSource pool;

    @Autowired
    BusyDatabaseTest(HikariDataSource pool) {
        this.pool = pool;
    }

    @Test
    void whoFindsNoConnectionIsAskedToComeAgain() throws Exception {
        Opened checkout = shop().open();
        List<Callable<Answer>> requests = List.of(
                () -> shop().confirm(checkout, "test_pay_busy"),
                () -> shop().show(checkout.orderId()),
                () -> shop().create(Shop.newKey(), Shop.TWO_SELLERS));
        List<Future<Answer>> answers;
        List<Connection> taken = takeAll();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = threads.invokeAll(requests);
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }

        assertThat(answers)
                .extracting(Future::resultNow)
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(503))
                .allSatisfy(answer -> assertThat(answer.header("Retry-After")).isEqualTo("2"));
        assertThat(shop().status(checkout.orderId())).isEqualTo("PREPAY");
    }

    private List<Connection> takeAll() throws SQLException {
        List<Connection> taken = new ArrayList<>();
        while (taken.size() < pool.getMaximumPoolSize()) {
            taken.add(pool.getConnection());
        }
        return taken;
    }
}
