package dev.paysaga.payment.psp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.paysaga.payment.psp.ProviderCalls.Answered;
import dev.paysaga.payment.psp.ProviderCalls.Call;
import dev.paysaga.payment.psp.ProviderCalls.Operation;
import dev.paysaga.payment.psp.ProviderCalls.Reply;
import dev.paysaga.payment.psp.ProviderCalls.Silent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What networks and broken servers do to a request; none of it may throw, hang or be sent twice. */
@Timeout(30)
class ProviderHttpTest {

    private final ScriptedProvider provider = new ScriptedProvider();
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void stop() {
        over.countDown();
        provider.close();
    }

    @Test
    void anAnswerThatDoesNotComeIsNotWaitedFor() {
        provider.does(_ -> untilOver());

        assertThat(send(Duration.ofMillis(300))).isInstanceOf(Silent.class);
        assertThat(provider.received()).hasSize(1);
    }

    @Test
    void anAnswerThatDripsIsHeldToTheSameDeadline() {
        provider.does(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (over.getCount() > 0) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                untilOver(50);
            }
        });
        long begin = System.nanoTime();

        assertThat(send(Duration.ofMillis(500))).isInstanceOf(Silent.class);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        assertThat(provider.received()).hasSize(1);
    }

    @Test
    void aConnectionThatBreaksBeforeOrWithinTheAnswerIsSilenceAndNothingIsSentAgain() {
        provider.does(HttpExchange::close).does(exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write("{\"half\":".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            throw new IOException("the server dies");
        });

        assertThat(send(Duration.ofSeconds(5))).isInstanceOf(Silent.class);
        assertThat(send(Duration.ofSeconds(5))).isInstanceOf(Silent.class);
        assertThat(provider.received()).hasSize(2);
    }

    @Test
    void nobodyListeningIsSilence() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var http = new ProviderHttp(
                URI.create("http://127.0.0.1:" + port), "Basic eA==", Duration.ofSeconds(2), Duration.ofSeconds(5));

        assertThat(http.send(Operation.LOOKUP, Call.get("/"))).isInstanceOf(Silent.class);
    }

    @Test
    void anAnswerWithoutEndIsCutOff() {
        provider.does(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = " ".repeat(64 * 1024).getBytes(UTF_8);
            for (int written = 0; written < 64 * 1024 * 1024; written += block.length) {
                exchange.getResponseBody().write(block);
            }
        });

        assertThat(send(Duration.ofSeconds(10))).isInstanceOf(Silent.class);
    }

    @Test
    void whatIsCompressedIsNotUnpacked() {
        provider.does(exchange -> {
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(zipped(50_000_000));
        });

        assertThat(send(Duration.ofSeconds(10)))
                .isInstanceOfSatisfying(
                        Answered.class,
                        answer -> assertThat(answer.body().length()).isLessThan(Operation.CONFIRM.longestAnswer));
    }

    @Test
    void noRedirectIsFollowed() {
        provider.does(exchange -> {
            exchange.getResponseHeaders().add("Location", provider.url() + "/elsewhere");
            exchange.sendResponseHeaders(307, -1);
        });

        assertThat(send(Duration.ofSeconds(5)))
                .isInstanceOfSatisfying(
                        Answered.class, answer -> assertThat(answer.status()).isEqualTo(307));
        assertThat(provider.received()).hasSize(1);
    }

    @Test
    void theTraceIsKeptAndNeitherBodyNorCredentialsAreShown() {
        provider.does(exchange -> {
            exchange.getResponseHeaders().add("x-tosspayments-trace-id", "trace-1");
            byte[] body = "{\"secret\":\"hush\"}".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        });

        assertThat(send(Duration.ofSeconds(5))).hasToString("Answered[200, trace trace-1]");
        assertThat(Call.post("/a", "k", "{\"token\":\"hush\"}").toString()).isEqualTo("Call[POST /a]");
    }

    private Reply send(Duration readTimeout) {
        return provider.http("Basic eA==", readTimeout)
                .send(Operation.CONFIRM, Call.post("/v1/payments/confirm", "key-1", "{}"));
    }

    private void untilOver() {
        untilOver(20_000);
    }

    private void untilOver(long millis) {
        try {
            over.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] zipped(int size) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            byte[] block = new byte[1_000_000];
            for (int written = 0; written < size; written += block.length) {
                zip.write(block);
            }
        }
        return bytes.toByteArray();
    }
}
