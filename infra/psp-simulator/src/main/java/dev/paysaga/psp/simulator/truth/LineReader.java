package dev.paysaga.psp.simulator.truth;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads lines as bytes, so that a line's length in the file is known and a line without an end can be told. */
final class LineReader implements AutoCloseable {

    private final BufferedInputStream in;

    LineReader(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /** The next line without its line feed; null at the end, or when what is left has no line feed. */
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return line.toByteArray();
            }
            line.write(c);
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
