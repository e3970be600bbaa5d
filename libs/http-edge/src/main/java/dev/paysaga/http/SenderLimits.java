package dev.paysaga.http;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * So many requests in a second for each sender, so that one sender's flood is not another's silence. Senders that have
 * been quiet for longest are forgotten first. Per process; nothing waits.
 */
public final class SenderLimits {

    private static final int MOST_SENDERS = 10_000;
    /** Who has an IPv6 address has all that begin with the same 64 bits. */
    private static final int OWN_BYTES = 8;

    private final RateLimiterConfig perSender;
    private final Map<String, RateLimiter> senders = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RateLimiter> eldest) {
            return size() > MOST_SENDERS;
        }
    };

    /** @param perSecond requests of one sender of one kind */
    public SenderLimits(int perSecond) {
        this.perSender = RateLimiterConfig.custom()
                .limitForPeriod(perSecond)
                .limitRefreshPeriod(Duration.ofSeconds(1))
                .timeoutDuration(Duration.ZERO)
                .build();
    }

    /**
     * Counts a request.
     *
     * @param kind what is counted apart from other kinds
     * @param address the sender's IP address
     * @return false when the sender has sent too many
     */
    public boolean admits(String kind, String address) {
        RateLimiter limiter;
        synchronized (senders) {
            limiter = senders.computeIfAbsent(kind + " " + sender(address), key -> RateLimiter.of(key, perSender));
        }
        return limiter.acquirePermission();
    }

    private static String sender(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            return InetAddress.getByName(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), OWN_BYTES))
                    : address;
        } catch (UnknownHostException _) {
            return address;
        }
    }
}
