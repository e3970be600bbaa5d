package dev.paysaga.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class AccessPropertiesTest {

    private static final String GOOD = "test_token_of_24_letters";

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withUserConfiguration(Properties.class);

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-,                        -,                         SERVICE_TOKEN",
                "test_token_of_23_letter,  test_another_of_24_letters, SERVICE_TOKEN",
                "test_token_of_24_letters, -,                         OPERATOR_TOKEN",
                "test_token_of_24_letters, short,                     OPERATOR_TOKEN",
                "test_token_of_24_letters, test_token_of_24_letters,  differ"
            })
    void tokensThatAreNoSecretsRefuseToStart(String service, String operator, String why) {
        application
                .withPropertyValues(
                        service == null ? "a=b" : "paysaga.http.service-token=" + service,
                        operator == null ? "c=d" : "paysaga.http.operator-token=" + operator)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining(why));
    }

    @Test
    void aMisspeltPropertyRefusesToStart() {
        application
                .withPropertyValues(
                        "paysaga.http.service-token=" + GOOD,
                        "paysaga.http.operator-token=" + GOOD + "2",
                        "paysaga.http.opn-paths=/v1/a")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("opn-paths"));
    }

    @Test
    void tokensAreNotPrinted() {
        application
                .withPropertyValues("paysaga.http.service-token=" + GOOD, "paysaga.http.operator-token=" + GOOD + "2")
                .run(context -> assertThat(
                                context.getBean(AccessProperties.class).toString())
                        .doesNotContain(GOOD));
    }

    @Test
    void aBodyLimitIsPositive() {
        assertThatThrownBy(() -> new AccessProperties(GOOD, GOOD + "2", List.of(), List.of(), List.of(), 0))
                .hasMessageContaining("max-body-bytes");
    }

    @EnableConfigurationProperties(AccessProperties.class)
    static class Properties {}
}
