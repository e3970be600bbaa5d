package dev.paysaga.system;

import dev.paysaga.launcher.Cluster;
import dev.paysaga.launcher.ClusterSettings;
import dev.paysaga.launcher.ProjectHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * A suite of its own in a storm of provider faults: {@code [payments] [seed]}. Ends with 0 when every payment has ended and
 * the books balance.
 */
public final class RandomFaults {

    private static final int PAYMENTS = 2_000;
    private static final int AT_A_TIME = 48;

    private RandomFaults() {}

    @SuppressWarnings("SystemOut") // a command speaks to its terminal
    static void main(String[] args) throws Exception {
        int payments = args.length > 0 ? Integer.parseInt(args[0]) : PAYMENTS;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : new SecureRandom().nextInt(1_000_000);
        Path folder = Files.createTempDirectory(ProjectHome.find().path().resolve("system-tests/target"), "storm-");
        System.out.println("Seed " + seed + ", " + payments + " payments. Logs: " + folder.resolve("logs"));
        try (Cluster cluster = Cluster.start(ClusterSettings.in(folder))) {
            System.out.println(new FaultStorm(cluster, new Books(cluster)).rage(seed, payments, AT_A_TIME));
            new SecretScan(folder).run(cluster);
            System.out.println("The books balance. No secret and no card number in logs, topics and databases.");
        }
    }
}
