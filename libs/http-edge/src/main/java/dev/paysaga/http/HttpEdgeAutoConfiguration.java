package dev.paysaga.http;

import jakarta.servlet.DispatcherType;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** The filters, the access rules and the JSON reading of every service. */
@AutoConfiguration(before = ErrorMvcAutoConfiguration.class)
@EnableConfigurationProperties(AccessProperties.class)
@Import({ProblemAdvice.class, ProblemErrorController.class})
public class HttpEdgeAutoConfiguration {

    private static final String[] ALWAYS_OPEN = {
        "/actuator/health", "/actuator/health/**", "/v3/api-docs", "/v3/api-docs/**", "/v3/api-docs.yaml"
    };

    /** No number from a string or a fraction, no string from a number, no field twice, nothing after the end: what we read is what was meant. */
    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return json -> json.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
    }

    @Bean
    ProblemWriter problemWriter(JsonMapper json) {
        return new ProblemWriter(json);
    }

    @Bean
    FilterRegistrationBean<TraceFilter> traceFilter() {
        var registration = new FilterRegistrationBean<>(new TraceFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(AccessProperties access, ProblemWriter problems) {
        var registration = new FilterRegistrationBean<>(new BodyLimitFilter(access.maxBodyBytes(), problems));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return registration;
    }

    /** @param pause less than {@code spring.lifecycle.timeout-per-shutdown-phase}; zero where nobody spreads requests */
    @Bean
    Drain drain(@Value("${paysaga.shutdown.drain:0s}") Duration pause) {
        return new Drain(pause);
    }

    @Bean
    SecurityFilterChain access(HttpSecurity http, AccessProperties access, ProblemWriter problems) {
        RequestMatcher pages = anyOf(access.pagePaths());
        return http.csrf(
                        // No cookies, no sessions. On pages, a browser sends HTTP Basic along: their forms have tokens.
                        AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .addFilterBefore(new BearerTokenFilter(access), AuthorizationFilter.class)
                .addFilterBefore(new OperatorBasicFilter(pages, access), AuthorizationFilter.class)
                .authorizeHttpRequests(rules -> rules.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(ALWAYS_OPEN)
                        .permitAll()
                        .requestMatchers(pages)
                        .hasRole("OPERATOR")
                        .requestMatchers(access.operatorPaths().toArray(String[]::new))
                        .hasRole("OPERATOR")
                        .requestMatchers(access.openPaths().toArray(String[]::new))
                        .permitAll()
                        .anyRequest()
                        .hasAnyRole("SERVICE", "OPERATOR"))
                .exceptionHandling(failures -> failures.authenticationEntryPoint((request, response, _) -> {
                            response.setHeader(
                                    "WWW-Authenticate",
                                    pages.matches(request) ? "Basic realm=\"operators\", charset=\"UTF-8\"" : "Bearer");
                            problems.write(
                                    response,
                                    Problem.body(
                                            HttpStatus.UNAUTHORIZED,
                                            "token-required",
                                            "A token is required",
                                            "Send Authorization: Bearer with a service or operator token."));
                        })
                        .accessDeniedHandler((_, response, _) -> problems.write(
                                response,
                                Problem.body(
                                        HttpStatus.FORBIDDEN,
                                        "not-allowed",
                                        "This token does not allow that",
                                        "An operator token is needed here."))))
                .build();
    }

    private static RequestMatcher anyOf(List<String> patterns) {
        List<RequestMatcher> matchers = patterns.stream()
                .<RequestMatcher>map(
                        pattern -> PathPatternRequestMatcher.withDefaults().matcher(pattern))
                .toList();
        return request -> matchers.stream().anyMatch(matcher -> matcher.matches(request));
    }

    /** There are tokens, no user names: keeps Spring from inventing a user with a printed password. */
    @Bean
    UserDetailsService noUsers() {
        return name -> {
            throw new UsernameNotFoundException(name);
        };
    }
}
