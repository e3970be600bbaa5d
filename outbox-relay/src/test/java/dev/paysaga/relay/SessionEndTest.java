package dev.paysaga.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SessionEndTest {

    static Stream<Arguments> errors() {
        return Stream.of(
                Arguments.of(new ProducerFencedException("newer"), SessionEnd.Fenced.class),
                Arguments.of(new InvalidProducerEpochException("old epoch"), SessionEnd.Fenced.class),
                Arguments.of(
                        new KafkaException("in error state", new InvalidProducerEpochException("old epoch")),
                        SessionEnd.Fenced.class),
                Arguments.of(new TimeoutException("commit: outcome unknown"), SessionEnd.Broken.class),
                Arguments.of(new RecordTooLargeException("too large"), SessionEnd.Broken.class),
                Arguments.of(new IllegalStateException("anything"), SessionEnd.Broken.class));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void onlyAFencedProducerStepsDown(Throwable error, Class<? extends SessionEnd> expected) {
        assertThat(SessionEnd.of(error)).isInstanceOf(expected);
    }
}
