package io.rollbackrecovery.examples.benchmarks.revert;

import io.rollbackrecovery.RollbackRecovery;
import io.rollbackrecovery.examples.benchmarks.Machine;
import io.rollbackrecovery.examples.benchmarks.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Reverts of real Java commits that are clean as text: does javac take the result, does RR foresee it, does the
 * consistent plan compile, and is each of its commits needed? Only commits that touch a declaration or an import are
 * tried, each on one later commit.
 */
public final class RevertsThatCompile {
    private static final String DECLARATION =
            "^[+-]\\s*(public|protected|private|static|abstract|final|default|import|class|interface|enum)\\b.*"
                    + "|^[+-]\\s+[A-Z][\\w<>,\\[\\] .]* \\w+\\(.*";
    /** Reverts go onto every sixteenth commit only, so that what javac says of these can be used again. */
    private static final int GRID = 16;

    private int cases = 100;
    private int skip;
    private long seed = 7;
    private List<Integer> later = List.of(5, 12, 25, 40);
    private boolean onlyForeseen;
    private boolean onlyLikely;
    private boolean whole;
    private Path log = Path.of("");
    private final List<Path> repositories = new ArrayList<>();
    private List<String> folders = List.of("src/main/java/");
    private String classpath = "";
    private Path save = Path.of("");
    private final List<String> only = new ArrayList<>();

    private RevertsThatCompile() {}

