package dev.paysaga.payment.saga;

import dev.paysaga.events.Psp;
import dev.paysaga.payment.psp.PaymentGateway;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The providers that this service can speak to. */
@Component
class Gateways {

    private final Map<Psp, PaymentGateway> gateways;

    Gateways(List<PaymentGateway> gateways) {
        this.gateways = gateways.stream().collect(Collectors.toMap(PaymentGateway::psp, Function.identity()));
    }

    /** @throws IllegalStateException when there is no adapter for the provider */
    PaymentGateway of(Psp psp) {
        PaymentGateway gateway = gateways.get(psp);
        if (gateway == null) {
            throw new IllegalStateException("There is no adapter for " + psp + ", known are " + gateways.keySet());
        }
        return gateway;
    }
}
