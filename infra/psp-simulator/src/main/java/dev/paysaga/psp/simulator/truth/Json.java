package dev.paysaga.psp.simulator.truth;

import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;

/** How the simulator reads and writes JSON: strict about what comes in. */
public final class Json {

    public static final JsonMapper MAPPER = knowing();

    private Json() {}

    /** @param types those that a declared interface can stand for, each with its name in the JSON */
    public static JsonMapper knowing(NamedType... types) {
        return JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .registerSubtypes(types)
                .build();
    }
}
