package dev.paysaga.checkout.pages;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.LocaleResolver;

/** Korean or English: what the reader has chosen here, or else the first of both that the browser asks for. */
final class Languages implements LocaleResolver {

    static final String PARAMETER = "lang";

    private static final String COOKIE = "lang";
    private static final List<Locale> KNOWN = List.of(Locale.ENGLISH, Locale.KOREAN);

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return known(request.getParameter(PARAMETER))
                .or(() -> chosen(request))
                .or(() -> Collections.list(request.getLocales()).stream()
                        .map(asked -> known(asked.getLanguage()))
                        .flatMap(Optional::stream)
                        .findFirst())
                .orElse(Locale.ENGLISH);
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        throw new UnsupportedOperationException("The reader chooses the language, by a link");
    }

    private static Optional<Locale> chosen(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        for (Cookie cookie : cookies == null ? new Cookie[0] : cookies) {
            if (cookie.getName().equals(COOKIE)) {
                return known(cookie.getValue());
            }
        }
        return Optional.empty();
    }

    private static Optional<Locale> known(@Nullable String language) {
        return KNOWN.stream()
                .filter(locale -> locale.getLanguage().equals(language))
                .findFirst();
    }

    /** Remembers what has been chosen. */
    static final class Switch implements HandlerInterceptor {

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            known(request.getParameter(PARAMETER)).ifPresent(chosen -> {
                var cookie = ResponseCookie.from(COOKIE, chosen.getLanguage())
                        .path("/")
                        .maxAge(Duration.ofDays(365))
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .build();
                response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
            });
            return true;
        }
    }
}
