package dev.paysaga.payment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.payment.domain.Cancellation.RequestedBy;
import dev.paysaga.payment.domain.ProviderPayment.CancelStatus;
import dev.paysaga.payment.domain.ProviderPayment.ProviderCancel;
import dev.paysaga.payment.domain.ProviderPayment.Status;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cancel 17 of 10000, sent while 51000 were left. */
class CancelRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-04T01:15:00Z");

    /** What the provider shows: its cancels as {@code reference:amount:status}, and what is left there. */
    @ParameterizedTest
    @CsvSource({
        // cancels,                                left,   requested, verdict
        "'',                                       51000,  no,        NotExecuted",
        "'17:10000:SUCCEEDED',                     41000,  no,        Done",
        "'17:10000:SUCCEEDED',                     41000,  yes,       Done",
        "'17:10000:REQUESTED',                     51000,  yes,       Waits",
        "'17:10000:REQUESTED',                     41000,  no,        Waits",
        "'17:10000:FAILED',                        51000,  yes,       Failed",
        // one of several tries did it
        "'17:10000:FAILED 17:10000:SUCCEEDED',     41000,  no,        Done",
        "'17:10000:FAILED 17:10000:REQUESTED',     51000,  no,        Waits",
        // an earlier cancel is not ours to count
        "'16:9000:SUCCEEDED',                      51000,  no,        NotExecuted",
        // somebody else has given money back there: recognised by nobody, and no repeat may follow
        "'?:10000:SUCCEEDED',                      41000,  no,        Contradicts",
        "'?:3000:SUCCEEDED',                       48000,  no,        Contradicts",
        "'',                                       0,      no,        Contradicts",
        "'17:9999:SUCCEEDED',                      41001,  no,        Contradicts",
        // taken on, and gone: never asked for again
        "'',                                       51000,  yes,       Vanished",
    })
    void decides(String cancels, long left, String requested, String verdict) {
        var found = new ProviderPayment(Status.CAPTURED, left, NOW, null, null, cancels(cancels));

        var decided = CancelRules.decide(cancellation("yes".equals(requested) ? NOW : null), found);

        assertThat(decided.getClass().getSimpleName()).isEqualTo(verdict);
    }

    private static Cancellation cancellation(@Nullable Instant requestedAt) {
        return new Cancellation(
                17,
                10_000,
                "changed my mind",
                RequestedBy.BUYER,
                true,
                false,
                CancellationStatus.UNKNOWN,
                51_000L,
                requestedAt,
                null,
                null,
                false,
                false,
                false,
                List.of());
    }

    private static List<ProviderCancel> cancels(String words) {
        return Arrays.stream(words.split(" "))
                .filter(word -> !word.isEmpty())
                .map(word -> word.split(":"))
                .map(parts -> new ProviderCancel(
                        "?".equals(parts[0]) ? null : parts[0],
                        Long.parseLong(parts[1]),
                        CancelStatus.valueOf(parts[2]),
                        "SUCCEEDED".equals(parts[2]) ? NOW : null))
                .toList();
    }
}
