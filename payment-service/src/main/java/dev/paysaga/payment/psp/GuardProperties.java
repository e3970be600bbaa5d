package dev.paysaga.payment.psp;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the service protects itself from a provider in trouble, for each provider on its own. The reasons stand in
 * {@code application.yml}.
 *
 * @param callsAtOnce most requests to the provider that run at once
 * @param longestWait how long a request waits for its turn
 * @param window so many latest requests of one operation decide about its circuit
 * @param faultPercent so many of them failing open it
 * @param openFor for so long nothing is sent then
 * @param trials so many requests are tried after that; they decide whether it closes
 */
@ConfigurationProperties("paysaga.psp")
public record GuardProperties(
        int callsAtOnce, Duration longestWait, int window, int faultPercent, Duration openFor, int trials) {}
