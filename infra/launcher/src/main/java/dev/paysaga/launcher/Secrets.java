package dev.paysaga.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The passwords and tokens of one running suite: random, made once per data directory, kept in a file of mode 600. */
public final class Secrets {

    /** The services that own a schema; user and schema names begin with these. */
    public static final List<String> SCHEMAS = List.of("checkout", "payment", "ledger", "wallet");

    private final Map<String, String> values;

    private Secrets(Map<String, String> values) {
        this.values = values;
    }

    /** Reads the file, or makes it with fresh values. Values that an older file lacks are added. */
    public static Secrets in(Path file) {
        var values = read(file);
        var known = values.size();
        var random = new SecureRandom();
        List.of("root", "relay", "retention", "auditor")
                .forEach(user -> values.computeIfAbsent(user, _ -> text(random)));
        for (var schema : SCHEMAS) {
            values.computeIfAbsent(schema + "_owner", _ -> text(random));
            values.computeIfAbsent(schema + "_app", _ -> text(random));
        }
        List.of("SERVICE_TOKEN", "OPERATOR_TOKEN", "CSRF_SECRET")
                .forEach(name -> values.computeIfAbsent(name, _ -> text(random)));
        values.computeIfAbsent("TOSS_SECRET_KEY", _ -> "test_sk_" + text(random));
        values.computeIfAbsent("TOSS_CLIENT_KEY", _ -> "test_ck_" + text(random));
        values.computeIfAbsent("PORTONE_API_SECRET", _ -> "test_portone_" + text(random));
        values.computeIfAbsent("PORTONE_WEBHOOK_SECRET", _ -> "whsec_" + base64(random));
        if (values.size() > known) {
            PrivateFiles.write(
                    file,
                    values.entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                            .collect(Collectors.joining()));
        }
        return new Secrets(Map.copyOf(values));
    }

    /** The password of a MySQL user: {@code root}, {@code relay}, {@code retention}, {@code auditor}, {@code <schema>_owner}, {@code <schema>_app}. */
    public String password(String user) {
        return value(user);
    }

    /** The bearer token of calls between services. */
    public String serviceToken() {
        return value("SERVICE_TOKEN");
    }

    /** The bearer token of the people who operate the suite. */
    public String operatorToken() {
        return value("OPERATOR_TOKEN");
    }

    /** What the checkout-service derives its CSRF tokens from. */
    public String csrfSecret() {
        return value("CSRF_SECRET");
    }

    /** The key between the payment-service and the simulated PSP, in the PSP's shape. */
    public String tossSecretKey() {
        return value("TOSS_SECRET_KEY");
    }

    /** What a browser shows Toss, of the same pair as the secret key. No secret. */
    public String tossClientKey() {
        return value("TOSS_CLIENT_KEY");
    }

    /** The secret between the payment-service and the simulated PortOne. */
    public String portoneApiSecret() {
        return value("PORTONE_API_SECRET");
    }

    /** What the simulated PortOne signs its webhooks with, as Standard Webhooks writes it. */
    public String portoneWebhookSecret() {
        return value("PORTONE_WEBHOOK_SECRET");
    }

    private String value(String name) {
        var value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("No secret is called " + name);
        }
        return value;
    }

    private static Map<String, String> read(Path file) {
        var values = new TreeMap<String, String>();
        if (!Files.exists(file)) {
            return values;
        }
        try {
            for (var line : Files.readAllLines(file)) {
                var equals = line.indexOf('=');
                if (equals > 0) {
                    values.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the secrets in " + file, e);
        }
    }

    private static String text(SecureRandom random) {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** 24 bytes: the shortest that Standard Webhooks allows. */
    private static String base64(SecureRandom random) {
        var bytes = new byte[24];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
