package dev.paysaga.psp.simulator;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The program. Listens on the loopback address alone, unless {@code SERVER_ADDRESS} says otherwise (in a container). */
public final class PspSimulator implements AutoCloseable {

    /** Connections that wait to be accepted. */
    private static final int BACKLOG = 1024;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Parts parts;

    private PspSimulator(HttpServer server, ExecutorService threads, Parts parts) {
        this.server = server;
        this.threads = threads;
        this.parts = parts;
    }

    public static void main(String[] args) {
        try {
            PspSimulator simulator = start(Settings.of(System.getenv()), Clock.systemUTC());
            Runtime.getRuntime().addShutdownHook(new Thread(simulator::close));
            System.out.println("PSP simulator ready on " + simulator.url());
        } catch (IOException | RuntimeException e) {
            System.err.println("The PSP simulator cannot start: " + e.getMessage());
            System.exit(1);
        }
    }

    /** @throws IOException when the port is taken */
    static PspSimulator start(Settings settings, Clock clock) throws IOException {
        configureServer();
        Parts parts = new Parts(settings, clock);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        HttpServer server;
        try {
            InetAddress address = InetAddress.getByName(System.getenv().getOrDefault("SERVER_ADDRESS", "127.0.0.1"));
            server = HttpServer.create(new InetSocketAddress(address, settings.port()), BACKLOG);
        } catch (IOException e) {
            parts.close();
            threads.close();
            throw new IOException("port " + settings.port() + " cannot be used: " + e.getMessage(), e);
        }
        server.setExecutor(threads);
        parts.offer(server);
        server.start();
        parts.begin();
        return new PspSimulator(server, threads, parts);
    }

    /**
     * One for a test: on a free port, its truth in memory alone, telling nobody.
     *
     * @param tossSecretKey starts with {@code test_}
     * @param clock decides when payments expire; waits that a fault asks for are real
     * @throws IOException when no port is free
     */
    public static PspSimulator inMemory(String tossSecretKey, Clock clock) throws IOException {
        return inMemory(Map.of("TOSS_SECRET_KEY", tossSecretKey), clock);
    }

    /**
     * One for a test: on a free port, its truth in memory alone.
     *
     * @param environment the variables that the program takes, such as keys and webhook addresses
     * @param clock decides when payments expire and webhooks are repeated; waits that a fault asks for are real
     * @throws IOException when no port is free
     */
    public static PspSimulator inMemory(Map<String, String> environment, Clock clock) throws IOException {
        Map<String, String> variables = new HashMap<>(environment);
        variables.putIfAbsent("SERVER_PORT", "0");
        variables.remove("PSP_DATA_DIR");
        return start(Settings.of(variables), clock);
    }

    /** Where it listens, without a slash at the end. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Without it a small answer waits for the client's delayed acknowledgement; and no idle connection is dropped. */
    private static void configureServer() {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
        System.setProperty("sun.net.httpserver.idleInterval", "600");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(2, TimeUnit.SECONDS)) {
                System.err.println("A request was still running when the PSP simulator stopped.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        parts.close();
    }
}
