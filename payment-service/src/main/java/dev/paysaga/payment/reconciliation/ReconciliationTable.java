package dev.paysaga.payment.reconciliation;

import dev.paysaga.events.Psp;
import dev.paysaga.payment.psp.ProviderTransaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The rows of {@code reconciliation} and {@code reconciliation_difference}; in the caller's transaction. */
@Repository
class ReconciliationTable {

    private static final int LONGEST = 500;

    private final JdbcTemplate jdbc;

    ReconciliationTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    boolean isRunning(Period period) {
        return exists("SELECT 1 FROM reconciliation WHERE running = ?", period.name());
    }

    boolean hasDaily(Psp psp, LocalDate day) {
        return exists("SELECT 1 FROM reconciliation WHERE psp = ? AND daily_for = ?", psp.name(), day);
    }

    /**
     * Begins one; it is due at once.
     *
     * @param dailyFor the day whose daily one it is
     * @throws org.springframework.dao.DuplicateKeyException when somebody has begun it in this moment
     */
    long begin(Period period, @Nullable LocalDate dailyFor, Instant now) {
        var keys = new GeneratedKeyHolder();
        jdbc.update(
                connection -> {
                    var insert = connection.prepareStatement(
                            "INSERT INTO reconciliation (psp, from_at, until_at, status, running, daily_for,"
                                    + " requested_at, next_try_at) VALUES (?, ?, ?, 'RUNNING', ?, ?, ?, ?)",
                            Statement.RETURN_GENERATED_KEYS);
                    insert.setString(1, period.psp.name());
                    insert.setTimestamp(2, Timestamp.from(period.from));
                    insert.setTimestamp(3, Timestamp.from(period.until));
                    insert.setString(4, period.name());
                    insert.setObject(5, dailyFor);
                    insert.setTimestamp(6, Timestamp.from(now));
                    insert.setTimestamp(7, Timestamp.from(now));
                    return insert;
                },
                keys);
        return Objects.requireNonNull(keys.getKey()).longValue();
    }

    /** Takes one whose time has come; nobody else gets it for the duration given. */
    Optional<Due> claimDue(Instant now, Duration duration) {
        Optional<Due> due = jdbc
                .query(
                        "SELECT id, psp, from_at, until_at, tries FROM reconciliation WHERE next_try_at <= ?"
                                + " ORDER BY next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED",
                        (row, _) -> new Due(row.getLong("id"), period(row), row.getInt("tries")),
                        Timestamp.from(now))
                .stream()
                .findFirst();
        due.ifPresent(one -> jdbc.update(
                "UPDATE reconciliation SET next_try_at = ?, tries = tries + 1 WHERE id = ?",
                Timestamp.from(now.plus(duration)),
                one.id));
        return due;
    }

    /** Ends one with its report; false when it has ended already, and then nothing must be stored for it. */
    boolean finish(Due due, int ours, int theirs, List<Difference> differences, String note, Instant now) {
        boolean ended = jdbc.update(
                        "UPDATE reconciliation SET status = 'DONE', running = NULL, next_try_at = NULL, finished_at = ?,"
                                + " ours = ?, theirs = ?, differences = ?, note = ? WHERE id = ? AND status = 'RUNNING'",
                        Timestamp.from(now),
                        ours,
                        theirs,
                        differences.size(),
                        note,
                        due.id)
                == 1;
        if (ended) {
            jdbc.batchUpdate(
                    "INSERT INTO reconciliation_difference (reconciliation_id, kind, movement, order_id, our_amount,"
                            + " their_amount, currency, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    differences,
                    200,
                    (insert, one) -> {
                        insert.setLong(1, due.id);
                        insert.setString(2, one.kind().name());
                        insert.setString(3, one.movement().name());
                        insert.setString(4, shortened(one.orderId(), 64));
                        insert.setObject(5, one.ourAmount());
                        insert.setObject(6, one.theirAmount());
                        insert.setString(7, one.currency());
                        insert.setString(8, shortened(one.text(), LONGEST));
                    });
        }
        return ended;
    }

