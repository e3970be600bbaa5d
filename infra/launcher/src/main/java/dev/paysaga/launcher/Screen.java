package dev.paysaga.launcher;

import java.util.Optional;

/** What a person sees: plain lines, with colours and one changing line where there is a terminal. */
final class Screen {

    private final boolean terminal = isInteractive() && !"dumb".equals(System.getenv("TERM"));
    private final boolean colours = terminal && System.getenv("NO_COLOR") == null;
    private boolean changing;

    /** Asks a person; empty where there is none. */
    @SuppressWarnings("SystemConsoleNull") // it is null without a terminal, since Java 25 again
    static Optional<String> ask(String question) {
        var console = System.console();
        return console == null || !console.isTerminal()
                ? Optional.empty()
                : Optional.ofNullable(console.readLine("%s", question));
    }

    /** Whether a person sits at both ends. */
    @SuppressWarnings("SystemConsoleNull") // it is null without a terminal, since Java 25 again
    static boolean isInteractive() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    synchronized void line(String text) {
        clear();
        System.out.println(text);
    }

    void title(String text) {
        line(bold(text));
    }

    void problem(String text) {
        synchronized (this) {
            clear();
            System.out.flush();
        }
        System.err.println(paint("31", text));
    }

    /** Replaces the changing line; shown on a terminal only. */
    synchronized void change(String text) {
        if (terminal) {
            System.out.print("\r\033[K" + paint("2", text));
            System.out.flush();
            changing = true;
        }
    }

    String bold(String text) {
        return paint("1", text);
    }

    String good(String text) {
        return paint("32", text);
    }

    String dim(String text) {
        return paint("2", text);
    }

    private void clear() {
        if (changing) {
            System.out.print("\r\033[K");
            changing = false;
        }
    }

    private String paint(String code, String text) {
        return colours ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
