package dev.paysaga.system;

import dev.paysaga.system.Http.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** How a good client asks: what got no answer, a 5xx, or "not now" is sent again as it was. */
final class Patience {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    /** "Not now": somebody else is at it, or there are too many. Any other 4xx is for good. */
    private static final Set<Integer> LATER = Set.of(409, 429);

    private Patience() {}

    /**
     * @return the body of the first 2xx answer
     * @throws IllegalStateException on a 4xx that no repeat can change
     */
    static JsonNode body(Callable<Answer> request) {
        return Awaitility.await("an answer")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(100))
                .pollDelay(Duration.ZERO)
                .ignoreExceptionsMatching(IOException.class::isInstance)
                .until(request, answer -> {
                    if (answer.status() / 100 == 4 && !LATER.contains(answer.status())) {
                        throw new IllegalStateException(answer.status() + " " + answer.text());
                    }
                    return answer.isOk();
                })
                .body();
    }
}
