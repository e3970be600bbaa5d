package dev.paysaga.testing;

import dev.paysaga.launcher.Folders;
import dev.paysaga.launcher.ProjectHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/**
 * This JVM's temporary folder for servers. What stops the servers is registered here and runs, last first, when the JVM
 * ends; then the folder is deleted.
 */
final class TestFolder {

    private static final String PREFIX = "paysaga-test-";
    private static final List<Runnable> AT_END = new ArrayList<>();
    private static final Path FOLDER = create();

    private TestFolder() {}

    static Path path() {
        return FOLDER;
    }

    static synchronized void atEnd(Runnable action) {
        AT_END.add(action);
    }

    /**
     * Copies a prepared data directory into this JVM's folder. It is prepared once per version of the given settings
     * files and kept under {@code libs/service-testing/target}, because preparing takes seconds and copying does not.
     */
    static Path copyOfPrepared(String name, List<Path> settings, Consumer<Path> prepare) {
        var kept = ProjectHome.find()
                .path()
                .resolve("libs/service-testing/target/prepared/" + name + "-" + hash(settings));
        if (!Files.isDirectory(kept)) {
            var fresh = path().resolve("prepare-" + name);
            prepare.accept(fresh);
            keep(fresh, kept);
        }
        var copy = path().resolve(name);
        Folders.copy(kept, copy);
        return copy;
    }

    /** Another JVM may have been faster; then ours is not needed. */
    private static void keep(Path fresh, Path kept) {
        try {
            Files.createDirectories(kept.resolveSibling(""));
            var beside = kept.resolveSibling(
                    kept.getFileName() + "." + ProcessHandle.current().pid());
            Folders.copy(fresh, beside);
            Folders.delete(fresh);
            try {
                Files.move(beside, kept);
            } catch (FileAlreadyExistsException | DirectoryNotEmptyException _) {
                Folders.delete(beside);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the prepared data in " + kept, e);
        }
    }

    private static String hash(List<Path> files) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var file : files) {
                digest.update(Files.readString(file).getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path create() {
        try {
            deleteWhatKilledJvmsLeft();
            var folder =
                    Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(folder), "stop test servers"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary folder for the test servers", e);
        }
    }

    /** A JVM that is killed cannot tidy up, and its servers' data are hundreds of megabytes. */
    private static void deleteWhatKilledJvmsLeft() throws IOException {
        try (var folders = Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), PREFIX + "*-*")) {
            for (var folder : folders) {
                var pid = folder.getFileName()
                        .toString()
                        .substring(PREFIX.length())
                        .split("-", 2)[0];
                if (Files.isWritable(folder)
                        && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
                    Folders.delete(folder);
                }
            }
        }
    }

    private static synchronized void end(Path folder) {
        AT_END.reversed().forEach(Runnable::run);
        Folders.delete(folder);
    }
}
