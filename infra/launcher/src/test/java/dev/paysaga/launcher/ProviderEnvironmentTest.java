package dev.paysaga.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderEnvironmentTest {

    @TempDir
    Path folder;

    @Test
    void theSimulatorTellsThePaymentServiceWhatHasChanged() {
        var psp = environment(Part.PSP);

        assertThat(psp)
                .containsEntry("TOSS_WEBHOOK_URL", "http://127.0.0.1:8081/v1/webhooks/toss")
                .containsEntry("PORTONE_WEBHOOK_URL", "http://127.0.0.1:8081/v1/webhooks/portone");
    }

    @Test
    void bothSidesHaveTheSameKeys() {
        var psp = environment(Part.PSP);
        var payment = environment(Part.PAYMENT);
        var checkout = environment(Part.CHECKOUT);

        for (var shared :
                new String[] {"TOSS_SECRET_KEY", "PORTONE_API_SECRET", "PORTONE_WEBHOOK_SECRET", "PORTONE_STORE_ID"}) {
            assertThat(payment.get(shared)).isNotNull().isEqualTo(psp.get(shared));
        }
        for (var shared : new String[] {"TOSS_CLIENT_KEY", "PORTONE_STORE_ID", "PORTONE_CHANNEL_KEY"}) {
            assertThat(checkout.get(shared)).isNotNull().isEqualTo(psp.get(shared));
        }
    }

    @Test
    void aBrowsersProgramGetsNoSecret() {
        assertThat(environment(Part.CHECKOUT)).doesNotContainKeys("TOSS_SECRET_KEY", "PORTONE_API_SECRET");
    }

    @Test
    void everyKeyIsOneForTests() {
        var psp = environment(Part.PSP);

        assertThat(psp.get("TOSS_SECRET_KEY")).startsWith("test_sk_");
        assertThat(psp.get("TOSS_CLIENT_KEY")).startsWith("test_ck_");
        assertThat(psp.get("PORTONE_API_SECRET")).startsWith("test_portone_");
        assertThat(Base64.getDecoder()
                        .decode(psp.getOrDefault("PORTONE_WEBHOOK_SECRET", "").substring("whsec_".length())))
                .hasSize(24);
    }

    @Test
    void programsThatHaveNothingToDoWithProvidersKnowNothingOfThem() {
        assertThat(environment(Part.LEDGER)).isEmpty();
        assertThat(environment(Part.RELAY)).isEmpty();
    }

    private Map<String, String> environment(Part part) {
        return ProviderEnvironment.of(part, Ports.published(), Secrets.in(folder.resolve("secrets")));
    }
}
