package dev.paysaga.payment.psp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.events.Money;
import dev.paysaga.events.OrderId;
import dev.paysaga.events.Psp;
import dev.paysaga.payment.domain.ConfirmOutcome;
import dev.paysaga.payment.domain.ConfirmOutcome.Resend;
import dev.paysaga.payment.domain.LookupOutcome.NoAnswer;
import dev.paysaga.payment.psp.ProviderCalls.Answered;
import dev.paysaga.payment.psp.ProviderCalls.Call;
import dev.paysaga.payment.psp.ProviderCalls.NotSent;
import dev.paysaga.payment.psp.ProviderCalls.Operation;
import dev.paysaga.payment.psp.ProviderCalls.Silent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A provider in trouble is left alone for a while, and never by mistake. */
@Timeout(30)
class ProviderGuardTest {

    private static final PaymentRef PAYMENT =
            new PaymentRef(new OrderId("ord_0000000001"), "test_pay_1", Money.krw(51_000));
    private static final Call CALL = Call.post("/", "key-1", "{}");
    private static final int WINDOW = 5;

    private final ScriptedProvider provider = new ScriptedProvider();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @AfterEach
    void stop() {
        provider.close();
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    500 | {"code":"UNKNOWN_PAYMENT_ERROR"} | opens
                    502 | <html>Bad Gateway</html> | opens
                    503 | `` | opens
                    200 | <html>ok</html> | opens
                    200 | {} | stays closed
                    403 | {"code":"REJECT_CARD_PAYMENT"} | stays closed
                    401 | {"code":"UNAUTHORIZED_KEY"} | stays closed
                    401 | `` | stays closed
                    404 | {"code":"NOT_FOUND_PAYMENT"} | stays closed
                    409 | {"code":"IDEMPOTENT_REQUEST_PROCESSING"} | stays closed
                    429 | `` | stays closed
                    502 | {"type":"PG_PROVIDER"} | stays closed
                    """)
    void onlyFaultsOpenTheCircuit(int status, String body, String effect) {
        provider.answers(status, body);
        ProviderGuard guard = guard(10, Duration.ofMinutes(1));

        for (int n = 0; n < WINDOW; n++) {
            assertThat(guard.send(Operation.CONFIRM, CALL)).isInstanceOf(Answered.class);
        }

        assertThat(guard.send(Operation.CONFIRM, CALL))
                .isInstanceOf("opens".equals(effect) ? NotSent.class : Answered.class);
        assertThat(circuit("confirm")).isEqualTo("opens".equals(effect) ? 1 : 0);
    }

    @Test
    void anOpenCircuitSendsNothingSaysSoAndLeavesOtherOperationsAlone() {
        provider.does(exchange -> exchange.close());
        var gateway = new TossPayments(guard(10, Duration.ofMinutes(1)));
        for (int n = 0; n < WINDOW; n++) {
            gateway.confirm(PAYMENT, "key-1", "{}");
        }

        var outcome = gateway.confirm(PAYMENT, "key-1", "{}");

        assertThat(outcome).isInstanceOfSatisfying(ConfirmOutcome.Unknown.class, unknown -> {
            assertThat(unknown.code()).isEqualTo("CIRCUIT_OPEN");
            assertThat(unknown.message()).startsWith("Nothing was sent");
            assertThat(unknown.resend()).isEqualTo(Resend.SAME_KEY);
        });
        assertThat(provider.received()).hasSize(WINDOW);
        assertThat(gateway.lookup(PAYMENT))
                .isInstanceOfSatisfying(
                        NoAnswer.class, silence -> assertThat(silence.why()).startsWith("NO_ANSWER"));
    }

    @Test
    void aProviderThatIsBackIsNoticed() {
        for (int n = 0; n < WINDOW; n++) {
            provider.answers(503, "");
        }
        provider.answers(200, "{}");
        ProviderGuard guard = guard(10, Duration.ofMillis(100));
        for (int n = 0; n < WINDOW; n++) {
            guard.send(Operation.LOOKUP, CALL);
        }
        assertThat(guard.send(Operation.LOOKUP, CALL)).isInstanceOf(NotSent.class);

        Awaitility.await("closed again").atMost(Duration.ofSeconds(10)).until(() -> {
            guard.send(Operation.LOOKUP, CALL);
            return circuit("lookup") == 0;
        });
    }

    @Test
    void aSlowProviderTakesSoManyThreadsAndNoMore() throws InterruptedException {
        var release = new CountDownLatch(1);
        provider.does(_ -> {
            try {
                release.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        ProviderGuard guard = guard(2, Duration.ofMinutes(1));
        var first = Thread.ofVirtual().start(() -> guard.send(Operation.CONFIRM, CALL));
        var second = Thread.ofVirtual().start(() -> guard.send(Operation.LOOKUP, CALL));
        Awaitility.await("both wait").until(() -> provider.received().size(), Integer.valueOf(2)::equals);

        assertThat(guard.send(Operation.CONFIRM, CALL))
                .isInstanceOfSatisfying(
                        NotSent.class, not -> assertThat(not.code()).isEqualTo("TOO_MANY_CALLS"));

        assertThat(provider.received()).hasSize(2);
        release.countDown();
        first.join();
        second.join();
        assertThat(guard.send(Operation.CONFIRM, CALL)).isInstanceOf(Silent.class);
        assertThat(provider.received()).hasSize(3);
    }

    @Test
    void whatWasAskedIsCountedByWhatCameOfIt() {
        provider.answers(403, "{\"code\":\"REJECT_CARD_PAYMENT\"}").answers(404, "{\"code\":\"NOT_FOUND_PAYMENT\"}");
        var gateway = new MeasuredGateway(new TossPayments(guard(2, Duration.ofMinutes(1))), meters);

        gateway.confirm(PAYMENT, "key-1", "{}");
        gateway.lookup(PAYMENT);

        assertThat(calls("confirm", "declined")).isEqualTo(1);
        assertThat(calls("lookup", "not-found")).isEqualTo(1);
        assertThat(meters.get("paysaga.psp.calls.free")
                        .tag("psp", "TOSS")
                        .gauge()
                        .value())
                .isEqualTo(2);
    }

    private long calls(String operation, String outcome) {
        return meters.get("paysaga.psp.calls")
                .tag("psp", "TOSS")
                .tag("operation", operation)
                .tag("outcome", outcome)
                .timer()
                .count();
    }

    private double circuit(String operation) {
        return meters.get("paysaga.psp.circuit.open")
                .tag("psp", "TOSS")
                .tag("operation", operation)
                .gauge()
                .value();
    }

    private ProviderGuard guard(int callsAtOnce, Duration openFor) {
        var properties = new GuardProperties(callsAtOnce, Duration.ofMillis(50), WINDOW, 80, openFor, 2);
        return new ProviderGuard(
                Psp.TOSS,
                provider.http("Basic eA=="),
                answer -> answer.body().contains("PG_PROVIDER"),
                properties,
                meters);
    }
}
