package dev.paysaga.events;

import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes the JSON Schema of an event from its record: a component is required unless it is
 * {@link Nullable}, unknown fields are allowed. */
final class EventSchemas {

    private static final SchemaGenerator GENERATOR = generator();

    private EventSchemas() {}

    static ObjectNode of(Class<? extends SagaEvent> event) {
        ObjectNode schema = GENERATOR.generateSchema(event);
        schema.put("$id", "urn:paysaga:schema:" + Topic.typeOf(event));
        schema.put("title", event.getSimpleName());
        return schema;
    }

    private static SchemaGenerator generator() {
        var builder = new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.ADDITIONAL_FIXED_TYPES, Option.EXTRA_OPEN_API_FORMAT_VALUES, Option.INLINE_ALL_SCHEMAS);
        builder.forFields()
                .withRequiredCheck(
                        field -> !field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class))
                .withArrayMinItemsResolver(field -> field.isContainerType() ? 1 : null);
        builder.forTypesInGeneral().withCustomDefinitionProvider((type, context) -> {
            Predicate<Class<?>> is = type.getErasedType()::equals;
            ObjectNode definition = context.getGeneratorConfig().createObjectNode();
            if (is.test(OrderId.class)) {
                return new CustomDefinition(
                        definition.put("type", "string").put("pattern", "^[A-Za-z0-9_-]{6,64}$"),
                        CustomDefinition.INLINE_DEFINITION,
                        CustomDefinition.INCLUDING_ATTRIBUTES);
            }
            return null;
        });
        return new SchemaGenerator(builder.build());
    }
}
