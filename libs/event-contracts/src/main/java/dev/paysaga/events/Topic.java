package dev.paysaga.events;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A stream of events: its name on Kafka and what may be on it.
 *
 * @param <E> the sealed type of its events
 */
public final class Topic<E extends SagaEvent> {

    public static final Topic<CheckoutEvent> CHECKOUT = new Topic<>("checkout", CheckoutEvent.class);
    public static final Topic<PaymentEvent> PAYMENT = new Topic<>("payment", PaymentEvent.class);
    public static final Topic<LedgerEvent> LEDGER = new Topic<>("ledger", LedgerEvent.class);
    public static final Topic<WalletEvent> WALLET = new Topic<>("wallet", WalletEvent.class);

    public static final List<Topic<? extends SagaEvent>> ALL = List.of(CHECKOUT, PAYMENT, LEDGER, WALLET);

    private final String aggregate;
    private final Map<String, Class<? extends E>> types = new LinkedHashMap<>();

    private Topic(String aggregate, Class<E> sealed) {
        this.aggregate = aggregate;
        for (Class<?> event : sealed.getPermittedSubclasses()) {
            types.put(typeOf(event), event.asSubclass(sealed));
        }
    }

    /** What the events are about, one word: the {@code aggregatetype} of an outbox row. */
    public String aggregate() {
        return aggregate;
    }

    /** Its name on Kafka, such as {@code payment.events.v1}. */
    public String kafkaName() {
        return aggregate + ".events.v1";
    }

    /** The events on it by their {@code ce_type}. */
    public Map<String, Class<? extends E>> types() {
        return Map.copyOf(types);
    }

    /** The topic that this event belongs on. */
    public static Topic<? extends SagaEvent> of(SagaEvent event) {
        return switch (event) {
            case CheckoutEvent _ -> CHECKOUT;
            case PaymentEvent _ -> PAYMENT;
            case LedgerEvent _ -> LEDGER;
            case WalletEvent _ -> WALLET;
        };
    }

    /** The {@code ce_type} of an event class. */
    public static String typeOf(Class<?> event) {
        EventType type = event.getAnnotation(EventType.class);
        if (type == null) {
            throw new IllegalArgumentException(event + " has no @EventType");
        }
        return type.value();
    }

    @Override
    public String toString() {
        return kafkaName();
    }
}
