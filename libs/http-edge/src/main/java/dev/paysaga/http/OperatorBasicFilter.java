package dev.paysaga.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Base64;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Recognises operators in a browser, on their pages alone, by HTTP Basic: the user is the operator's name, for the record
 * only; the password is the operator token. Anything else is nobody.
 */
final class OperatorBasicFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Basic ";
    private static final int LONGEST_NAME = 100;

    private final RequestMatcher pages;
    private final byte[] operatorToken;

    OperatorBasicFilter(RequestMatcher pages, AccessProperties access) {
        this.pages = pages;
        this.operatorToken = access.operatorToken().getBytes(UTF_8);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !pages.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader("Authorization");
        if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            recognise(decoded(header.substring(SCHEME.length()).strip()));
        }
        chain.doFilter(request, response);
    }

    private void recognise(String credentials) {
        int colon = credentials.indexOf(':');
        if (colon < 0) {
            return;
        }
        String name = credentials.substring(0, colon).strip();
        byte[] password = credentials.substring(colon + 1).getBytes(UTF_8);
        if (MessageDigest.isEqual(password, operatorToken) && isName(name)) {
            var context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                    name, null, AuthorityUtils.createAuthorityList("ROLE_OPERATOR")));
            SecurityContextHolder.setContext(context);
        }
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST_NAME
                && name.codePoints().noneMatch(Character::isISOControl);
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), UTF_8);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }
}
