package dev.paysaga.payment.reconciliation;

import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Every limit of reconciliation. The reasons stand in {@code application.yml}.
 *
 * @param daily when the day before is reconciled, as a cron expression; a day that is reconciled is not again
 * @param zone in which days begin and end
 * @param grace how long a movement may take to be in both places; younger ones are not missed
 * @param longestPeriod the longest period that may be asked for
 * @param claim how long one try belongs to one instance
 * @param tries in vain before it is given up
 * @param firstPause the first pause after a try in vain; it doubles each time
 * @param longestPause the longest one
 * @param mostCases manual cases opened by one reconciliation; the rest is in its report alone
 * @param roundPause the pause between two looks for work
 */
@ConfigurationProperties("paysaga.reconciliation")
public record ReconciliationProperties(
        String daily,
        ZoneId zone,
        Duration grace,
        Duration longestPeriod,
        Duration claim,
        int tries,
        Duration firstPause,
        Duration longestPause,
        int mostCases,
        Duration roundPause) {}
