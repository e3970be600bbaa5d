package dev.paysaga.payment.saga;

import dev.paysaga.events.Psp;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What an operator must repair, and soon: it concerns every payment of a provider. */
@Component
class Alarms {

    private static final Logger log = LoggerFactory.getLogger(Alarms.class);

    private final MeterRegistry meters;

    Alarms(MeterRegistry meters) {
        this.meters = meters;
        for (Psp psp : Psp.values()) {
            configErrors(psp); // there from the start, at zero
        }
    }

    /** The provider does not take us for who we are. Nothing has moved, and everything is tried again by itself. */
    void configError(Psp psp, String code, String message) {
        log.error(
                "{} refuses our credentials or settings: {} {}. Repair them; nothing is lost, what waits is taken up"
                        + " again by itself.",
                psp,
                code,
                message);
        configErrors(psp).increment();
    }

    private Counter configErrors(Psp psp) {
        return meters.counter("paysaga.psp.config.errors", "psp", psp.name());
    }
}
