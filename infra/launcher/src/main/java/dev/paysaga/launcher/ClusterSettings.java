package dev.paysaga.launcher;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How a cluster runs.
 *
 * @param home where the programs are
 * @param folder where it keeps its data ({@code data/}), logs ({@code logs/}) and {@code secrets}
 * @param ports one per program
 * @param restart whether a program that dies is started again after a second
 * @param environment for our own programs, on top of what each of them needs
 * @param listener told what happens, from several threads
 */
public record ClusterSettings(
        ProjectHome home,
        Path folder,
        Ports ports,
        boolean restart,
        Map<String, String> environment,
        Consumer<ClusterEvent> listener) {

    /** On free ports, in the given folder, with restarts, telling nobody: what a test needs. */
    public static ClusterSettings in(Path folder) {
        return new ClusterSettings(ProjectHome.find(), folder, Ports.free(), true, Map.of(), _ -> {});
    }

    public ClusterSettings withRestart(boolean wanted) {
        return new ClusterSettings(home, folder, ports, wanted, environment, listener);
    }

    public ClusterSettings withListener(Consumer<ClusterEvent> told) {
        return new ClusterSettings(home, folder, ports, restart, environment, told);
    }

    public ClusterSettings withEnvironment(Map<String, String> more) {
        return new ClusterSettings(home, folder, ports, restart, Map.copyOf(more), listener);
    }

    Path data(String name) {
        return folder.resolve("data").resolve(name);
    }

    Path log(Part part) {
        return folder.resolve("logs").resolve(part.label() + ".log");
    }
}
