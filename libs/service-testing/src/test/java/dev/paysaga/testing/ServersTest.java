package dev.paysaga.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServersTest {

    @Test
    void everyServiceFindsItsSchemaAndTheAuditorReadsIt() throws SQLException {
        try (var owner = TestMysql.as("wallet_owner", "wallet").getConnection();
                var statement = owner.createStatement()) {
            statement.execute("CREATE TABLE purse (coins INT)");
            statement.execute("INSERT INTO purse VALUES (7)");
        }

        try (var auditor = TestMysql.auditor().getConnection();
                var statement = auditor.createStatement();
                var rows = statement.executeQuery("SELECT coins FROM wallet.purse")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(7);
        }
    }

    @Test
    void whatIsPublishedIsReadBackWithItsHeaders() {
        var headers = new LinkedHashMap<>(Map.of("ce_type", "paysaga.test.v1"));

        TestKafka.publish("checkout.events.v1", "order-servers-test", headers, "{}");

        var read = TestKafka.consume("checkout.events.v1", "order-servers-test");
        assertThat(read).hasSize(1);
        assertThat(read.getFirst().value()).isEqualTo("{}");
        assertThat(TestKafka.header(read.getFirst(), "ce_type")).isEqualTo("paysaga.test.v1");
        assertThat(TestKafka.header(read.getFirst(), "ce_repeat")).isNull();
    }
}
