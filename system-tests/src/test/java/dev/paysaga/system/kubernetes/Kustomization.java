package dev.paysaga.system.kubernetes;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** As much of a {@code kustomization.yaml} as ours use; reading one that has more fails. */
record Kustomization(
        String apiVersion,
        String kind,
        String namespace,
        List<String> resources,
        @Nullable List<ConfigMap> configMapGenerator,
        @Nullable List<Image> images) {

    record ConfigMap(String name, List<String> literals) {

        List<String> keys() {
            return literals.stream()
                    .map(literal -> literal.substring(0, literal.indexOf('=')))
                    .toList();
        }
    }

    record Image(String name, String newTag) {}
}
