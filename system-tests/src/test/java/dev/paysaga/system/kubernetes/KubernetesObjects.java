package dev.paysaga.system.kubernetes;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Kubernetes' objects as its own client has them, generated from the published description of the API. */
final class KubernetesObjects {

    private static final Map<String, Model> MODELS = Map.of(
            "v1 Namespace", new Model(V1Namespace.class, V1Namespace::validateJsonElement),
            "v1 Service", new Model(V1Service.class, V1Service::validateJsonElement),
            "apps/v1 Deployment", new Model(V1Deployment.class, V1Deployment::validateJsonElement),
            "batch/v1 Job", new Model(V1Job.class, V1Job::validateJsonElement),
            "policy/v1 PodDisruptionBudget",
                    new Model(V1PodDisruptionBudget.class, V1PodDisruptionBudget::validateJsonElement),
            "networking.k8s.io/v1 NetworkPolicy",
                    new Model(V1NetworkPolicy.class, V1NetworkPolicy::validateJsonElement));
    private static final Model METADATA = new Model(V1ObjectMeta.class, V1ObjectMeta::validateJsonElement);

    private static final Gson GSON = new GsonBuilder()
            .registerTypeAdapter(OffsetDateTime.class, new Times())
            .create();

    private KubernetesObjects() {}

    static List<String> problems(Manifest manifest) {
        var model = MODELS.get(manifest.apiVersion() + " " + manifest.kind());
        return model == null
                ? List.of("There is no %s in %s.".formatted(manifest.kind(), manifest.apiVersion()))
                : problems(model, manifest.content());
    }

    static List<String> problemsOfMetadata(Manifest manifest) {
        return problems(METADATA, manifest.at("/metadata"));
    }

    private static List<String> problems(Model model, JsonNode content) {
        JsonElement written = JsonParser.parseString(content.toString());
        try {
            model.fields().check(written);
            return misunderstood("", written, GSON.toJsonTree(GSON.fromJson(written, model.type())))
                    .toList();
        } catch (IOException | RuntimeException e) {
            return List.of(e.toString());
        }
    }

    /**
     * The check of the fields does not look at their types, and reading takes "2" for 2 and 8080 for "8080", which
     * Kubernetes does not: so what was read must be, written again, what stood there.
     */
    private static Stream<String> misunderstood(String path, JsonElement written, JsonElement read) {
        if (written.isJsonObject() && read.isJsonObject()) {
            return written.getAsJsonObject().entrySet().stream()
                    .flatMap(field -> misunderstood(
                            path + "/" + field.getKey(),
                            field.getValue(),
                            read.getAsJsonObject().get(field.getKey())));
        }
        if (written.isJsonArray() && read.isJsonArray()) {
            return IntStream.range(0, written.getAsJsonArray().size())
                    .boxed()
                    .flatMap(i -> misunderstood(
                            path + "/" + i,
                            written.getAsJsonArray().get(i),
                            read.getAsJsonArray().get(i)));
        }
        return written.equals(read) ? Stream.of() : Stream.of("%s: %s is not %s".formatted(path, written, read));
    }

    private record Model(Class<?> type, FieldCheck fields) {}

    /** Refuses fields that there are not, and misses those that there must be. */
    private interface FieldCheck {
        void check(JsonElement written) throws IOException;
    }

    private static final class Times extends TypeAdapter<OffsetDateTime> {

        @Override
        public void write(JsonWriter out, @Nullable OffsetDateTime time) throws IOException {
            out.value(time == null ? null : time.toString());
        }

        @Override
        public OffsetDateTime read(JsonReader in) throws IOException {
            return OffsetDateTime.parse(in.nextString());
        }
    }
}
