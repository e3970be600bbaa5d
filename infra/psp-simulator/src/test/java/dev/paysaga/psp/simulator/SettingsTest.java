package dev.paysaga.psp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @Test
    void haveDefaults() {
        assertThat(Settings.of(Map.of())).isEqualTo(new Settings(8090, Settings.SAMPLE_KEY, null, true));
    }

    @Test
    void comeFromTheEnvironment() {
        assertThat(Settings.of(Map.of(
                        "SERVER_PORT", "9000",
                        "TOSS_SECRET_KEY", "test_sk_x",
                        "PSP_DATA_DIR", "/data",
                        "PSP_BIND_SERVER_ERRORS", "false")))
                .isEqualTo(new Settings(9000, "test_sk_x", Path.of("/data"), false));
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({"TOSS_SECRET_KEY, live_sk_x", "SERVER_PORT, many", "SERVER_PORT, -1", "SERVER_PORT, 65536"})
    void thatMakeNoSenseAreRefusedByName(String name, String value) {
        assertThatThrownBy(() -> Settings.of(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @Test
    void serverErrorsNeedNotBeBoundToTheirKey() throws IOException {
        Settings forgetful = new Settings(0, Merchant.KEY, null, false);
        try (PspSimulator simulator = PspSimulator.start(forgetful, Clock.systemUTC());
                Merchant merchant = new Merchant(simulator)) {
            String order = SimulatorTest.ORDER;
            String paymentKey = merchant.pay(order, 39_000);
            merchant.script("{\"step\": \"confirm\", \"fault\": \"F07\"}");

            assertThat(merchant.confirm(paymentKey, order, 39_000, "key-1").status())
                    .isEqualTo(500);
            assertThat(merchant.confirm(paymentKey, order, 39_000, "key-1").gist())
                    .isEqualTo("200 DONE");
        }
    }

    @Test
    void aTakenPortIsSaid() throws IOException {
        try (PspSimulator first = PspSimulator.inMemory(Merchant.KEY, Clock.systemUTC())) {
            Settings same = new Settings(first.port(), Merchant.KEY, null, true);
            assertThatThrownBy(() -> PspSimulator.start(same, Clock.systemUTC()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("port " + first.port());
        }
    }
}
