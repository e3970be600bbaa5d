package dev.paysaga.checkout.pages;

import dev.paysaga.events.OrderId;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One page that watches one order. */
final class Watch {

    private final OrderId orderId;
    private final boolean isHolder;
    private final SseEmitter emitter = new SseEmitter(0L);
    private final AtomicBoolean busy = new AtomicBoolean();
    private final long heartbeatNanos;
    private final long end;
    private volatile String told = "";
    private volatile long toldAt;

    Watch(OrderId orderId, boolean isHolder, PageProperties properties) {
        this.orderId = orderId;
        this.isHolder = isHolder;
        this.heartbeatNanos = properties.heartbeat().toNanos();
        this.toldAt = System.nanoTime();
        this.end = toldAt + properties.longestWatch().toNanos();
    }

    OrderId orderId() {
        return orderId;
    }

    boolean isOf(OrderId order) {
        return orderId.equals(order);
    }

    SseEmitter emitter() {
        return emitter;
    }

    /** Whether there is something to tell and nobody is telling it; who gets true has to {@link #tell}. */
    boolean claims(OrderState state, long now) {
        boolean isDue = !state.version(isHolder).equals(told)
                || state.isSettled()
                || now - toldAt >= heartbeatNanos
                || now - end >= 0;
        return isDue && busy.compareAndSet(false, true);
    }

    /** @return false when there is nobody to tell any more */
    boolean tell(OrderState state, long now) {
        try {
            String version = state.version(isHolder);
            if (version.equals(told)) {
                emitter.send(SseEmitter.event().comment(""));
            } else {
                emitter.send(SseEmitter.event().name("state").data(version, MediaType.TEXT_PLAIN));
                told = version;
            }
            toldAt = now;
            if (state.isSettled()) {
                emitter.send(SseEmitter.event().name("end").data(version, MediaType.TEXT_PLAIN));
            }
            if (state.isSettled() || now - end >= 0) {
                emitter.complete();
                return false;
            }
            busy.set(false);
            return true;
        } catch (IOException | IllegalStateException _) {
            return false; // the reader has gone; the server ends the request
        }
    }
}
