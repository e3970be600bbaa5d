package dev.paysaga.checkout.pages;

import dev.paysaga.events.OrderId;
import dev.paysaga.http.Problem;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells pages that watch an order when it has changed, whichever instance changed it: all watched orders are looked at
 * together, a few times a second. A page that cannot watch asks instead.
 */
@Component
class LiveOrders implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(LiveOrders.class);
    private static final Duration COME_AGAIN = Duration.ofSeconds(5);
    private static final int MOST_PER_ORDER = 20;

    private final OrderStates states;
    private final PageProperties properties;
    private final Queue<Watch> watches = new ConcurrentLinkedQueue<>();
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean running;
    private @Nullable Thread looking;

    LiveOrders(OrderStates states, PageProperties properties) {
        this.states = states;
        this.properties = properties;
    }

    /**
     * Begins to tell; the state of now comes first.
     *
     * @throws Problem 503 when too many watch already, or the service is about to end
     */
    SseEmitter watch(OrderId orderId, boolean isHolder) {
        long same = watches.stream().filter(watch -> watch.isOf(orderId)).count();
        if (!running || watches.size() >= properties.mostWatches() || same >= MOST_PER_ORDER) {
            throw Problem.of(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "too-many-watches",
                            "This cannot be watched just now",
                            "Too many pages watch. Look at the order from time to time instead.")
                    .retryAfter(COME_AGAIN);
        }
        var watch = new Watch(orderId, isHolder, properties);
        watch.emitter().onCompletion(() -> watches.remove(watch));
        watches.add(watch);
        return watch.emitter();
    }

    /** On a thread of its own: the scheduler's may be busy with a payment-service that is away. */
    private void lookAgainAndAgain() {
        while (running) {
            try {
                look();
                Thread.sleep(properties.look());
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                log.error("A look at watched orders failed in a way that nobody expected", e);
            }
        }
    }

    private void look() {
        if (watches.isEmpty()) {
            return;
        }
        try {
            tell(states.read(watches.stream().map(Watch::orderId).collect(Collectors.toSet())));
        } catch (DataAccessException | TransactionException e) {
            log.warn("Could not look at watched orders; the next look is soon: {}", e.getMessage());
        }
    }

    private void tell(Map<OrderId, OrderState> now) {
        long time = System.nanoTime();
        for (Watch watch : watches) {
            OrderState state = now.get(watch.orderId());
            // A reader that is slow holds up its own thread; what it misses meanwhile it gets at the next look.
            if (state != null && watch.claims(state, time)) {
                senders.execute(() -> {
                    if (!watch.tell(state, System.nanoTime())) {
                        watches.remove(watch);
                    }
                });
            }
        }
    }

    int watching() {
        return watches.size();
    }

    @Override
    public void start() {
        running = true;
        looking = Thread.ofVirtual().name("live-orders").start(this::lookAgainAndAgain);
    }

    /** Before the web server stops, which would wait for streams that never end. */
    @Override
    public void stop() {
        running = false;
        if (looking != null) {
            looking.interrupt();
        }
        watches.forEach(watch -> watch.emitter().complete());
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
