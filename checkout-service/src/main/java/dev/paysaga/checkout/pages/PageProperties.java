package dev.paysaga.checkout.pages;

import dev.paysaga.events.Psp;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the pages reach the providers' windows. The keys are those that a provider means for browsers.
 *
 * @param toss what Toss's script wants
 * @param portone what PortOne's script wants
 * @param windowOrigins further origins that a provider's script may open frames on and connect to; empty for one that
 *     goes to a page of its own, as the simulator's does
 * @param zone in which times are shown
 * @param look how often a watched order's state is read
 * @param heartbeat how often a page that watches hears that it still does
 * @param longestWatch after which a watching page has to come again
 * @param mostWatches pages that watch at once; further ones are to ask from time to time
 */
@ConfigurationProperties("paysaga.checkout.pages")
public record PageProperties(
        Toss toss,
        PortOne portone,
        @DefaultValue List<String> windowOrigins,
        @DefaultValue("Asia/Seoul") ZoneId zone,
        @DefaultValue("300ms") Duration look,
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("10m") Duration longestWatch,
        @DefaultValue("2000") int mostWatches) {

    /** @param clientKey such as {@code test_ck_...}; empty where Toss is not set up for browsers */
    public record Toss(@DefaultValue("") String clientKey, URI sdkUrl) {}

    /** @param channelKey of the channel with which buyers pay; empty where PortOne is not set up for browsers */
    public record PortOne(
            @DefaultValue("") String storeId,
            @DefaultValue("") String channelKey,
            URI sdkUrl) {}

    /** Whether a browser can be sent to its window. */
    boolean isSetUp(Psp psp) {
        return switch (psp) {
            case TOSS -> !toss.clientKey().isEmpty();
            case PORTONE ->
                !portone.channelKey().isEmpty() && !portone.storeId().isEmpty();
        };
    }

    URI sdkUrl(Psp psp) {
        return switch (psp) {
            case TOSS -> toss.sdkUrl();
            case PORTONE -> portone.sdkUrl();
        };
    }

    /** Which sources the page from which this provider's window is opened may use, beside ours. */
    String contentSecurityPolicy(Psp psp) {
        URI sdk = sdkUrl(psp);
        String script = sdk.getScheme() + "://" + sdk.getAuthority() + sdk.getPath();
        String windows = Stream.concat(Stream.of(""), windowOrigins.stream()).collect(Collectors.joining(" "));
        return PageHeaders.policy("'self' " + script, "'self'" + windows, windowOrigins.isEmpty() ? "'none'" : windows);
    }
}
