package dev.paysaga.psp.simulator.truth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The truth log on disk: a line of JSON per entry, appended, never changed. A line is with the operating system before
 * {@link #append} returns: it outlives the process, not a power cut.
 */
final class TruthFile implements AutoCloseable {

    private final FileChannel channel;
    private final JsonMapper mapper;

    private TruthFile(FileChannel channel, JsonMapper mapper) {
        this.channel = channel;
        this.mapper = mapper;
    }

    /**
     * Opens the log and gives its entries, oldest first. A last line without an end is cut off: the process died while
     * writing it, so nobody was answered on its account.
     *
     * @throws IllegalStateException when another simulator has the file, or when a line is not an entry
     */
    static TruthFile open(Path directory, JsonMapper mapper, Consumer<TruthEntry> entries) {
        Path path = directory.resolve("truth.jsonl");
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            lock(channel, path);
            long complete = replay(path, mapper, entries);
            channel.truncate(complete);
            channel.position(complete);
            return new TruthFile(channel, mapper);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open the truth log " + path + ": " + e.getMessage(), e);
        }
    }

    private static void lock(FileChannel channel, Path path) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // Held in this process: the same as held in another.
        }
        channel.close();
        throw new IllegalStateException(
                path + " is in use by another simulator. Stop that one, or give this one another PSP_DATA_DIR.");
    }

    /** Gives the length of the complete lines, in bytes. */
    private static long replay(Path path, JsonMapper mapper, Consumer<TruthEntry> entries) throws IOException {
        long complete = 0;
        long number = 0;
        try (LineReader lines = new LineReader(Files.newInputStream(path))) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                number++;
                entries.accept(parse(line, path, mapper, number));
                complete += line.length + 1;
            }
        }
        return complete;
    }

    private static TruthEntry parse(byte[] line, Path path, JsonMapper mapper, long number) {
        try {
            return mapper.readValue(line, TruthEntry.class);
        } catch (JacksonException e) {
            throw new IllegalStateException(
                    "Line " + number + " of " + path + " is not an entry. Without it the truth is not known: repair the"
                            + " line, or move the file away to start from nothing.",
                    e);
        }
    }

    void append(TruthEntry entry) {
        ByteBuffer line = StandardCharsets.UTF_8.encode(mapper.writeValueAsString(entry) + "\n");
        try {
            while (line.hasRemaining()) {
                channel.write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the truth log", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close the truth log", e);
        }
    }
}
