package dev.paysaga.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paysaga.launcher.ProjectHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages of faults call a proof is a test, and is there. */
class FaultPagesTest {

    private static final Path HOME = ProjectHome.find().path();
    private static final List<Path> SOURCES = testSources();
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))(?:#(\\w+)(…)?)?`");

    @ParameterizedTest
    @ValueSource(strings = {"docs/payment-faults.md", "docs/relay-faults.md"})
    void everyTestThatIsNamedExists(String page) throws IOException {
        var named = TEST.matcher(Files.readString(HOME.resolve(page))).results().toList();

        assertThat(named).hasSizeGreaterThan(20);
        assertThat(named).allSatisfy(test -> {
            String method = test.group(2);
            String begin = method == null ? "" : "void " + method + (test.group(3) == null ? "(" : "");
            assertThat(sourcesOf(test.group(1))).as(test.group()).anyMatch(source -> source.contains(begin));
        });
    }

    private static List<Path> testSources() {
        try (Stream<Path> files = Files.find(
                HOME,
                20,
                (path, _) ->
                        path.toString().endsWith(".java") && path.toString().contains("/src/test/"))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> sourcesOf(String test) {
        return SOURCES.stream()
                .filter(path -> path.endsWith(test + ".java"))
                .map(FaultPagesTest::text)
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
