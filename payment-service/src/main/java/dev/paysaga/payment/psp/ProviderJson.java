package dev.paysaga.payment.psp;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * How what providers write is read. New fields are no news to us; but a field named twice, an amount that is no whole
 * number of minor units, or a time that is none makes the whole answer unreadable: money is not guessed.
 */
final class ProviderJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .changeDefaultPropertyInclusion(included -> included.withValueInclusion(JsonInclude.Include.NON_NULL))
            .addModule(new SimpleModule()
                    .addDeserializer(Long.class, new MinorUnits())
                    .addDeserializer(Instant.class, new Moment()))
            .build();

    private ProviderJson() {}

    /** Absent when it is not the JSON of such a thing. */
    static <T> @Nullable T read(String text, Class<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JacksonException _) {
            return null;
        }
    }

    /** Leaves out what is absent. */
    static String write(Object value) {
        return JSON.writeValueAsString(value);
    }

    /** {@code 5000} and {@code 5000.0} are 5000; {@code 5000.5} and {@code "5000"} are nothing. */
    private static final class MinorUnits extends StdDeserializer<Long> {

        MinorUnits() {
            super(Long.class);
        }

        @Override
        public Long deserialize(JsonParser json, DeserializationContext context) {
            if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                return json.getLongValue();
            }
            if (json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
                BigDecimal number = json.getDecimalValue();
                try {
                    return number.longValueExact();
                } catch (ArithmeticException _) {
                    throw context.weirdNumberException(number, Long.class, "not a whole number of minor units");
                }
            }
            throw context.wrongTokenException(json, Long.class, JsonToken.VALUE_NUMBER_INT, "not a number");
        }
    }

    /** With an offset, or without one: then it is Korea's time. */
    private static final class Moment extends StdDeserializer<Instant> {

        private static final ZoneId KOREA = ZoneId.of("Asia/Seoul");

        Moment() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context) {
            String text = json.getString();
            try {
                TemporalAccessor time = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                        text, java.time.OffsetDateTime::from, LocalDateTime::from);
                return time instanceof LocalDateTime local ? local.atZone(KOREA).toInstant() : Instant.from(time);
            } catch (DateTimeException _) {
                throw context.weirdStringException(text, Instant.class, "not a time");
            }
        }
    }
}
