package dev.paysaga.checkout.pages;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Language, and who may post to pages. */
@Configuration
class PageConfiguration implements WebMvcConfigurer {

    @Bean
    LocaleResolver localeResolver() {
        return new Languages();
    }

    @Bean
    FormNonces formNonces() {
        var random = new SecureRandom();
        return () -> {
            var bytes = new byte[16];
            random.nextBytes(bytes);
            return HexFormat.of().formatHex(bytes);
        };
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        // A shop's own page may hand an order over, token included; everything else is posted by our pages alone.
        registry.addInterceptor(new SameOrigin())
                .addPathPatterns("/checkout", "/checkout/**")
                .excludePathPatterns("/checkout/*/open");
        registry.addInterceptor(new Languages.Switch()).addPathPatterns("/", "/checkout/**");
    }
}
