package dev.paysaga.relay;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/** Asks MySQL, outside the engine, whether it is there and has what the engine will read. */
final class SourceDatabase {

    private final RelaySettings settings;

    SourceDatabase(RelaySettings settings) {
        this.settings = settings;
    }

    boolean answers() {
        try (Connection connection = connect()) {
            return connection.isValid(2);
        } catch (SQLException _) {
            return false;
        }
    }

    /** What is missing before the engine can start, for people; empty if nothing is. */
    Optional<String> missing() {
        try (Connection connection = connect()) {
            for (String table : settings.tables().toList()) {
                if (!hasTable(connection, table)) {
                    return Optional.of("waiting for " + table + " (made by its service's migration; user "
                            + settings.mysql().user() + " needs SELECT on it)");
                }
            }
            return missingBinlog(connection);
        } catch (SQLException e) {
            return Optional.of("waiting for MySQL at " + address() + ": " + e.getMessage());
        }
    }

    /**
     * Of these transactions those that the server has never had; empty if none, or if it cannot be asked now.
     *
     * @param gtids a set of transactions as MySQL writes it, or empty text
     */
    Optional<String> lacking(String gtids) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement("SELECT GTID_SUBTRACT(?, @@gtid_executed)")) {
            statement.setString(1, gtids);
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return Optional.of(found.getString(1)).filter(lost -> !lost.isEmpty());
            }
        } catch (SQLException _) {
            return Optional.empty();
        }
    }

    private static boolean hasTable(Connection connection, String table) throws SQLException {
        String[] parts = table.split("\\.", 2);
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = ?")) {
            statement.setString(1, parts[0]);
            statement.setString(2, parts[1]);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    private static Optional<String> missingBinlog(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT @@log_bin, @@binlog_format, @@binlog_row_image");
                ResultSet found = statement.executeQuery()) {
            found.next();
            boolean usable =
                    found.getBoolean(1) && "ROW".equals(found.getString(2)) && "FULL".equals(found.getString(3));
            return usable
                    ? Optional.empty()
                    : Optional.of("waiting for a usable binlog: MySQL needs log_bin, binlog_format=ROW and"
                            + " binlog_row_image=FULL");
        }
    }

    /** A connection of the user who may make and drop partitions, with patience for altering a table. */
    Connection connectForRetention() throws SQLException {
        return connect(settings.mysql().retentionUser(), settings.mysql().retentionPassword(), "120000");
    }

    private Connection connect() throws SQLException {
        return connect(settings.mysql().user(), settings.mysql().password(), "5000");
    }

    private Connection connect(String user, String password, String socketTimeoutMillis) throws SQLException {
        RelaySettings.Mysql mysql = settings.mysql();
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("sslMode", EngineProperties.sslMode(mysql).toUpperCase(Locale.ROOT));
        if (!mysql.trustStore().isEmpty()) {
            properties.setProperty(
                    "trustCertificateKeyStoreUrl",
                    Path.of(mysql.trustStore()).toUri().toString());
            properties.setProperty("trustCertificateKeyStorePassword", mysql.trustStorePassword());
        }
        if (!mysql.keyStore().isEmpty()) {
            properties.setProperty(
                    "clientCertificateKeyStoreUrl",
                    Path.of(mysql.keyStore()).toUri().toString());
            properties.setProperty("clientCertificateKeyStorePassword", mysql.keyStorePassword());
        }
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.setProperty("connectTimeout", "2000");
        properties.setProperty("socketTimeout", socketTimeoutMillis);
        return DriverManager.getConnection("jdbc:mysql://" + address() + "/", properties);
    }

    private String address() {
        return settings.mysql().host() + ":" + settings.mysql().port();
    }
}
