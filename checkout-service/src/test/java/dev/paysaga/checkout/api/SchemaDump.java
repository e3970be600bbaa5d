package dev.paysaga.checkout.api;

import java.util.HexFormat;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** Everything that a schema holds, as one text. */
final class SchemaDump {

    private SchemaDump() {}

    static String of(JdbcTemplate schema) {
        return schema.queryForList("SHOW TABLES", String.class).stream()
                .map(table -> table + "\n"
                        + schema.queryForList("SELECT * FROM `" + table + "`").stream()
                                .map(row -> row.values().stream()
                                        .map(value -> value instanceof byte[] bytes
                                                ? HexFormat.of().formatHex(bytes)
                                                : String.valueOf(value))
                                        .collect(Collectors.joining(" | ")))
                                .sorted()
                                .collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n\n"));
    }
}
