package dev.paysaga.payment.cases;

import dev.paysaga.http.Problem;
import dev.paysaga.messaging.ParkedMessages;
import dev.paysaga.payment.cases.Cases.CaseView;
import dev.paysaga.payment.psp.CancelRef.RefundAccount;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Validator;
import java.security.Principal;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Manual cases in a browser, without scripts. Who signs in is who did it. */
@Controller
class OperatorPage {

    private static final Logger security = LoggerFactory.getLogger("SECURITY");
    private static final int PAGE = 100;

    private final Cases cases;
    private final CaseActions actions;
    private final OperatorCsrf csrf;
    private final ParkedMessages parked;
    private final Validator validator;

    OperatorPage(Cases cases, CaseActions actions, OperatorCsrf csrf, ParkedMessages parked, Validator validator) {
        this.cases = cases;
        this.actions = actions;
        this.csrf = csrf;
        this.parked = parked;
        this.validator = validator;
    }

    /** Nothing but this page's own style sheet and forms: whatever else got into it, the browser does not run it. */
    @ModelAttribute
    void strict(HttpServletResponse response, Model model) {
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        response.setHeader("Referrer-Policy", "no-referrer");
        model.addAttribute("utc", ZoneOffset.UTC);
    }

    @GetMapping("/operator/cases")
    String list(
            @RequestParam(defaultValue = "OPEN") ManualCases.Status status,
            @RequestParam(defaultValue = "") String orderId,
            @RequestParam(defaultValue = "0") long after,
            Principal operator,
            Model model) {
        String order = orderId.strip();
        var found = cases.list(status, order.isEmpty() ? null : order, after, PAGE);
        model.addAttribute("operator", operator.getName());
        model.addAttribute("status", status);
        model.addAttribute("orderId", order);
        model.addAttribute("cases", found);
        model.addAttribute("next", found.size() == PAGE ? found.getLast().id() : null);
        model.addAttribute("parked", parked.list());
        return "operator/cases";
    }

    @GetMapping("/operator/cases/{id}")
    String show(@PathVariable long id, Principal operator, Model model) {
        return page(cases.get(id), operator, null, model);
    }

    /** Does it and shows the case as it is then; reloading that page does not do it again. */
    @PostMapping("/operator/cases/{id}/{action}")
    String act(
            @PathVariable long id,
            @PathVariable String action,
            @RequestParam(defaultValue = "") String csrf,
            @RequestParam(defaultValue = "") String reason,
            @ModelAttribute AccountForm account,
            Principal operator,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!this.csrf.isToken(csrf, operator.getName(), id)) {
            security.warn("A form of the operator page was rejected: case={} action={}", id, CaseAction.of(action));
            throw Problem.of(
                    HttpStatus.FORBIDDEN,
                    "form-rejected",
                    "This form is not one of ours",
                    "Nothing has been done. Open the case again and use its form.");
        }
        CaseAction wanted = CaseAction.of(action).orElseThrow(CaseActions::noSuchAction);
        String why = reason.strip();
        if (why.isEmpty() || why.length() > 500) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return page(cases.get(id), operator, "Say why, in at most 500 characters. Nothing has been done.", model);
        }
        RefundAccount refund = account.named();
        if (refund != null && !validator.validate(refund).isEmpty()) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return page(
                    cases.get(id),
                    operator,
                    "An account has the provider's code of its bank, up to 20 digits, and a holder. Nothing has been done.",
                    model);
        }
        try {
            actions.take(id, wanted, operator.getName(), why, refund);
        } catch (Problem problem) {
            response.setStatus(problem.getStatusCode().value());
            return page(
                    cases.get(id),
                    operator,
                    problem.getBody().getTitle() + ". " + problem.getBody().getDetail(),
                    model);
        }
        request.setAttribute(View.RESPONSE_STATUS_ATTRIBUTE, HttpStatus.SEE_OTHER);
        return "redirect:/operator/cases/" + id;
    }

    private String page(CaseView found, Principal operator, @Nullable String complaint, Model model) {
        model.addAttribute("operator", operator.getName());
        model.addAttribute("found", found);
        model.addAttribute("complaint", complaint);
        model.addAttribute("csrf", csrf.token(operator.getName(), found.id()));
        return "operator/case";
    }

    /** The fields of a refund account, all of them or none. */
    record AccountForm(
            @Nullable String bank,
            @Nullable String accountNumber,
            @Nullable String holderName) {

        @Nullable
        RefundAccount named() {
            String all = stripped(bank) + stripped(accountNumber) + stripped(holderName);
            return all.isEmpty()
                    ? null
                    : new RefundAccount(stripped(bank), stripped(accountNumber), stripped(holderName));
        }

        private static String stripped(@Nullable String text) {
            return text == null ? "" : text.strip();
        }

        @Override
        public String toString() {
            return "AccountForm[hidden]";
        }
    }
}
