package dev.paysaga.system.browser;

import dev.paysaga.launcher.ProjectHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A Chromium to test with: the one named by {@code PAYSAGA_CHROMIUM}, one on {@code PATH}, or Debian's, which is
 * installed where we are root and unpacked into {@code .paysaga} where we are not. A test that gets none fails.
 *
 * @param program what is run
 * @param environment what it needs to find its own libraries
 */
record Chromium(Path program, Map<String, String> environment) {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final int MINUTES = 10;

    /** @throws AssertionError saying what was tried, when there is none and none can be had */
    static Chromium find() {
        String named = System.getenv("PAYSAGA_CHROMIUM");
        if (named != null) {
            return new Chromium(Path.of(named), Map.of());
        }
        return onPath().or(Chromium::fetch).orElseThrow();
    }

    private static Optional<Chromium> onPath() {
        return NAMES.stream()
                .flatMap(name -> List.of(
                                System.getenv().getOrDefault("PATH", "/usr/bin").split(":"))
                        .stream()
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(program -> new Chromium(program, Map.of()));
    }

    private static Optional<Chromium> fetch() {
        if ("root".equals(System.getProperty("user.name"))) {
            run("apt-get", "-q", "update");
            run("apt-get", "-q", "-y", "--no-install-recommends", "install", "chromium");
            return onPath();
        }
        return Optional.of(unpacked());
    }

    /** Its package and those that this machine lacks, unpacked; nothing is installed and no rights are needed. */
    private static Chromium unpacked() {
        Path folder = ProjectHome.find().path().resolve(".paysaga/chromium");
        Path program = folder.resolve("root/usr/lib/chromium/chromium");
        if (!Files.isExecutable(program)) {
            download(folder);
        }
        Path libraries = folder.resolve("root/usr/lib");
        String paths = String.join(
                ":",
                libraries.resolve("x86_64-linux-gnu").toString(),
                libraries.resolve("aarch64-linux-gnu").toString(),
                libraries.resolve("chromium").toString());
        return new Chromium(program, Map.of("LD_LIBRARY_PATH", paths));
    }

    private static void download(Path folder) {
        try {
            for (String each : List.of("lists/partial", "archives/partial", "root")) {
                Files.createDirectories(folder.resolve(each));
            }
            List<String> own = List.of(
                    "-o", "Debug::NoLocking=1",
                    "-o", "APT::Sandbox::User=" + System.getProperty("user.name"),
                    "-o", "Dir::State::lists=" + folder.resolve("lists"),
                    "-o", "Dir::Cache=" + folder,
                    "-o", "Dir::Cache::archives=" + folder.resolve("archives"));
            run(command(List.of("apt-get", "-q"), own, List.of("update")));
            run(command(
                    List.of("apt-get", "-q", "-y", "-d", "--no-install-recommends"),
                    own,
                    List.of("install", "chromium")));
            try (var archives = Files.newDirectoryStream(folder.resolve("archives"), "*.deb")) {
                for (Path archive : archives) {
                    run(
                            "dpkg-deb",
                            "-x",
                            archive.toString(),
                            folder.resolve("root").toString());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack Chromium into " + folder, e);
        }
    }

    private static String[] command(List<String> begin, List<String> options, List<String> end) {
        var words = new ArrayList<>(begin);
        words.addAll(options);
        words.addAll(end);
        return words.toArray(String[]::new);
    }

    private static void run(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw none("'" + String.join(" ", command) + "' said: " + said.strip());
            }
        } catch (IOException e) {
            throw none(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw none("interrupted");
        }
    }

    private static AssertionError none(String why) {
        return new AssertionError("""
                The browser tests need a Chromium and this machine has none: looked for %s on PATH, and could not fetch \
                Debian's. Install one (Debian: sudo apt-get install chromium; Ubuntu: sudo snap install chromium) or name \
                one in PAYSAGA_CHROMIUM. %s""".formatted(String.join(", ", NAMES), why));
    }
}
