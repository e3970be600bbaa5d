package dev.paysaga.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * MySQL needs two small libraries of the system, libaio and libnuma, that a fresh machine often lacks or has under
 * another name. What is missing is put beside MySQL's own libraries, where its loader looks first; nothing is installed
 * and no rights are needed.
 */
final class NativeLibraries {

    private static final Pattern MISSING =
            Pattern.compile("error while loading shared libraries: (lib(?:aio|numa))\\.so\\.1");
    private static final List<String> FOLDERS = List.of(
            "/lib/x86_64-linux-gnu",
            "/usr/lib/x86_64-linux-gnu",
            "/lib/aarch64-linux-gnu",
            "/usr/lib/aarch64-linux-gnu",
            "/usr/lib64",
            "/lib64",
            "/usr/lib");

    private final Path mysqld;
    private final Path libraries;
    private final Consumer<String> say;

    NativeLibraries(Path mysql, Consumer<String> say) {
        this.mysqld = mysql.resolve("bin/mysqld");
        this.libraries = mysql.resolve("lib/private");
        this.say = say;
    }

    /**
     * Returns when MySQL's server can be loaded.
     *
     * @throws LaunchFailure naming what is missing and the command that installs it
     */
    void provide() {
        for (var attempt = 0; attempt < 3; attempt++) {
            var answer = Commands.run(libraries, List.of(mysqld.toString(), "--no-defaults", "--version"));
            if (answer.ok()) {
                return;
            }
            var missing = MISSING.matcher(answer.text());
            if (!missing.find()) {
                throw new LaunchFailure(
                        "MySQL's server does not run on this machine: %s. Paysaga's MySQL needs Linux with glibc 2.28 or newer (x86-64 or arm64), or macOS."
                                .formatted(answer.text().strip()));
            }
            put(missing.group(1));
        }
        throw new LaunchFailure("MySQL's server still cannot load its libraries from " + libraries);
    }

    private void put(String library) {
        var renamed = installed(library + ".so.1t64").or(() -> installed(library + ".so.1"));
        if (renamed.isPresent()) {
            say.accept("%s.so.1 is on this machine as %s: linked for MySQL".formatted(library, renamed.get()));
            link(library, renamed.get());
        } else if (Commands.exists("apt-get") && Commands.exists("dpkg-deb")) {
            say.accept("%s.so.1 is missing: fetching its package for MySQL alone, nothing is installed"
                    .formatted(library));
            fetch(library);
        } else {
            throw missing(library, "");
        }
    }

    private static Optional<Path> installed(String file) {
        return FOLDERS.stream()
                .map(folder -> Path.of(folder, file))
                .filter(Files::exists)
                .findFirst();
    }

    private void link(String library, Path target) {
        try {
            var link = libraries.resolve(library + ".so.1");
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, target);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot link %s into %s".formatted(target, libraries), e);
        }
    }

    /** Downloads and unpacks the Debian package; with package lists of our own when the system has none. */
    private void fetch(String library) {
        try {
            var work = Files.createTempDirectory("paysaga-apt");
            try {
                var own = List.of(
                        "-o", "Dir::Cache=" + work, "-o", "APT::Sandbox::User=" + System.getProperty("user.name"));
                var answer = download(work, library, own);
                if (!answer.ok()) {
                    Files.createDirectories(work.resolve("lists/partial"));
                    var ownLists = Stream.concat(
                                    own.stream(), Stream.of("-o", "Dir::State::lists=" + work.resolve("lists")))
                            .toList();
                    Commands.run(work, command(List.of("apt-get", "-q"), ownLists, List.of("update")));
                    answer = download(work, library, ownLists);
                }
                if (!answer.ok()) {
                    throw missing(
                            library,
                            " Its package could not be fetched: "
                                    + answer.text().strip());
                }
                unpack(work, library);
            } finally {
                Folders.delete(work);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot fetch " + library, e);
        }
    }

    /** The package has had two names: with 64-bit time stamps it is called ...t64. */
    private static Commands.Answer download(Path work, String library, List<String> options) {
        var first = Commands.run(work, command(List.of("apt-get", "-q"), options, List.of("download", library + "1")));
        return first.ok()
                ? first
                : Commands.run(work, command(List.of("apt-get", "-q"), options, List.of("download", library + "1t64")));
    }

    private void unpack(Path work, String library) throws IOException {
        try (var files = Files.list(work)) {
            var archive = files.filter(file -> file.toString().endsWith(".deb"))
                    .findFirst()
                    .orElseThrow();
            Commands.run(
                    work,
                    List.of(
                            "dpkg-deb",
                            "-x",
                            archive.toString(),
                            work.resolve("unpacked").toString()));
        }
        try (var files = Files.walk(work.resolve("unpacked"))) {
            var file = files.filter(found -> found.getFileName().toString().startsWith(library + ".so.1"))
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow(() -> missing(library, " Its package did not contain it."));
            var fresh = Files.createTempFile(libraries, library, ".tmp");
            Files.copy(file, fresh, StandardCopyOption.REPLACE_EXISTING);
            Files.move(
                    fresh,
                    libraries.resolve(library + ".so.1"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static List<String> command(List<String> start, List<String> options, List<String> end) {
        return Stream.of(start, options, end).flatMap(List::stream).toList();
    }

    private static LaunchFailure missing(String library, String detail) {
        var fedora = "libnuma".equals(library) ? "numactl-libs" : library;
        return new LaunchFailure("""
                %1$s.so.1 is missing: MySQL cannot start without it.%2$s Install it, then run this again:
                  Debian 12, Ubuntu 22.04 and older:  sudo apt-get install %1$s1
                  Debian 13, Ubuntu 24.04 and newer:  sudo apt-get install %1$s1%3$s
                  Fedora, RHEL, Rocky, Alma:          sudo dnf install %4$s
                  openSUSE:                           sudo zypper install %1$s1
                  Arch:                               sudo pacman -S %5$s""".formatted(
                        library,
                        detail,
                        "libnuma".equals(library) ? "" : "t64",
                        fedora,
                        "libnuma".equals(library) ? "numactl" : library));
    }
}
