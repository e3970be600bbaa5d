package dev.paysaga.launcher;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The programs of the suite, in the order in which they start. The name is what people type; the public port is where
 * {@code up} puts it.
 */
enum Part {
    MYSQL(13306),
    KAFKA(19092),
    PSP(8090, "infra/psp-simulator", "dev.paysaga.psp.simulator.PspSimulator", "-Xmx160m"),
    CHECKOUT(8080, "checkout-service", "dev.paysaga.checkout.CheckoutApplication", "-Xmx192m"),
    PAYMENT(8081, "payment-service", "dev.paysaga.payment.PaymentApplication", "-Xmx192m"),
    LEDGER(8082, "ledger-service", "dev.paysaga.ledger.LedgerApplication", "-Xmx192m"),
    WALLET(8083, "wallet-service", "dev.paysaga.wallet.WalletApplication", "-Xmx192m"),
    RELAY(8084, "outbox-relay", "dev.paysaga.relay.RelayApplication", "-Xmx256m");

    /** Flags of every Java program here: small and quick to start on a machine that runs all of them. */
    static final List<String> JVM_FLAGS = List.of(
            "-XX:+UseSerialGC", // eight JVMs on few cores: no collector threads
            "-XX:TieredStopAtLevel=1", // the second compiler costs more CPU at start than it gives back here
            "-Xss512k",
            "-XX:+ExitOnOutOfMemoryError", // a JVM without memory is half dead; dead is better, it is started again
            "-Duser.timezone=UTC",
            "-Dfile.encoding=UTF-8",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /** The environment variable with flags that are added for every Java program, the broker's too: to measure, to look inside. */
    private static final String MORE_FLAGS = "PAYSAGA_JVM_FLAGS";

    final int publicPort;

    /** The module's folder, or empty when the program is not ours. */
    final String module;

    final String mainClass;
    final String heap;

    Part(int publicPort) {
        this(publicPort, "", "", "");
    }

    Part(int publicPort, String module, String mainClass, String heap) {
        this.publicPort = publicPort;
        this.module = module;
        this.mainClass = mainClass;
        this.heap = heap;
    }

    /** What the environment adds to a program's flags; of two flags that contradict each other the later one counts. */
    static List<String> moreFlags() {
        var flags = System.getenv().getOrDefault(MORE_FLAGS, "").strip();
        return flags.isEmpty() ? List.of() : List.of(flags.split("\\s+"));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where it answers over HTTP, or empty when it does not speak HTTP. */
    String readinessPath() {
        return switch (this) {
            case MYSQL, KAFKA -> "";
            case PSP -> "/__sim/orders/readiness";
            case CHECKOUT, PAYMENT, LEDGER, WALLET, RELAY -> "/actuator/health/readiness";
        };
    }

    boolean ownsSchema() {
        return Secrets.SCHEMAS.contains(label());
    }

    /** @throws LaunchFailure when there is no program of this name */
    static Part named(String name) {
        return Arrays.stream(values())
                .filter(part -> part.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new LaunchFailure("There is no service called '%s'. There are: %s."
                        .formatted(
                                name, Arrays.stream(values()).map(Part::label).collect(Collectors.joining(", ")))));
    }
}
