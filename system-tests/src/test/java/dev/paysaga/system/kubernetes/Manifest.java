package dev.paysaga.system.kubernetes;

import dev.paysaga.launcher.ProjectHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** One object of a manifest file. */
record Manifest(JsonNode content) {

    static final Path FOLDER = ProjectHome.find().path().resolve("infra/kubernetes");

    private static final String KUSTOMIZATION = "kustomization.yaml";
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** What {@code kubectl apply -k} of this folder would send. */
    static List<Manifest> in(String folder) {
        return kustomization(folder).resources().stream()
                .flatMap(file -> parse(read(FOLDER.resolve(folder).resolve(file))).stream())
                .toList();
    }

    static Kustomization kustomization(String folder) {
        return YAML.readValue(read(FOLDER.resolve(folder).resolve(KUSTOMIZATION)), Kustomization.class);
    }

    static List<String> filesIn(String folder) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> !file.equals(KUSTOMIZATION))
                    .toList();
        }
    }

    static List<Manifest> parse(String text) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            return documents.readAll().stream().map(Manifest::new).toList();
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String apiVersion() {
        return content.path("apiVersion").asString("");
    }

    String kind() {
        return content.path("kind").asString("");
    }

    String name() {
        return at("/metadata/name").asString("");
    }

    JsonNode at(String pointer) {
        return content.at(pointer);
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }
}
