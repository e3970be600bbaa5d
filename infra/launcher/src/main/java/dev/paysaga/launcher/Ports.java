package dev.paysaga.launcher;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Which port each program of a cluster has, on 127.0.0.1. */
public final class Ports {

    private final Map<Part, Integer> ports = new EnumMap<>(Part.class);

    private Ports(ToIntFunction<Part> port) {
        Arrays.stream(Part.values()).forEach(part -> ports.put(part, port.applyAsInt(part)));
    }

    /** The ones in the documentation: checkout 8080, payment 8081, ... */
    public static Ports published() {
        return new Ports(part -> part.publicPort);
    }

    /** Free ones, so that several clusters can run at once. */
    public static Ports free() {
        return new Ports(_ -> FreePorts.next());
    }

    int of(Part part) {
        var port = ports.get(part);
        if (port == null) {
            throw new IllegalStateException("No port for " + part);
        }
        return port;
    }

    String url(Part part) {
        return "http://127.0.0.1:" + of(part);
    }
}