    void fail(Due due, String why, Instant now) {
        jdbc.update(
                "UPDATE reconciliation SET status = 'FAILED', running = NULL, next_try_at = NULL, finished_at = ?,"
                        + " note = ? WHERE id = ? AND status = 'RUNNING'",
                Timestamp.from(now),
                shortened(why, LONGEST),
                due.id);
    }

    void tryAgain(Due due, String why, Instant then) {
        jdbc.update(
                "UPDATE reconciliation SET next_try_at = ?, note = ? WHERE id = ? AND status = 'RUNNING'",
                Timestamp.from(then),
                shortened(why, LONGEST),
                due.id);
    }

    /** The latest, newest first. */
    List<Report> list() {
        return jdbc.query("SELECT * FROM reconciliation ORDER BY id DESC LIMIT 200", (row, _) -> report(row));
    }

    Optional<Report> find(long id) {
        return jdbc.query("SELECT * FROM reconciliation WHERE id = ?", (row, _) -> report(row), id).stream()
                .findFirst();
    }

    /** The provider's latest one that ended well. */
    Optional<Done> latestDone(Psp psp) {
        return jdbc
                .query(
                        "SELECT differences, finished_at FROM reconciliation WHERE psp = ? AND status = 'DONE'"
                                + " ORDER BY id DESC LIMIT 1",
                        (row, _) -> new Done(row.getInt(1), row.getTimestamp(2).toInstant()),
                        psp.name())
                .stream()
                .findFirst();
    }

    List<Difference> differences(long id) {
        return jdbc.query(
                "SELECT * FROM reconciliation_difference WHERE reconciliation_id = ? ORDER BY id LIMIT 5000",
                (row, _) -> new Difference(
                        Difference.Kind.valueOf(row.getString("kind")),
                        ProviderTransaction.Kind.valueOf(row.getString("movement")),
                        row.getString("order_id"),
                        row.getObject("our_amount", Long.class),
                        row.getObject("their_amount", Long.class),
                        row.getString("currency"),
                        row.getString("text")),
                id);
    }

    private boolean exists(String sql, Object... arguments) {
        return !jdbc.query(sql, (row, _) -> row.getInt(1), arguments).isEmpty();
    }

    private static Report report(ResultSet row) throws SQLException {
        Timestamp finished = row.getTimestamp("finished_at");
        return new Report(
                row.getLong("id"),
                period(row),
                Status.valueOf(row.getString("status")),
                row.getObject("daily_for", LocalDate.class),
                row.getTimestamp("requested_at").toInstant(),
                finished == null ? null : finished.toInstant(),
                row.getObject("ours", Integer.class),
                row.getObject("theirs", Integer.class),
                row.getObject("differences", Integer.class),
                row.getString("note"));
    }

    private static Period period(ResultSet row) throws SQLException {
        return new Period(
                Psp.valueOf(row.getString("psp")),
                row.getTimestamp("from_at").toInstant(),
                row.getTimestamp("until_at").toInstant());
    }

    private static String shortened(String text, int longest) {
        return text.substring(0, Math.min(text.length(), longest));
    }

    /** How far a reconciliation is. */
    enum Status {
        RUNNING,
        DONE,
        /** The provider's list could not be had. */
        FAILED
    }

    /**
     * @param from inclusive
     * @param until exclusive
     */
    record Period(Psp psp, Instant from, Instant until) {

        private String name() {
            return psp + " " + from + " " + until;
        }
    }

    /** @param tries before this one */
    record Due(long id, Period period, int tries) {}

    /**
     * @param ours how many movements our books have in the period
     * @param theirs how many the provider lists
     */
    record Report(
            long id,
            Period period,
            Status status,
            @Nullable LocalDate dailyFor,
            Instant requestedAt,
            @Nullable Instant finishedAt,
            @Nullable Integer ours,
            @Nullable Integer theirs,
            @Nullable Integer differences,
            @Nullable String note) {}

    /** One that ended well. */
    record Done(int differences, Instant at) {}
}
