package dev.paysaga.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Recognises services and operators by their bearer token; a wrong token is nobody. */
final class BearerTokenFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final byte[] serviceToken;
    private final byte[] operatorToken;

    BearerTokenFilter(AccessProperties access) {
        this.serviceToken = access.serviceToken().getBytes(UTF_8);
        this.operatorToken = access.operatorToken().getBytes(UTF_8);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader("Authorization");
        if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            byte[] token = header.substring(SCHEME.length()).strip().getBytes(UTF_8);
            if (MessageDigest.isEqual(token, operatorToken)) {
                recognise("operator", "ROLE_OPERATOR");
            } else if (MessageDigest.isEqual(token, serviceToken)) {
                recognise("service", "ROLE_SERVICE");
            }
        }
        chain.doFilter(request, response);
    }

    private static void recognise(String name, String role) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                name, null, AuthorityUtils.createAuthorityList(role)));
        SecurityContextHolder.setContext(context);
    }
}
