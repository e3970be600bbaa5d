package dev.paysaga.payment.saga;

import dev.paysaga.events.Psp;
import dev.paysaga.payment.psp.PaymentGateway;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The providers that this service can speak to. */
@Component
class Gateways {

    private final Map<Psp, PaymentGateway> gateways;

    /** @throws IllegalStateException when there is not one provider that we have a key for */
    Gateways(ObjectProvider<PaymentGateway> gateways) {
        this.gateways = gateways.stream().collect(Collectors.toMap(PaymentGateway::psp, Function.identity()));
        if (this.gateways.isEmpty()) {
            throw new IllegalStateException(
                    "There is no payment provider to ask: set TOSS_SECRET_KEY or PORTONE_API_SECRET, or both");
        }
    }

    /** @throws IllegalStateException when we have no key for the provider */
    PaymentGateway of(Psp psp) {
        PaymentGateway gateway = gateways.get(psp);
        if (gateway == null) {
            throw new IllegalStateException("There is no key for " + psp + "; set "
                    + (psp == Psp.TOSS ? "TOSS_SECRET_KEY" : "PORTONE_API_SECRET") + " to offer it");
        }
        return gateway;
    }
}
