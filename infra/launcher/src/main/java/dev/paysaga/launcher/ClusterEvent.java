package dev.paysaga.launcher;

/** Something that happened to a cluster; {@link #text()} says it in a line, {@code name} is the program's. */
public sealed interface ClusterEvent {

    String text();

    /** A process was started; it is not ready yet. */
    record Launched(String name, long pid) implements ClusterEvent {
        @Override
        public String text() {
            return "%-9s starting (pid %d)".formatted(name, pid);
        }
    }

    /** It does its work now. */
    record Ready(String name, long pid, int port, long millis) implements ClusterEvent {
        @Override
        public String text() {
            return "%-9s ready after %.1f s on port %d (pid %d)".formatted(name, millis / 1000.0, port, pid);
        }
    }

    /** It ended without being told to. */
    record Died(String name, long pid, int exitCode, boolean restarts) implements ClusterEvent {
        @Override
        public String text() {
            return "%-9s ended with code %d (pid %d)%s"
                    .formatted(name, exitCode, pid, restarts ? ", starting it again in 1 s" : "");
        }
    }

    /** It ended because it was told to. */
    record Stopped(String name, long millis) implements ClusterEvent {
        @Override
        public String text() {
            return "%-9s stopped after %.1f s".formatted(name, millis / 1000.0);
        }
    }

    /** Anything else a person should know, such as why the start takes longer than usual. */
    record Note(String name, String text) implements ClusterEvent {}
}
