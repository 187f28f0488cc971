package io.rollbackrecovery.examples.benchmarks.code;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Options with values, and paths. */
final class Arguments {
    private final Map<String, String> options = new HashMap<>();
    private final List<Path> paths = new ArrayList<>();

    private Arguments() {}

    static Arguments of(List<String> words) {
        Arguments arguments = new Arguments();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.startsWith("--") && i + 1 < words.size()) {
                arguments.options.put(word, words.get(++i));
            } else {
                arguments.paths.add(Path.of(word).toAbsolutePath());
            }
        }
        return arguments;
    }

    List<Path> paths() {
        return paths;
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    int number(String name, int usual) {
        return option(name).map(Integer::parseInt).orElse(usual);
    }

    /** The launcher of the command line: where the option says, else where it is built beside the benchmarks. */
    Path launcher(String name, Path work) {
        Path usual =
                work.toAbsolutePath().normalize().resolve("../../../cli/rr").normalize();
        Path launcher = option(name).map(Path::of).orElse(usual).toAbsolutePath();
        if (!Files.isExecutable(launcher)) {
            throw new IllegalArgumentException(launcher + " is not there: build it, or name it with " + name);
        }
        return launcher;
    }
}
