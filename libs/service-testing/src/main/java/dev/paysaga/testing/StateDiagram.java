package dev.paysaga.testing;

import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A state machine's picture in {@code docs/states}, drawn from the enum that declares it. When the committed picture
 * differs, it is drawn anew and the test fails: look at the difference, and commit it if it is what you meant.
 */
public final class StateDiagram {

    private StateDiagram() {}

    /**
     * @param name of the file, without extension
     * @param states the enum; its first constant is where everything begins
     * @param next the states that may follow one
     * @throws AssertionError when the committed picture is not what the enum says
     */
    public static <S extends Enum<S>> void assertCommitted(
            String name, String title, Class<S> states, Function<S, Set<S>> next) {
        CommittedText.assertIs("docs/states/" + name + ".md", draw(title, states, next));
    }

    private static <S extends Enum<S>> String draw(String title, Class<S> states, Function<S, Set<S>> next) {
        S[] all = states.getEnumConstants();
        String begin = "  [*] --> " + all[0] + "\n";
        String steps = Stream.of(all)
                .flatMap(from -> next.apply(from).stream().sorted().map(to -> "  " + from + " --> " + to + "\n"))
                .collect(Collectors.joining());
        String ends = Stream.of(all)
                .filter(state -> next.apply(state).isEmpty())
                .map(state -> "  " + state + " --> [*]\n")
                .collect(Collectors.joining());
        return "# " + title + "\n\nDrawn from `" + states.getSimpleName() + "` by the build.\n\n"
                + "```mermaid\nstateDiagram-v2\n" + begin + steps + ends + "```\n";
    }
}
