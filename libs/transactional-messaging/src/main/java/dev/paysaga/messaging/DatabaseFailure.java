package dev.paysaga.messaging;

import java.sql.SQLException;
import java.util.function.Predicate;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/** What an exception says about the database, in any of the shapes that drivers, Spring and JPA give it. */
final class DatabaseFailure {

    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int DEADLOCK = 1213;

    private DatabaseFailure() {}

    /**
     * The database cannot be reached, or was lost on the way: nobody's work is to blame, and all of it has to wait.
     * Whether a commit under way has happened is not known.
     */
    static boolean isAway(Throwable failure) {
        return isCausedBy(
                failure,
                cause -> cause instanceof DataAccessResourceFailureException
                        || cause instanceof RecoverableDataAccessException
                        || cause instanceof CannotCreateTransactionException
                        || (cause instanceof SQLException sql
                                && sql.getSQLState() != null
                                && sql.getSQLState().startsWith("08")));
    }

    /** Somebody else was faster: a deadlock, a lock waited for in vain, a row that is there already. */
    static boolean isLostRace(Throwable failure) {
        return isCausedBy(
                failure,
                cause -> cause instanceof TransientDataAccessException
                        || cause instanceof DuplicateKeyException
                        || (cause instanceof SQLException sql
                                && (sql.getErrorCode() == DEADLOCK || sql.getErrorCode() == LOCK_WAIT_TIMEOUT)));
    }

    private static boolean isCausedBy(Throwable failure, Predicate<Throwable> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.test(cause)) {
                return true;
            }
        }
        return false;
    }
}
