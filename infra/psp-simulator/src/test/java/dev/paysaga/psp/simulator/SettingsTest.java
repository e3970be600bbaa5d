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
        Settings settings = Settings.of(Map.of());

        assertThat(settings.port()).isEqualTo(8090);
        assertThat(settings.dataDirectory()).isNull();
        assertThat(settings.bindServerErrors()).isTrue();
        assertThat(settings.toss().secretKey()).isEqualTo(Settings.SAMPLE_KEY);
        assertThat(settings.portOne().captures()).isFalse();
        assertThat(settings.webhooks().toss()).isNull();
        assertThat(settings.webhooks().portOneSecrets()).isEmpty();
    }

    @Test
    void comeFromTheEnvironment() {
        Settings settings = Settings.of(Map.of(
                "SERVER_PORT", "9000",
                "TOSS_SECRET_KEY", "test_sk_x",
                "PSP_DATA_DIR", "/data",
                "PSP_BIND_SERVER_ERRORS", "false",
                "PORTONE_API_SECRET", "test_portone_x",
                "PORTONE_CAPTURE", "AUTOMATIC",
                "PORTONE_STORE_ID", "store-x",
                "TOSS_WEBHOOK_URL", "http://127.0.0.1:1/toss",
                "PORTONE_WEBHOOK_URL", "http://127.0.0.1:1/portone",
                "PORTONE_WEBHOOK_SECRET", "whsec_YQ==, whsec_Yg=="));

        assertThat(settings.port()).isEqualTo(9000);
        assertThat(settings.toss().secretKey()).isEqualTo("test_sk_x");
        assertThat(settings.dataDirectory()).isEqualTo(Path.of("/data"));
        assertThat(settings.bindServerErrors()).isFalse();
        assertThat(settings.portOne().apiSecret()).isEqualTo("test_portone_x");
        assertThat(settings.portOne().captures()).isTrue();
        assertThat(settings.webhooks().toss()).hasToString("http://127.0.0.1:1/toss");
        assertThat(settings.webhooks().portOne()).hasToString("http://127.0.0.1:1/portone");
        assertThat(settings.webhooks().portOneSecrets()).containsExactly("whsec_YQ==", "whsec_Yg==");
        assertThat(settings.webhooks().storeId()).isEqualTo("store-x");
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "TOSS_SECRET_KEY, live_sk_x",
        "TOSS_CLIENT_KEY, live_ck_x",
        "PORTONE_API_SECRET, live_x",
        "TOSS_WEBHOOK_URL, ftp://x",
        "SERVER_PORT, many",
        "SERVER_PORT, -1",
        "SERVER_PORT, 65536"
    })
    void thatMakeNoSenseAreRefusedByName(String name, String value) {
        assertThatThrownBy(() -> Settings.of(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @Test
    void serverErrorsNeedNotBeBoundToTheirKey() throws IOException {
        Settings forgetful = Settings.of(
                Map.of("SERVER_PORT", "0", "TOSS_SECRET_KEY", Merchant.KEY, "PSP_BIND_SERVER_ERRORS", "false"));
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
            Settings same = Settings.of(Map.of("SERVER_PORT", "" + first.port()));
            assertThatThrownBy(() -> PspSimulator.start(same, Clock.systemUTC()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("port " + first.port());
        }
    }
}
