package dev.paysaga.checkout.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * The way to the same page in the other language, its query included.
 *
 * @param path where we are, encoded
 * @param query what was asked for there
 */
record LanguageLinks(String path, Map<String, String[]> query) {

    public String english() {
        return in("en");
    }

    public String korean() {
        return in("ko");
    }

    private String in(String language) {
        var link = UriComponentsBuilder.fromPath(path);
        query.forEach((name, values) -> {
            if (!name.equals(Languages.PARAMETER) && values.length > 0) {
                link.queryParam(UriUtils.encode(name, UTF_8), UriUtils.encode(values[0], UTF_8));
            }
        });
        return link.queryParam(Languages.PARAMETER, language).build(true).toUriString();
    }

    /** Every page has them; where a form was refused there is no page to come back to but the shop. */
    @ControllerAdvice(basePackageClasses = LanguageLinks.class)
    static class OnEveryPage {

        @ModelAttribute("languageLinks")
        LanguageLinks languageLinks(HttpServletRequest request) {
            return of(request);
        }
    }

    static LanguageLinks of(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                ? new LanguageLinks(request.getRequestURI(), request.getParameterMap())
                : new LanguageLinks("/", Map.of());
    }
}
