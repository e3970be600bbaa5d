package dev.paysaga.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.paysaga.launcher.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looks for what must be nowhere: secrets of the suite and card numbers, in logs, on topics, in the databases. */
public final class SecretScan {

    private static final List<String> OURS = List.of("checkout", "payment", "ledger", "wallet", "relay");
    private static final Pattern DIGITS =
            Pattern.compile("(?<![0-9A-Za-z._-])[3-6](?:[ -]?[0-9]){12,18}(?![0-9A-Za-z_-])");

    /** Kept with the secrets, and shown to every browser. */
    private static final Set<String> PUBLIC = Set.of("TOSS_CLIENT_KEY");

    private final Map<String, String> secrets = new HashMap<>();

    /** @param folder of the running suite */
    public SecretScan(Path folder) throws IOException {
        for (String line : Files.readAllLines(folder.resolve("secrets"), UTF_8)) {
            String[] parts = line.split("=", 2);
            if (parts.length == 2 && !PUBLIC.contains(parts[0])) {
                secrets.put(parts[1], parts[0]);
                secrets.put(parts[1].replaceFirst("^whsec_", ""), parts[0]);
                secrets.put(
                        Base64.getEncoder().encodeToString((parts[1] + ":").getBytes(UTF_8)), parts[0] + " in base64");
            }
        }
    }

    /** @throws AssertionError with every place where something was found; the find itself is not repeated */
    public void run(Cluster cluster) {
        var found = new ArrayList<String>();
        for (String program : OURS) {
            List<String> log = cluster.log(program);
            if (log.isEmpty()) {
                throw new AssertionError("The log of " + program + " is empty");
            }
            log.forEach(line -> look(program + "'s log", line, found));
        }
        var topics = new Topics(cluster);
        for (String topic : Topics.ALL) {
            topics.read(topic).forEach(event -> {
                look(topic, event.body(), found);
                event.record().headers().forEach(header -> look(topic, new String(header.value(), UTF_8), found));
            });
        }
        lookIntoDatabases(new JdbcTemplate(cluster.dataSource("auditor", "payment")), found);
        if (!found.isEmpty()) {
            throw new AssertionError("Found what must be nowhere: "
                    + found.stream().distinct().limit(20).toList());
        }
    }

    private void lookIntoDatabases(JdbcTemplate rows, List<String> found) {
        var columns = rows.queryForList("SELECT table_schema AS s, table_name AS t, column_name AS c"
                + " FROM information_schema.columns WHERE table_schema IN ('checkout', 'payment', 'ledger', 'wallet')"
                + " AND data_type IN ('char', 'varchar', 'text', 'mediumtext', 'longtext', 'json', 'varbinary', 'blob',"
                + " 'mediumblob', 'longblob') ORDER BY 1, 2, 3");
        if (columns.isEmpty()) {
            throw new AssertionError("The auditor sees no column at all");
        }
        for (var column : columns) {
            String place = column.get("s") + "." + column.get("t") + "." + column.get("c");
            rows.query(
                    "SELECT `" + column.get("c") + "` FROM `" + column.get("s") + "`.`" + column.get("t") + "`",
                    row -> {
                        byte[] value = row.getBytes(1);
                        if (value != null) {
                            look(place, new String(value, UTF_8), found);
                        }
                    });
        }
    }

    void look(String place, String text, List<String> found) {
        secrets.forEach((secret, name) -> {
            if (text.contains(secret)) {
                found.add(name + " in " + place);
            }
        });
        Matcher digits = DIGITS.matcher(text);
        while (digits.find()) {
            if (isCardNumber(digits.group().replaceAll("[ -]", ""))) {
                found.add("a card number in " + place);
            }
        }
    }

    /** Luhn's check digit. */
    private static boolean isCardNumber(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int counted = i % 2 == 0 ? digit : digit * 2;
            sum += counted > 9 ? counted - 9 : counted;
        }
        return sum % 10 == 0;
    }
}
