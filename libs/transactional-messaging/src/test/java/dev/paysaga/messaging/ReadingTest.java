package dev.paysaga.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A gauge does not tell old news. */
class ReadingTest {

    private final AtomicReference<Supplier<Integer>> source = new AtomicReference<>(() -> 7);
    private final Reading<Integer> reading = new Reading<>(() -> source.get().get());
    private final Gauge gauge =
            Gauge.builder("it", reading.gauge(value -> value * 2)).register(new SimpleMeterRegistry());

    @Test
    void whatHasNotBeenReadIsUnknown() {
        assertThat(gauge.value()).isNaN();
    }

    @Test
    void whatHasBeenReadIsShown() {
        reading.refresh();

        assertThat(gauge.value()).isEqualTo(14);
    }

    @Test
    void whatCannotBeReadAnyMoreIsUnknownUntilItCan() {
        reading.refresh();
        source.set(() -> {
            throw new IllegalStateException("away");
        });

        reading.refresh();
        assertThat(gauge.value()).isNaN();

        source.set(() -> 8);
        reading.refresh();
        assertThat(gauge.value()).isEqualTo(16);
    }
}
