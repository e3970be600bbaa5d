package dev.paysaga.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a body may leave out: what was added after the version began, and nothing else. */
class EventCodecTest {

    private final EventCodec codec = new EventCodec();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name':'a','amount':1,'lines':[{'id':7}],'note':'b'}",
                "{'name':'a','amount':1,'lines':[{'id':7}],'note':null}",
                "{'name':'a','amount':1,'lines':[{'id':7}]}",
                "{'name':'a','amount':1,'lines':[{'id':7,'hint':null}],'newer':{'x':1}}"
            })
    void optionalAndUnknownFieldsMayBeMissingOrMore(String body) {
        assertThat(read(body).lines()).containsExactly(new Line(7, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'amount':1,'lines':[]}",
                "{'name':null,'amount':1,'lines':[]}",
                "{'name':'a','lines':[]}",
                "{'name':'a','amount':null,'lines':[]}",
                "{'name':'a','amount':1}",
                "{'name':'a','amount':1,'lines':[{}]}",
                "{'name':'a','amount':1,'lines':[{'id':null}]}",
                "{'name':'a','amount':1,'lines':[null]}"
            })
    void requiredFieldsMayNot(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void whatTheRecordItselfRefusesIsUnreadable() {
        assertThatThrownBy(() -> read("{'name':'a','amount':-1,'lines':[]}"))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageStartingWith("The body is not a test event: ")
                .hasMessageContaining("An amount is not -1");
    }

    private Event read(String body) {
        return codec.read("test event", Event.class, body.replace('\'', '"').getBytes(UTF_8));
    }

    /** As events are declared. */
    record Event(
            String name,
            long amount,
            List<Line> lines,
            @Nullable String note) {
        Event {
            if (amount < 0) {
                throw new IllegalArgumentException("An amount is not " + amount);
            }
            lines = List.copyOf(lines);
        }
    }

    record Line(long id, @Nullable String hint) {}
}
