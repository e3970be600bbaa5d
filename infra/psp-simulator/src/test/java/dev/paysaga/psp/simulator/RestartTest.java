package dev.paysaga.psp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {

    private static final String ORDER = SimulatorTest.ORDER;

    private final MovableClock clock = new MovableClock();

    @TempDir
    private Path directory;

    @Test
    void theMoneyTheKeysAndTheRequestsAreStillThere() throws IOException {
        String paymentKey;
        String refused;
        Merchant.Answered confirmed;
        Merchant.Answered declined;
        String truth;
        try (PspSimulator before = start();
                Merchant merchant = new Merchant(before)) {
            paymentKey = merchant.pay(ORDER, 39_000);
            confirmed = merchant.confirm(paymentKey, ORDER, 39_000, "key-1");
            merchant.cancel(paymentKey, "{\"cancelReason\": \"x\", \"cancelAmount\": 9000}", "key-1");
            refused = merchant.pay("ord-20261104-000118", 5_000);
            merchant.script("{\"step\": \"confirm\", \"fault\": \"F02\"}");
            declined = merchant.confirm(refused, "ord-20261104-000118", 5_000, "key-2");
            truth = merchant.truth(ORDER).toString();
        }

        try (PspSimulator after = start();
                Merchant merchant = new Merchant(after)) {
            assertThat(merchant.truth(ORDER)).hasToString(truth);
            assertThat(merchant.confirm(paymentKey, ORDER, 39_000, "key-1").body())
                    .isEqualTo(confirmed.body());
            assertThat(merchant.confirm(refused, "ord-20261104-000118", 5_000, "key-2")
                            .body())
                    .isEqualTo(declined.body());
            assertThat(merchant.lookup(paymentKey).json().path("balanceAmount").asLong())
                    .isEqualTo(30_000);
            assertThat(merchant.lookup(refused).gist()).isEqualTo("200 ABORTED");
            assertThat(merchant.confirm(paymentKey, ORDER, 39_000, "key-3").gist())
                    .isEqualTo("400 ALREADY_PROCESSED_PAYMENT");
        }
    }

    @Test
    void portOnesAnswersAreStillTheSameAndALateCancelStillEnds() throws IOException {
        String token;
        String confirmed;
        String requested;
        try (PspSimulator before = start();
                Merchant merchant = new Merchant(before)) {
            PortOneMerchant portOne = new PortOneMerchant(merchant, before.url());
            token = portOne.pay(ORDER, 39_000);
            confirmed = portOne.confirm(ORDER, token, 39_000, PortOneMerchant.key(1))
                    .body();
            merchant.script("{\"step\": \"cancel\", \"fault\": \"C06\", \"delayMillis\": 60000}");
            requested = portOne.cancel(ORDER, "{\"reason\": \"x\"}", PortOneMerchant.key(2))
                    .body();
        }

        try (PspSimulator after = start();
                Merchant merchant = new Merchant(after)) {
            PortOneMerchant portOne = new PortOneMerchant(merchant, after.url());
            assertThat(portOne.confirm(ORDER, token, 39_000, PortOneMerchant.key(1))
                            .body())
                    .isEqualTo(confirmed);
            assertThat(portOne.cancel(ORDER, "{\"reason\": \"x\"}", PortOneMerchant.key(2))
                            .body())
                    .isEqualTo(requested)
                    .contains("REQUESTED");
            clock.forward(Duration.ofMinutes(1));
            Waits.until(
                    "the cancel has ended",
                    () -> merchant.truth(ORDER).path("cancels").asInt() == 1);
        }
    }

    @Test
    void theClockTheDriftAndTheVirtualAccountAreStillThere() throws IOException {
        String secret;
        String moved;
        String drift;
        try (PspSimulator before = start();
                Merchant merchant = new Merchant(before)) {
            String paymentKey = merchant.pay("""
                    {"psp": "TOSS", "orderId": "%s", "amount": 39000, "currency": "KRW", "method": "VIRTUAL_ACCOUNT"}""".formatted(ORDER));
            secret = merchant.confirm(paymentKey, ORDER, 39_000, "key-1")
                    .json()
                    .path("secret")
                    .asString();
            moved = merchant.sim("POST", "clock", "{\"forwardSeconds\": 3600}").body();
            merchant.sim("POST", "drift", "{\"psp\": \"TOSS\", \"orderId\": \"" + ORDER + "\", \"action\": \"HIDE\"}");
            drift = merchant.sim("GET", "drift", "").body();
        }

        try (PspSimulator after = start();
                Merchant merchant = new Merchant(after)) {
            assertThat(merchant.sim("GET", "clock", "").body()).isEqualTo(moved);
            assertThat(merchant.sim("GET", "drift", "").body()).isEqualTo(drift).contains("HIDE");
            assertThat(merchant.lookupOrder(ORDER).json().path("secret").asString())
                    .isEqualTo(secret);
            assertThat(merchant.sim("POST", "deposits", "{\"orderId\": \"" + ORDER + "\"}")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aWebhookThatWasNotAcknowledgedIsSentAgainByTheSchedule() throws IOException {
        try (Receiver receiver = new Receiver()) {
            receiver.answers(503);
            try (PspSimulator before = start(Map.of("TOSS_WEBHOOK_URL", receiver.url()));
                    Merchant merchant = new Merchant(before)) {
                merchant.confirm(merchant.pay(ORDER, 39_000), ORDER, 39_000, "key-1");
                Waits.until("it was tried", () -> tries(merchant) == 1);
            }
            receiver.answers(200);

            try (PspSimulator after = start(Map.of("TOSS_WEBHOOK_URL", receiver.url()));
                    Merchant merchant = new Merchant(after)) {
                assertThat(tries(merchant)).isEqualTo(1);
                clock.forward(Duration.ofMinutes(1));

                receiver.await(2);
                Waits.until("it is known to be delivered", () -> tries(merchant) == 2);
                assertThat(receiver.messages().stream()
                                .map(message -> message.header("tosspayments-webhook-transmission-id"))
                                .distinct())
                        .hasSize(1);
            }
        }
    }

    private static int tries(Merchant merchant) {
        return merchant.sim("GET", "webhooks?orderId=" + ORDER, "")
                .json()
                .path(0)
                .path("deliveries")
                .size();
    }

    @Test
    void aKillInTheMiddleForgetsNothing() throws IOException, InterruptedException {
        String paymentKey;
        Process killed = program();
        try (Merchant merchant = new Merchant(url(killed))) {
            paymentKey = merchant.pay(ORDER, 39_000);
            merchant.script("{\"step\": \"confirm\", \"fault\": \"F04\"}");
            assertThatThrownBy(() -> merchant.confirm(paymentKey, ORDER, 39_000, "key-1"))
                    .hasCauseInstanceOf(IOException.class);
        } finally {
            killed.destroyForcibly().waitFor();
        }

        Process again = program();
        try (Merchant merchant = new Merchant(url(again))) {
            assertThat(merchant.lookupOrder(ORDER).gist()).isEqualTo("200 DONE");
            assertThat(merchant.confirm(paymentKey, ORDER, 39_000, "key-1").gist())
                    .isEqualTo("200 DONE");
            assertThat(merchant.truth(ORDER).path("captures").asInt()).isEqualTo(1);
            assertThat(merchant.truth(ORDER).path("requests").size()).isEqualTo(3);
        } finally {
            again.destroyForcibly().waitFor();
        }
    }

    @Test
    void aHalfWrittenLastLineIsDropped() throws IOException {
        try (PspSimulator before = start();
                Merchant merchant = new Merchant(before)) {
            merchant.confirm(merchant.pay(ORDER, 39_000), ORDER, 39_000, "key-1");
        }
        // Longer than what is written after it: nothing of it may be left.
        Files.writeString(log(), "{\"entry\":\"rece".repeat(200), StandardOpenOption.APPEND);

        try (PspSimulator after = start();
                Merchant merchant = new Merchant(after)) {
            assertThat(merchant.truth(ORDER).path("captures").asInt()).isEqualTo(1);
            merchant.lookupOrder(ORDER);
        }
        try (PspSimulator oncemore = start();
                Merchant merchant = new Merchant(oncemore)) {
            assertThat(merchant.truth(ORDER).path("requests").size()).isEqualTo(2);
        }
        assertThat(log()).content().endsWith("}\n");
    }

    @Test
    void aBrokenLineInTheMiddleStopsTheStart() throws IOException {
        Files.writeString(log(), "{\"entry\":\"sent\",\"call\":1}\nnonsense\n{\"entry\":\"sent\",\"call\":1}\n");

        assertThatThrownBy(this::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Line 2")
                .hasMessageContaining("truth.jsonl");
    }

    @Test
    void twoSimulatorsCannotShareALog() throws IOException {
        try (PspSimulator first = start()) {
            assertThat(first.port()).isPositive();
            assertThatThrownBy(this::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("in use by another simulator");
        }
    }

    private Path log() {
        return directory.resolve("truth.jsonl");
    }

    private PspSimulator start() throws IOException {
        return start(Map.of());
    }

    private PspSimulator start(Map<String, String> more) throws IOException {
        Map<String, String> variables = new HashMap<>(more);
        variables.putAll(
                Map.of("SERVER_PORT", "0", "TOSS_SECRET_KEY", Merchant.KEY, "PSP_DATA_DIR", directory.toString()));
        return PspSimulator.start(Settings.of(variables), clock);
    }

    private Process program() throws IOException {
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                PspSimulator.class.getName());
        java.environment()
                .putAll(Map.of("SERVER_PORT", "0", "TOSS_SECRET_KEY", Merchant.KEY, "PSP_DATA_DIR", "" + directory));
        return java.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /** From the one line that the program prints. */
    private static URI url(Process program) throws IOException {
        String ready = program.inputReader().readLine();
        assertThat(ready).startsWith("PSP simulator ready on http://127.0.0.1:");
        return URI.create(ready.substring("PSP simulator ready on ".length()));
    }
}