    /**
     * Tries them.
     *
     * @param arguments options and repositories, as the usage says
     * @return tables: a line for each repository, each case that does not compile, and each that brings others along
     * @throws IOException if the machine cannot be described, or a list of cases cannot be read or written
     */
    public static String report(List<String> arguments) throws IOException {
        RevertsThatCompile run = new RevertsThatCompile();
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "--cases" -> run.cases = Integer.parseInt(arguments.get(++i));
                case "--skip" -> run.skip = Integer.parseInt(arguments.get(++i));
                case "--seed" -> run.seed = Long.parseLong(arguments.get(++i));
                case "--later" ->
                    run.later = Stream.of(arguments.get(++i).split(",", -1))
                            .map(Integer::valueOf)
                            .toList();
                case "--sources" -> run.folders = List.of(arguments.get(++i).split(",", -1));
                case "--classpath" -> run.classpath = arguments.get(++i);
                case "--likely" -> run.onlyLikely = true;
                case "--whole" -> run.whole = true;
                case "--foreseen" -> run.onlyForeseen = true;
                case "--log" -> run.log = Path.of(arguments.get(++i));
                case "--save" -> run.save = Path.of(arguments.get(++i));
                case "--only" -> run.only.addAll(Files.readAllLines(Path.of(arguments.get(++i))));
                default -> run.repositories.add(Path.of(arguments.get(i)));
            }
        }
        return run.run();
    }

    private String run() throws IOException {
        List<CompiledRevert> all = new ArrayList<>();
        Map<String, Long> seconds = new LinkedHashMap<>();
        for (Path repository : repositories) {
            long start = System.nanoTime();
            try (RollbackRecovery rr = RollbackRecovery.open(repository)) {
                all.addAll(one(repository, rr));
            }
            seconds.put(name(repository), (System.nanoTime() - start) / 1_000_000_000);
        }
        return Machine.describe() + (onlyForeseen ? "; only what was foreseen was compiled" : "") + "\n\n"
                + summary(all, seconds) + "\n" + broken(all) + "\n" + widened(all);
    }

    private void note(CompiledRevert found) {
        append(save, found.key() + (found.broken() ? " broken" : " compiles"));
    }

    private static void append(Path file, String line) {
        if (!file.toString().isEmpty()) {
            try {
                Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A repository is named by its folder, or by the one above a bare one that is called {@code repo}. */
    private static String name(Path repository) {
        Path whole = repository.toAbsolutePath().normalize();
        Path named = whole.endsWith("repo") && whole.getParent() != null ? whole.getParent() : whole;
        return String.valueOf(named.getFileName()).replace('+', '/');
    }

    private List<CompiledRevert> one(Path repository, RollbackRecovery rr) {
        Git git = new Git(repository);
        String name = name(repository);
        CompileTrial trial = new CompileTrial(
                rr,
                name,
                new JavaCompile(folders, classpath),
                onlyForeseen,
                onlyLikely,
                whole,
                line -> append(log, line));
        List<CompiledRevert> found = new ArrayList<>();
        if (!only.isEmpty()) {
            for (String line : only) {
                String[] words = line.split(" ", -1);
                if (words[0].equals(name)) {
                    int between = Integer.parseInt(
                            git.run("rev-list", "--first-parent", "--count", words[1] + ".." + words[2]));
                    trial.run(words[1], words[2], between).ifPresent(found::add);
                }
            }
            return found;
        }
        List<String> mainline =
                git.run("rev-list", "--first-parent", "HEAD").lines().toList();
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < mainline.size(); i++) {
            places.put(mainline.get(i), i);
        }
        Random random = new Random(seed);
        int tried = 0;
        List<String> arguments = new ArrayList<>(List.of("rev-list", "--first-parent", "--no-merges", "HEAD", "--"));
        arguments.addAll(folders);
        for (String commit : git.run(arguments.toArray(String[]::new)).lines().toList()) {
            int place = places.getOrDefault(commit, 0);
            int wanted = place - later.get(random.nextInt(later.size()));
            int on = wanted - Math.floorMod(wanted, GRID);
            if (tried < skip + cases && on >= 0 && place + 1 < mainline.size() && touchesDeclaration(git, commit)) {
                tried++;
                if (tried > skip) {
                    trial.run(commit, mainline.get(on), place - on).ifPresent(one -> {
                        found.add(one);
                        note(one);
                    });
                }
            }
        }
        return found;
    }

    private boolean touchesDeclaration(Git git, String commit) {
        List<String> arguments = new ArrayList<>(List.of("show", "--format=", "-U0", commit, "--"));
        arguments.addAll(folders);
        return git.run(arguments.toArray(String[]::new)).lines().anyMatch(line -> line.matches(DECLARATION));
    }

    private static String summary(List<CompiledRevert> all, Map<String, Long> seconds) {
        Table table = new Table(List.of(
                "repository",
                "clean as text",
                "do not compile",
                "foreseen",
                "consistent plan compiles",
                "1-minimal, of those looked at",
                "commits in it, median",
                "compile",
                "widened",
                "foreseen, but compile",
                "seconds"));
        seconds.forEach((name, time) -> table.row(row(
                name,
                time,
                all.stream().filter(found -> found.repository().equals(name)).toList())));
        long time = seconds.values().stream().mapToLong(Long::longValue).sum();
        return table.row(row("all", time, all)).toString();
    }

    private static List<String> row(String name, long seconds, List<CompiledRevert> found) {
        List<CompiledRevert> broken =
                found.stream().filter(CompiledRevert::broken).toList();
        List<CompiledRevert> good = found.stream().filter(one -> !one.broken()).toList();
        List<CompiledRevert> checked =
                broken.stream().filter(CompiledRevert::checked).toList();
        List<Integer> sizes = broken.stream()
                .filter(CompiledRevert::mended)
                .map(CompiledRevert::size)
                .sorted()
                .toList();
        return List.of(
                name,
                String.valueOf(found.size()),
                String.valueOf(broken.size()),
                String.valueOf(broken.stream().filter(CompiledRevert::foreseen).count()),
                share(broken.stream().filter(CompiledRevert::mended).count(), broken.size()),
                share(checked.stream().filter(CompiledRevert::minimal).count(), checked.size()),
                sizes.isEmpty() ? "" : String.valueOf(sizes.get(sizes.size() / 2)),
                String.valueOf(good.size()),
                share(good.stream().filter(CompiledRevert::widened).count(), good.size()),
                String.valueOf(good.stream().filter(CompiledRevert::foreseen).count()),
                String.valueOf(seconds));
    }

    private static String share(long part, long of) {
        return of == 0 ? "" : part + " of " + of + " = " + Table.number(100.0 * part / of) + "%";
    }

    private static String broken(List<CompiledRevert> all) {
        StringBuilder text = new StringBuilder(
                "| repository | commit | on | later | why it does not compile (errors) |"
                        + " foreseen | commits | consistent plan | 1-minimal | |\n|---|---|---|---:|---|---|---:|---|---|---|\n");
        all.stream()
                .filter(CompiledRevert::broken)
                .forEach(found -> text.append(found.line()).append('\n'));
        return text.toString();
    }

    private static String widened(List<CompiledRevert> all) {
        StringBuilder text = new StringBuilder();
        for (CompiledRevert found : all) {
            if (!found.broken() && found.foreseen()) {
                text.append(found.key())
                        .append(" compiles, ")
                        .append(found.size() - 1)
                        .append(" more taken back; ")
                        .append(found.note())
                        .append('\n');
            }
        }
        return text.toString();
    }
}
