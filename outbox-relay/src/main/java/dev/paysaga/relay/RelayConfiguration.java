package dev.paysaga.relay;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * What the relay is told from outside; values and reasons are in {@code application.yml}.
 *
 * @param name the one name of all relays of a suite. Two relays with different names would both be active and send
 *     everything twice
 * @param sources one MySQL with all schemas, or one per service; each gets an engine, a position and an active relay of
 *     its own
 */
@Validated
@ConfigurationProperties(prefix = "paysaga.relay", ignoreUnknownFields = false)
record RelayConfiguration(
        @NotBlank String name,
        @NotEmpty List<@Valid Source> sources,
        @Valid @NotNull RelaySettings.Kafka kafka,
        @Valid @NotNull RelaySettings.Engine engine,
        @Valid @NotNull RelaySettings.Supervision supervision,
        @Valid @NotNull RelaySettings.Retention retention) {

    /** The source whose topics and transactional id have no suffix. */
    static final String MAIN = "main";

    /**
     * A MySQL and what is read there.
     *
     * @param name {@value #MAIN}, or what its position topic, group and transactional id end with; never changed
     * @param topicPrefix Debezium's name of the source; part of the stored position's key
     * @param schemas the schemas whose table {@code outbox} is read; also the allowed values of {@code aggregatetype}
     */
    record Source(
            @NotBlank @Pattern(regexp = "[a-z][a-z0-9-]*") String name,

            @NotBlank String topicPrefix,
            @NotEmpty List<@Pattern(regexp = "[a-z][a-z0-9_]*") String> schemas,
            @Valid @NotNull RelaySettings.Mysql mysql) {}

    RelayConfiguration {
        if (sources != null) {
            requireDistinct("name", sources.stream().map(Source::name).toList());
            requireDistinct(
                    "topic-prefix", sources.stream().map(Source::topicPrefix).toList());
            requireDistinct(
                    "schema",
                    sources.stream()
                            .flatMap(source -> source.schemas().stream())
                            .toList());
        }
    }

    /** The settings of each source, in the order in which they are configured. */
    List<RelaySettings> perSource() {
        return sources.stream()
                .map(source -> new RelaySettings(
                        source.name(),
                        source.name().equals(MAIN) ? name : name + "-" + source.name(),
                        source.topicPrefix(),
                        source.schemas(),
                        source.mysql(),
                        kafka,
                        engine,
                        supervision,
                        retention))
                .toList();
    }

    private static void requireDistinct(String what, List<String> values) {
        Set<String> seen = new HashSet<>();
        values.stream().filter(value -> !seen.add(value)).findFirst().ifPresent(twice -> {
            throw new IllegalArgumentException("paysaga.relay.sources: two sources have the " + what + " " + twice
                    + "; each event would be sent twice or none");
        });
    }
}
