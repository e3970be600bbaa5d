package dev.paysaga.checkout.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/** What fails on the way to a page is told on a page, in the reader's language; details are for clients and logs. */
@ControllerAdvice(basePackageClasses = PageProblems.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class PageProblems {

    private static final Logger log = LoggerFactory.getLogger(PageProblems.class);
    private static final String TYPES = "urn:paysaga:problem:";
    private static final Set<String> TOLD = Set.of(
            "amount-mismatch",
            "cancel-declined",
            "cancel-not-allowed",
            "checkout-in-progress",
            "checkout-not-found",
            "cross-origin",
            "nothing-to-cancel",
            "request-in-progress",
            "return-not-understood",
            "temporarily-unavailable",
            "wrong-token");

    @ExceptionHandler(ErrorResponseException.class)
    ModelAndView problem(ErrorResponseException e, HttpServletRequest request, HttpServletResponse response) {
        e.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        URI type = e.getBody().getType();
        return page(
                request, e.getStatusCode(), type == null ? "" : type.toString().replace(TYPES, ""));
    }

    @ExceptionHandler({MethodArgumentTypeMismatchException.class, ServletRequestBindingException.class})
    ModelAndView badRequest(HttpServletRequest request) {
        return page(request, HttpStatus.BAD_REQUEST, "invalid-request");
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ModelAndView databaseAway(Exception e, HttpServletRequest request) {
        log.error("The database did not take the request", e);
        return page(request, HttpStatus.SERVICE_UNAVAILABLE, "temporarily-unavailable");
    }

    /** The reader has gone; there is nobody to tell. */
    @ExceptionHandler(IOException.class)
    void gone() {}

    @ExceptionHandler
    ModelAndView unexpected(Exception e, HttpServletRequest request) {
        if (e instanceof ErrorResponse response) {
            return page(request, response.getStatusCode(), "invalid-request");
        }
        log.error("A page failed in a way that nobody expected", e);
        return page(request, HttpStatus.INTERNAL_SERVER_ERROR, "internal-error");
    }

    private static ModelAndView page(HttpServletRequest request, HttpStatusCode status, String type) {
        var page = new ModelAndView("problem");
        page.setStatus(status);
        page.addObject("told", TOLD.contains(type) ? type : "other");
        page.addObject("status", status.value());
        page.addObject("languageLinks", LanguageLinks.of(request));
        return page;
    }
}
