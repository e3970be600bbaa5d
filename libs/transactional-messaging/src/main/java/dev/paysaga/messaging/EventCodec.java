package dev.paysaga.messaging;

import dev.paysaga.events.SagaEvent;
import dev.paysaga.events.Topic;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events as JSON. Reading ignores fields that it does not know, and refuses an event that lacks one which its record
 * does not declare {@code @Nullable}: within a version, optional fields may be added.
 */
public final class EventCodec {

    private final JsonMapper json = JsonMapper.builder()
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new RequiredUnlessNullable())
            .build();

    public String encode(SagaEvent event) {
        return json.writeValueAsString(event);
    }

    /**
     * Reads the body of an event of this topic; empty when the type is none that we know.
     *
     * @throws MalformedMessageException when the body is not what its type promises
     */
    public <E extends SagaEvent> Optional<E> decode(Topic<E> topic, String type, byte[] body) {
        Class<? extends E> event = topic.types().get(type);
        if (event == null) {
            return Optional.empty();
        }
        return Optional.of(read(type, event, body));
    }

    <E> E read(String type, Class<E> event, byte[] body) {
        try {
            E read = json.readValue(body, event);
            if (read == null) {
                throw new MalformedMessageException("The body is not a " + type + " but null");
            }
            return read;
        } catch (JacksonException e) {
            throw new MalformedMessageException("The body is not a " + type + ": " + e.getOriginalMessage());
        }
    }
}
