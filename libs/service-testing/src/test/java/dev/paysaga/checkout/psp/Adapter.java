package dev.paysaga.checkout.psp;

import dev.paysaga.checkout.domain.Sample;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** Breaks the rules of an adapter. */
public interface Adapter {

    @Nullable
    Sample send(Producer<String, String> producer);
}
