package io.rollbackrecovery.examples.benchmarks.hostile;

import io.rollbackrecovery.examples.benchmarks.LimitedRun;
import io.rollbackrecovery.examples.benchmarks.Machine;
import io.rollbackrecovery.examples.benchmarks.Table;
import io.rollbackrecovery.examples.benchmarks.hostile.HostileRepository.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs verbs of the command line on hostile repositories of full size, each as a process with 512 MiB of heap: how it ended,
 * how long it took, how much memory it had at most.
 */
public final class HostileReport {
    private static final long LIMIT_MINUTES = 10;
    private static final List<String> VERBS = List.of("graph", "blast HEAD", "assess HEAD", "revert HEAD", "drift");

    private HostileReport() {}

    /** Lines of 100 MB, 100,000 brackets, a million files, 10,000 candidates. */
    private static Map<Scene, Integer> sizes() {
        Map<Scene, Integer> sizes = new EnumMap<>(Scene.class);
        Arrays.stream(Scene.values()).forEach(scene -> sizes.put(scene, 1));
        sizes.put(Scene.LONG_LINES, 100_000_000);
        sizes.put(Scene.BRACKETS, 100_000);
        sizes.put(Scene.MANY_FILES, 1_000_000);
        sizes.put(Scene.AMBIGUOUS, 10_000);
        return sizes;
    }

    /**
     * Measures.
     *
     * @param arguments {@code [--rr LAUNCHER] [--verbs VERB,VERB] [SCENE[=SIZE] ...]}, by default all scenes in full size
     * @return a table
     * @throws IOException if a repository cannot be made or a process not be started
     * @throws InterruptedException if the thread is interrupted
     */
    public static String report(List<String> arguments) throws IOException, InterruptedException {
        Path work = Path.of(System.getProperty("rr.bench.work", "target/work")).toAbsolutePath();
        Path rr = work.resolve("../../../cli/rr").normalize();
        Map<Scene, Integer> asked = new EnumMap<>(Scene.class);
        List<String> verbs = VERBS;
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).equals("--rr")) {
                rr = Path.of(arguments.get(++i)).toAbsolutePath();
            } else if (arguments.get(i).equals("--verbs")) {
                verbs = List.of(arguments.get(++i).split(",", -1));
            } else {
                String[] words = arguments.get(i).split("=", 2);
                Scene scene = Scene.valueOf(words[0].toUpperCase(Locale.ROOT).replace('-', '_'));
                asked.put(scene, words.length == 1 ? sizes().getOrDefault(scene, 1) : Integer.parseInt(words[1]));
            }
        }
        Table table = new Table(List.of("scene", "verb", "exit", "s", "MiB resident at most", "says"));
        for (Map.Entry<Scene, Integer> scene : (asked.isEmpty() ? sizes() : asked).entrySet()) {
            Path folder = work.resolve("hostile-" + scene.getKey().word() + "-" + scene.getValue());
            if (!Files.exists(folder)) {
                HostileRepository.make(folder, scene.getKey(), scene.getValue());
            }
            for (String verb : verbs) {
                List<String> row = new ArrayList<>(List.of(scene.getKey().word() + " " + scene.getValue()));
                row.addAll(run(rr, folder, verb));
                table.row(row);
            }
            if (Files.exists(HostileRepository.outside(folder).resolve("ran"))) {
                throw new IOException(folder + ": a program of the repository was run");
            }
        }
        return Machine.describe() + ", " + LimitedRun.HEAP + "\n\n" + table;
    }

    private static List<String> run(Path rr, Path folder, String verb) throws IOException, InterruptedException {
        LimitedRun run = LimitedRun.of(rr, folder, List.of(verb.split(" ", -1)), LIMIT_MINUTES);
        String said = run.errors()
                .lines()
                .filter(line -> !line.startsWith("Picked up "))
                .findFirst()
                .orElse("");
        return List.of(
                "`" + verb + "`",
                String.valueOf(run.exit()),
                run.time(),
                String.valueOf(run.mebibytes()),
                said.replace("|", "/").substring(0, Math.min(120, said.length())));
    }
}
