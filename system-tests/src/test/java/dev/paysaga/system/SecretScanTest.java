package dev.paysaga.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A scan that finds nothing is worth something only if it finds what is there. */
class SecretScanTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "card 4111111111111111 accepted, a card number in here",
        "'{\"number\":\"5555-5555-5555-4444\"}', a card number in here",
        "4111 1111 1111 1111, a card number in here",
        "Authorization: Bearer test_sk_1234, TOSS_SECRET_KEY in here",
        "Basic dGVzdF9za18xMjM0Og==, TOSS_SECRET_KEY in base64 in here",
    })
    void isFound(String text, String found) throws IOException {
        assertThat(look(text)).containsExactly(found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "card 4111111111111112",
                "43301234****123*",
                "2026-11-04T01:15:41.174903218Z",
                "order ord_4111111111111111",
                "offset 1793758541174",
                "5f4dcc3b-4111-1111-1111-111111111111",
                "test_sk_"
            })
    void isNothing(String text) throws IOException {
        assertThat(look(text)).isEmpty();
    }

    private List<String> look(String text) throws IOException {
        Files.writeString(folder.resolve("secrets"), "TOSS_SECRET_KEY=test_sk_1234\n");
        var found = new ArrayList<String>();
        new SecretScan(folder).look("here", text, found);
        return found;
    }
}
