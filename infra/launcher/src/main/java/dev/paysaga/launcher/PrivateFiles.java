package dev.paysaga.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only their owner may read (mode 600), and that are never seen half written. */
final class PrivateFiles {

    private PrivateFiles() {}

    /** Replaces the file as one step: a reader sees the old text or the new one. */
    static void write(Path file, String text) {
        var onlyOwner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try {
            var folder = folder(file.toAbsolutePath().resolveSibling(""));
            var fresh = Files.createTempFile(folder, "." + file.getFileName(), ".tmp", onlyOwner);
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    /** The folder, made with mode 700 when it does not exist. */
    static Path folder(Path folder) {
        var onlyOwner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        try {
            return Files.isDirectory(folder) ? folder : Files.createDirectories(folder, onlyOwner);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the folder " + folder, e);
        }
    }
}
