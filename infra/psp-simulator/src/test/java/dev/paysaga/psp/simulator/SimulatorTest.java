package dev.paysaga.psp.simulator;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A simulator of its own for each test, and a client. */
abstract class SimulatorTest {

    static final String ORDER = "ord-20261104-000117";

    final MovableClock clock = new MovableClock();
    PspSimulator simulator;
    Merchant merchant;

    @BeforeEach
    void start() throws IOException {
        simulator = PspSimulator.inMemory(environment(), clock);
        merchant = new Merchant(simulator);
    }

    Map<String, String> environment() {
        return Map.of("TOSS_SECRET_KEY", Merchant.KEY);
    }

    @AfterEach
    void stop() {
        merchant.close();
        simulator.close();
    }
}
