package dev.paysaga.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a command talks to the supervisor: one line asks, lines answer until the end. A Unix domain socket in a folder that
 * only its owner may enter, with a short path: the system allows about a hundred bytes.
 */
final class ControlSocket implements AutoCloseable {

    /** Answers one request; the writer sends each line at once. */
    interface Handler {
        void handle(String request, PrintWriter answer);
    }

    private final ServerSocketChannel channel;
    private final Path folder;

    private ControlSocket(ServerSocketChannel channel, Path folder) {
        this.channel = channel;
        this.folder = folder;
    }

    /** Listens, and writes where into {@code file}. */
    static ControlSocket open(Path file, Handler handler) {
        try {
            address(file).ifPresent(stale -> Folders.delete(Path.of(stale).resolveSibling("")));
            var folder = Files.createTempDirectory("paysaga-control");
            var address = folder.resolve("control");
            var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            channel.bind(UnixDomainSocketAddress.of(address));
            var socket = new ControlSocket(channel, folder);
            Thread.ofPlatform().daemon().name("control").start(() -> socket.accept(handler));
            PrivateFiles.write(file, address.toString());
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen for commands", e);
        }
    }

    private void accept(Handler handler) {
        while (channel.isOpen()) {
            try {
                var client = channel.accept();
                Thread.ofPlatform().daemon().name("command").start(() -> serve(client, handler));
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    private static void serve(SocketChannel client, Handler handler) {
        try (client;
                var reader = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8));
                var writer = new PrintWriter(Channels.newWriter(client, StandardCharsets.UTF_8), true)) {
            var request = reader.readLine();
            if (request != null) {
                handler.handle(request, writer);
            }
        } catch (IOException _) {
            // The asker has gone away; nobody is left to tell.
        }
    }

    /**
     * Asks, and passes on each line of the answer. False when nobody listens.
     *
     * @param file the one that {@link #open} wrote
     */
    static boolean ask(Path file, String request, Consumer<String> line) {
        var address = address(file);
        if (address.isEmpty()) {
            return false;
        }
        try (var client = SocketChannel.open(UnixDomainSocketAddress.of(address.get()));
                var reader = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8));
                var writer = new PrintWriter(Channels.newWriter(client, StandardCharsets.UTF_8), true)) {
            writer.println(request);
            for (var next = reader.readLine(); next != null; next = reader.readLine()) {
                line.accept(next);
            }
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static Optional<String> address(Path file) {
        try {
            return Optional.of(Files.readString(file)).filter(text -> Files.exists(Path.of(text)));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Folders.delete(folder);
        }
    }
}
