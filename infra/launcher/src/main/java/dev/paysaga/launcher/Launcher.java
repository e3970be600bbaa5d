package dev.paysaga.launcher;

import java.util.Arrays;
import java.util.List;

/** The program behind {@code ./paysaga}: one command per run. */
public final class Launcher {

    private Launcher() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        var screen = new Screen();
        var words = arguments.length == 0 ? List.of("status") : Arrays.asList(arguments);
        try {
            var home = ProjectHome.find();
            var suite = new Suite(home, StateFolder.of(home), Ports.published(), screen);
            return switch (words.getFirst()) {
                case "up" -> suite.up();
                case "demo" -> new Demo(suite, screen).run();
                case "down" -> suite.down();
                case "status" -> suite.status();
                case "stop", "start" -> suite.tell(words.getFirst(), argument(words));
                case "reset" -> suite.reset(words.contains("--yes"));
                case "supervise" -> supervise(home, words);
                default ->
                    throw new LaunchFailure(
                            "There is no command '%s'. './paysaga help' lists them.".formatted(words.getFirst()));
            };
        } catch (LaunchFailure e) {
            screen.problem(e.getMessage());
            return 1;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 130;
        }
    }

    private static String argument(List<String> words) {
        if (words.size() != 2) {
            throw new LaunchFailure(
                    "'%s' wants one service: mysql, kafka, psp, checkout, payment, ledger, wallet or relay."
                            .formatted(words.getFirst()));
        }
        return Part.named(words.get(1)).label();
    }

    private static int supervise(ProjectHome home, List<String> words) throws InterruptedException {
        new Supervisor(home, StateFolder.of(home), Ports.published())
                .run(Long.parseLong(words.get(1)), "tied".equals(words.get(2)));
        return 0;
    }
}
