package dev.paysaga.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One sender's flood is refused, and is nobody else's silence. */
class FloodTest extends HttpTest {

    @Test
    void whoSendsTooMuchIsToldWhenToComeAgainAndTheOthersAreServed() throws Exception {
        List<HttpResponse<String>> flood = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            flood.add(post("127.0.0.2", i)); // another address of the route does not make it another route
        }

        var refused =
                flood.stream().filter(answer -> answer.statusCode() != 200).toList();
        assertThat(flood.getFirst().statusCode()).isEqualTo(200);
        assertThat(refused).isNotEmpty();
        ProblemAssert.assertProblem(refused.getFirst(), 429, "too-many-requests");
        assertThat(refused.getFirst().headers().firstValue("Retry-After")).hasValue("1");
        assertThat(post("127.0.0.3", 1).statusCode()).isEqualTo(200);
        assertThat(send("POST", "/v1/webhooks/raw", text("[]"), request -> request.header("Content-Type", "text/plain"))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "198.51.100.7,  198.51.100.7,        true",
        "198.51.100.7,  198.51.100.8,        false",
        "2001:db8::1,   2001:db8::ffff:1,    true",
        "2001:db8::1,   2001:db8:0:1::1,     false"
    })
    void aSenderIsAnAddressOrAllThatBeginWithItsSixtyFourBits(String one, String other, boolean same) {
        var limits = new SenderLimits(1);
        assertThat(limits.admits("any", one)).isTrue();

        assertThat(limits.admits("any", other)).isEqualTo(!same);
    }

    private HttpResponse<String> post(String from, int number) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .localAddress(InetAddress.getByName(from))
                .build();
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/webhooks/counted/" + number))
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }
}
