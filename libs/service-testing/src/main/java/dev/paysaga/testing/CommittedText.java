package dev.paysaga.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.paysaga.launcher.ProjectHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of the project that is made from the code. When the committed one differs, it is written anew and the test
 * fails: look at the difference, and commit it if it is what you meant.
 */
public final class CommittedText {

    private CommittedText() {}

    /**
     * @param path from the project's home
     * @param made what the code says, with {@code \n} at the end of each line
     * @throws AssertionError when the committed file is not that
     */
    public static void assertIs(String path, String made) {
        Path file = ProjectHome.find().path().resolve(path);
        try {
            String committed = Files.exists(file) ? Files.readString(file, UTF_8) : "";
            if (!committed.equals(made)) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, made, UTF_8);
                throw new AssertionError(
                        file + " was not what the code says; it has been written anew, review and commit it");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
