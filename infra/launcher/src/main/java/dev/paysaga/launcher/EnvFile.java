package dev.paysaga.launcher;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code .paysaga/env}: where everything is, for a shell to source. Mode 600, for it has the tokens. */
final class EnvFile {

    private EnvFile() {}

    static void write(Path file, Ports ports, Secrets secrets, List<PartStatus> status) {
        PrivateFiles.write(
                file,
                values(ports, secrets, status).entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                        .collect(Collectors.joining()));
    }

    private static Map<String, String> values(Ports ports, Secrets secrets, List<PartStatus> status) {
        var values = new LinkedHashMap<String, String>();
        for (var part : List.of(Part.CHECKOUT, Part.PAYMENT, Part.LEDGER, Part.WALLET, Part.RELAY, Part.PSP)) {
            values.put(part.name() + "_URL", ports.url(part));
        }
        values.put("KAFKA_BOOTSTRAP", "127.0.0.1:" + ports.of(Part.KAFKA));
        values.put("MYSQL_HOST", "127.0.0.1");
        values.put("MYSQL_PORT", Integer.toString(ports.of(Part.MYSQL)));
        values.put("MYSQL_USER", "auditor");
        values.put("MYSQL_PASSWORD", secrets.password("auditor"));
        values.put("OPERATOR_TOKEN", secrets.operatorToken());
        values.put("SERVICE_TOKEN", secrets.serviceToken());
        for (var one : status) {
            if (one.pid() > 0) {
                values.put(Part.named(one.name()).name() + "_PID", Long.toString(one.pid()));
            }
        }
        return values;
    }
}
