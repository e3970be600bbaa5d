package dev.paysaga.http;

import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.MethodParameter;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;

/** Turns every failure of a request into problem details; what went wrong inside is logged, not told. */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldError> errors = e.getBindingResult().getFieldErrors().stream()
                .map(error -> new FieldError(error.getField(), String.valueOf(error.getDefaultMessage())))
                .distinct()
                .toList();
        return badRequest(e, Problem.invalidBody(errors), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooLargeException tooLarge) {
                return handleExceptionInternal(e, tooLarge.problem(), headers, HttpStatus.CONTENT_TOO_LARGE, request);
            }
        }
        return badRequest(e, unreadable(e.getCause()), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleServletRequestBindingException(
            ServletRequestBindingException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (e instanceof MissingRequestHeaderException missing) {
            String name = missing.getHeaderName();
            return badRequest(
                    e, Problem.invalidBody(List.of(new FieldError(name, "The header is required."))), headers, request);
        }
        return super.handleServletRequestBindingException(e, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        FieldError error = new FieldError(e.getParameterName(), "The parameter is required.");
        return badRequest(e, Problem.invalidBody(List.of(error)), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldError> errors = e.getParameterValidationResults().stream()
                .flatMap(result -> result.getResolvableErrors().stream()
                        .map(error -> new FieldError(
                                name(result.getMethodParameter()), String.valueOf(error.getDefaultMessage()))))
                .toList();
        return badRequest(e, Problem.invalidBody(errors), headers, request);
    }

    private static String name(MethodParameter parameter) {
        RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
        return header == null || header.name().isEmpty() ? String.valueOf(parameter.getParameterName()) : header.name();
    }

    /** Gives a stable type to what Spring has only a status for. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Object told = body == null && e instanceof ErrorResponse response ? response.getBody() : body;
        boolean isOurs = told instanceof ProblemDetail problem
                && problem.getType() != null
                && !"about:blank".equals(problem.getType().toString());
        return super.handleExceptionInternal(e, isOurs ? told : Problem.ofStatus(status), headers, status, request);
    }

    @ExceptionHandler
    ResponseEntity<Object> wrongType(MethodArgumentTypeMismatchException e, WebRequest request) {
        FieldError error = new FieldError(e.getName(), "The value does not have the right form.");
        ResponseEntity<Object> answer = badRequest(e, Problem.invalidBody(List.of(error)), new HttpHeaders(), request);
        return answer == null ? ResponseEntity.badRequest().build() : answer;
    }

    /** The statement was wrong, not the database: coming again does not help. */
    @ExceptionHandler({
        InvalidDataAccessApiUsageException.class,
        InvalidDataAccessResourceUsageException.class,
        DataIntegrityViolationException.class
    })
    ProblemDetail wrongStatement(Exception e) {
        return unexpected(e);
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> databaseAway(Exception e) {
        log.error("The database did not take the request", e);
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "2")
                .body(Problem.ofStatus(HttpStatus.SERVICE_UNAVAILABLE));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> anythingElse(Exception e) {
        return isDatabaseAway(e)
                ? databaseAway(e)
                : ResponseEntity.internalServerError().body(unexpected(e));
    }

    private static ProblemDetail unexpected(Exception e) {
        log.error("A request failed in a way that nobody expected", e);
        return Problem.ofStatus(HttpStatus.INTERNAL_SERVER_ERROR);
    }

    /**
     * Outside a transaction nobody translates what JPA throws when there is no connection to be had in time, or when one
     * is lost in the middle of a query: the driver's exception is inside it.
     */
    private static boolean isDatabaseAway(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientException
                    || cause instanceof SQLRecoverableException
                    || cause instanceof SQLNonTransientConnectionException) {
                return true;
            }
        }
        return false;
    }

    private @Nullable ResponseEntity<Object> badRequest(
            Exception e, ProblemDetail body, HttpHeaders headers, WebRequest request) {
        return handleExceptionInternal(e, body, headers, HttpStatus.BAD_REQUEST, request);
    }

    private static ProblemDetail unreadable(@Nullable Throwable cause) {
        if (cause instanceof StreamReadException malformed && !(cause instanceof InputCoercionException)) {
            return malformed("The body is not valid JSON: " + malformed.getOriginalMessage());
        }
        if (cause instanceof JacksonException invalid && !invalid.getPath().isEmpty()) {
            return Problem.invalidBody(
                    List.of(new FieldError(path(invalid), "The value is missing or of the wrong type.")));
        }
        return malformed("The body is missing or not what this request takes. Send one JSON object.");
    }

    private static ProblemDetail malformed(String detail) {
        return Problem.body(HttpStatus.BAD_REQUEST, "malformed-body", "The body cannot be read", detail);
    }

    private static String path(JacksonException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }
}
