package dev.paysaga.relay;

import java.util.ArrayList;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/** All sources; each is started, fails and is rebuilt for itself. */
final class RelaySources implements SmartLifecycle {

    private final List<RelaySource> sources;
    private volatile boolean running;

    RelaySources(List<RelaySource> sources) {
        this.sources = List.copyOf(sources);
    }

    List<RelaySource> all() {
        return sources;
    }

    @Override
    public void start() {
        running = true;
        for (RelaySource source : sources) {
            source.supervisor().start();
            source.retention().start();
        }
    }

    /** Stops them side by side: each may take its full time. */
    @Override
    public void stop() {
        List<Thread> stopping = new ArrayList<>();
        for (RelaySource source : sources) {
            source.retention().stop();
            stopping.add(Thread.ofPlatform()
                    .name("relay-stop-" + source.name())
                    .start(() -> source.supervisor().stop()));
        }
        try {
            for (Thread thread : stopping) {
                thread.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
