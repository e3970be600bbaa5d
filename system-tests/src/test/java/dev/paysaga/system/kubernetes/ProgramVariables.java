package dev.paysaga.system.kubernetes;

import dev.paysaga.launcher.ProjectHome;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The environment variables that a program's settings name.
 *
 * @param read all of them
 * @param required those without a default: the program does not start when one is missing
 */
record ProgramVariables(Set<String> read, Set<String> required) {

    private static final Path HOME = ProjectHome.find().path();
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)([:}])");
    private static final Pattern IMPORT = Pattern.compile("classpath:([\\w-]+\\.yml)");

    static ProgramVariables of(String module) {
        var settings = settings(module, "application.yml");
        var imported = IMPORT.matcher(settings).results().map(found -> switch (found.group(1)) {
            case "service-defaults.yml" -> settings("libs/transactional-messaging", found.group(1));
            case "http-defaults.yml" -> settings("libs/http-edge", found.group(1));
            default -> throw new IllegalStateException("Whose is " + found.group(1) + "?");
        });
        var variables = new ProgramVariables(new TreeSet<>(), new TreeSet<>());
        variables.add(settings);
        imported.forEach(variables::add);
        return variables;
    }

    private void add(String settings) {
        PLACEHOLDER.matcher(settings).results().forEach(found -> {
            read.add(found.group(1));
            if (found.group(2).equals("}")) {
                required.add(found.group(1));
            }
        });
    }

    private static String settings(String module, String file) {
        return Manifest.read(HOME.resolve(module).resolve("src/main/resources").resolve(file));
    }
}
