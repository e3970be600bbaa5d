package dev.paysaga.payment.cases;

import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The rows of {@code manual_case_action}: who did what about a case, when, why, and what came of it. */
@Repository
class CaseActionTable {

    private final JdbcTemplate jdbc;
    private final Clock clock;

    CaseActionTable(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Records that it is about to be done. */
    long begin(long caseId, CaseAction action, String by, String reason) {
        var keys = new GeneratedKeyHolder();
        jdbc.update(
                connection -> {
                    var insert = connection.prepareStatement(
                            "INSERT INTO manual_case_action (case_id, action, taken_by, reason, taken_at)"
                                    + " VALUES (?, ?, ?, ?, ?)",
                            Statement.RETURN_GENERATED_KEYS);
                    insert.setLong(1, caseId);
                    insert.setString(2, action.name());
                    insert.setString(3, by);
                    insert.setString(4, reason);
                    insert.setTimestamp(5, Timestamp.from(clock.instant()));
                    return insert;
                },
                keys);
        return Objects.requireNonNull(keys.getKey()).longValue();
    }

    void finish(long id, String result) {
        jdbc.update(
                "UPDATE manual_case_action SET result = ?, finished_at = ? WHERE id = ?",
                result.substring(0, Math.min(result.length(), 500)),
                Timestamp.from(clock.instant()),
                id);
    }

    List<TakenAction> of(long caseId) {
        return jdbc.query(
                "SELECT action, taken_by, reason, taken_at, result FROM manual_case_action WHERE case_id = ?"
                        + " ORDER BY id",
                (row, _) -> new TakenAction(
                        CaseAction.valueOf(row.getString("action")),
                        row.getString("taken_by"),
                        row.getString("reason"),
                        row.getTimestamp("taken_at").toInstant(),
                        row.getString("result")),
                caseId);
    }

    /** @param result absent while it is being done, or when it was cut off */
    public record TakenAction(
            CaseAction action,
            String by,
            String reason,
            Instant at,
            @Nullable String result) {}
}
