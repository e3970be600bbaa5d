package dev.paysaga.payment.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paysaga.payment.Signed;
import dev.paysaga.payment.webhook.RejectedWebhookException.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortoneSignatureTest {

    private static final String SAMPLE_SECRET = "whsec_c2ltLXBvcnRvbmUtd2ViaG9vay1zZWNyZXQtMDAwMSE=";
    private static final long NOW = 1_793_754_942;
    private static final byte[] BODY = "{\"type\":\"Transaction.Paid\"}".getBytes(UTF_8);

    @Test
    void aSampleIsRight() {
        String body =
                "{\"type\":\"Transaction.Paid\",\"timestamp\":\"2026-11-04T01:15:41.204Z\",\"data\":{\"paymentId\":"
                        + "\"pay-20261104-000117\",\"storeId\":\"store-0f0e0d0c-0b0a-4a09-8b08-070605040302\",\"transactionId\":"
                        + "\"5a5a5a5a-1b1b-4c2c-9d3d-4e4e4e4e4e4e\"}}";
        String signature = "v1,ySPBuH/KRnGme2Duw2y9w0T44f86snJflBtv+4symeM=";

        assertThat(verdict(SAMPLE_SECRET, "sim-portone-whk-0001", NOW, signature, body.getBytes(UTF_8)))
                .isNull();
        assertThat(verdict(
                        SAMPLE_SECRET,
                        "sim-portone-whk-0001",
                        NOW,
                        signature,
                        body.replace("000117", "999999").getBytes(UTF_8)))
                .isEqualTo(Reason.SIGNATURE);
    }

    @Test
    void aSampleWithTheSignaturesOfTwoSecretsIsRightForEither() {
        String body = "{\"type\":\"Transaction.PartialCancelled\",\"timestamp\":\"2026-11-05T00:30:12.000Z\",\"data\":"
                + "{\"paymentId\":\"pay-20261104-000117\",\"storeId\":\"store-0f0e0d0c-0b0a-4a09-8b08-070605040302\","
                + "\"transactionId\":\"5a5a5a5a-1b1b-4c2c-9d3d-4e4e4e4e4e4e\",\"cancellationId\":"
                + "\"0b0b0b0b-2c2c-4d3d-8e4e-5f5f5f5f5f5f\"}}";
        String signatures =
                "v1,Hk9y+RFlYUT9DwPuel11K/ZDxgPErC2Ukl3F8ImdFZY=" + " v1,4MQPZhkrr4aG//RxXoUQJXaEVobzyKGPidkKCj8ea+U=";
        Clock then = Clock.fixed(Instant.ofEpochSecond(1_793_838_613), ZoneOffset.UTC);

        new PortoneSignature(properties(List.of(SAMPLE_SECRET)), then)
                .require("sim-portone-whk-0002", "1793838613", signatures, body.getBytes(UTF_8));
    }

    /** {@code NEW} and {@code OLD} are ours, {@code BAD} is not; {@code v2} says that it is another version. */
    @ParameterizedTest(name = "{0} {1}s off: {2}")
    @CsvSource(
            nullValues = "right",
            value = {
                "NEW,             0,    right",
                "OLD,             0,    right",
                "NEW OLD,         0,    right",
                "BAD OLD,         0,    right",
                "v2 NEW,          0,    right",
                "junk NEW,        0,    right",
                "NEW,             300,  right",
                "NEW,             -300, right",
                "NEW,             301,  TIMESTAMP",
                "NEW,             -301, TIMESTAMP",
                "BAD,             0,    SIGNATURE",
                "BAD BAD,         0,    SIGNATURE",
                "v2,              0,    SIGNATURE",
                "junk,            0,    SIGNATURE",
                "'',              0,    SIGNATURE"
            })
    void oneRightEntryOfThisTimeIsEnough(String entries, long off, @Nullable Reason expected) {
        long timestamp = NOW - off;
        String signatures = entries.replace("NEW", Signed.by(Signed.SECRET, "id", timestamp, BODY))
                .replace("OLD", Signed.by(Signed.OLD_SECRET, "id", timestamp, BODY))
                .replace("BAD", Signed.by(Signed.FORGED_SECRET, "id", timestamp, BODY))
                .replace("v2", Signed.by(Signed.SECRET, "id", timestamp, BODY).replace("v1,", "v2,"))
                .replace("junk", "v1,???");

        assertThat(verdict(Signed.SECRET + "," + Signed.OLD_SECRET, "id", timestamp, signatures, BODY))
                .isEqualTo(expected);
    }

    @Test
    void withoutASecretNothingIsRight() {
        assertThat(verdict("", "id", NOW, Signed.by(Signed.SECRET, "id", NOW, BODY), BODY))
                .isEqualTo(Reason.NOT_CONFIGURED);
    }

    @Test
    void aSecretThatIsNoneRefusesToStartAndIsNotTold() {
        assertThatThrownBy(() -> new PortoneSignature(properties(List.of("whsec_???")), Clock.systemUTC()))
                .hasMessageContaining("PORTONE_WEBHOOK_SECRET")
                .hasMessageNotContaining("???");
    }

    private static @Nullable Reason verdict(String secrets, String id, long timestamp, String signatures, byte[] body) {
        Clock clock = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);
        try {
            new PortoneSignature(properties(List.of(secrets.split(","))), clock)
                    .require(id, Long.toString(timestamp), signatures, body);
            return null;
        } catch (RejectedWebhookException e) {
            return e.reason();
        }
    }

    private static WebhookProperties properties(List<String> secrets) {
        Duration any = Duration.ofSeconds(1);
        return new WebhookProperties(secrets, Duration.ofMinutes(5), 1, 1, 1, any, any, 1, 1, any, 1, any, any);
    }
}
