package dev.paysaga.payment.psp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.events.Money;
import dev.paysaga.events.OrderId;
import dev.paysaga.events.Psp;
import dev.paysaga.payment.domain.CancelOutcome.Canceled;
import dev.paysaga.payment.domain.ConfirmOutcome.Approved;
import dev.paysaga.payment.domain.ConfirmOutcome.WaitingForDeposit;
import dev.paysaga.payment.domain.LookupOutcome.Found;
import dev.paysaga.payment.domain.ProviderPayment;
import dev.paysaga.payment.domain.ProviderPayment.CancelStatus;
import dev.paysaga.payment.domain.ProviderPayment.Status;
import dev.paysaga.payment.psp.ProviderTransaction.Kind;
import dev.paysaga.payment.saga.Simulator;
import dev.paysaga.testing.TestMysql;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** Both adapters and the PSP simulator, over HTTP: what one of them says the other understands. */
class AgainstTheSimulatorTest {

    private final String url = Simulator.running().url();
    private final OrderId order =
            new OrderId("ord_" + UUID.randomUUID().toString().replace("-", ""));

    @ParameterizedTest
    @EnumSource(Psp.class)
    void moneyIsTakenGivenBackInPartsAndListed(Psp psp) throws Exception {
        Instant begin = Instant.now().minusSeconds(60);
        PaymentGateway gateway = gateway(psp);
        var payment = new PaymentRef(order, pay(psp, "CARD"), Money.krw(39_000));

        assertThat(gateway.confirm(payment, key("confirm"), gateway.confirmBody(payment)))
                .isInstanceOf(Approved.class);
        assertThat(cancel(gateway, new CancelRef(payment, "1", 9_000, 39_000, "One item", null)))
                .isInstanceOf(Canceled.class);
        assertThat(cancel(gateway, new CancelRef(payment, "2", 30_000, 30_000, "The rest", null)))
                .isInstanceOf(Canceled.class);
        assertThat(cancel(gateway, new CancelRef(payment, "3", 1, 0, "Too much", null)))
                .isNotInstanceOf(Canceled.class);

        ProviderPayment found = found(gateway, payment);
        assertThat(found.status()).isEqualTo(Status.CAPTURED);
        assertThat(found.remaining()).isZero();
        assertThat(found.cancels()).extracting(one -> one.reference()).containsExactly("1", "2");
        assertThat(found.cancels()).extracting(one -> one.status()).containsOnly(CancelStatus.SUCCEEDED);
        assertThat(gateway.transactions(begin, Instant.now().plusSeconds(60)))
                .filteredOn(one -> one.orderId().equals(order.value()))
                .extracting(ProviderTransaction::kind)
                .containsExactlyInAnyOrder(Kind.CAPTURE, Kind.CANCEL, Kind.CANCEL);
    }

    @ParameterizedTest
    @EnumSource(Psp.class)
    void anotherRemainderThanOursGivesNothingBack(Psp psp) throws Exception {
        PaymentGateway gateway = gateway(psp);
        var payment = new PaymentRef(order, pay(psp, "CARD"), Money.krw(39_000));
        gateway.confirm(payment, key("confirm"), gateway.confirmBody(payment));

        assertThat(cancel(gateway, new CancelRef(payment, "1", 9_000, 38_000, "One item", null)))
                .isNotInstanceOf(Canceled.class);

        assertThat(found(gateway, payment).remaining()).isEqualTo(39_000);
    }

    @ParameterizedTest
    @EnumSource(Psp.class)
    void aVirtualAccountWaits(Psp psp) throws Exception {
        PaymentGateway gateway = gateway(psp);
        var payment = new PaymentRef(order, pay(psp, "VIRTUAL_ACCOUNT"), Money.krw(39_000));

        assertThat(gateway.confirm(payment, key("confirm"), gateway.confirmBody(payment)))
                .isInstanceOf(WaitingForDeposit.class);
        assertThat(found(gateway, payment).status()).isEqualTo(Status.WAITING_FOR_DEPOSIT);
    }

    private static Object cancel(PaymentGateway gateway, CancelRef cancel) {
        return gateway.cancel(cancel, key("cancel"), gateway.cancelBody(cancel));
    }

    private static ProviderPayment found(PaymentGateway gateway, PaymentRef payment) {
        var outcome = gateway.lookup(payment);
        assertThat(outcome).isInstanceOf(Found.class);
        return ((Found) outcome).payment();
    }

    private static String key(String operation) {
        return operation + "-" + UUID.randomUUID();
    }

    /** The buyer finishes the window. */
    private String pay(Psp psp, String method) throws IOException, InterruptedException {
        String body = """
                {"psp":"%s","orderId":"%s","amount":39000,"currency":"KRW","method":"%s"}""".formatted(psp, order.value(), method);
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(url + "/__sim/payments"))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            return JsonMapper.shared()
                    .readTree(answer.body())
                    .path("paymentKey")
                    .asString();
        }
    }

    private PaymentGateway gateway(Psp psp) {
        var secrets = TestMysql.secrets();
        return switch (psp) {
            case TOSS ->
                new TossPayments(http("Basic "
                        + Base64.getEncoder().encodeToString((secrets.tossSecretKey() + ":").getBytes(UTF_8))));
            case PORTONE -> new PortOnePayments(http("PortOne " + secrets.portoneApiSecret()), null);
        };
    }

    private ProviderHttp http(String authorization) {
        return new ProviderHttp(URI.create(url), authorization, Duration.ofSeconds(2), Duration.ofSeconds(10));
    }
}
