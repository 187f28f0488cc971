package io.rollbackrecovery.examples.benchmarks.risk;

import io.rollbackrecovery.RollbackRecovery;
import io.rollbackrecovery.analysis.RiskAnalyzer;
import io.rollbackrecovery.analysis.risk.Risk;
import io.rollbackrecovery.analysis.risk.RiskLevel;
import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.examples.benchmarks.Machine;
import io.rollbackrecovery.examples.benchmarks.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Runs the risk rules over commits drawn by chance, each alone, and counts what they find. */
public final class RiskReport {
    private int commits = 200;
    private long seed = 42;
    private List<String> only = List.of();
    private Optional<Pattern> undone = Optional.empty();
    private RiskLevel listed = RiskLevel.HIGH;
    private final List<Path> repositories = new ArrayList<>();
    private final Map<String, Map<RiskLevel, Integer>> rules = new TreeMap<>();
    private final List<String> lines = new ArrayList<>();

    private RiskReport() {}

    /**
     * Counts.
     *
     * @param arguments options and repositories, as the usage says
     * @return a table of repositories, one of rules, and each finding of the level that is listed
     * @throws IOException if the machine cannot be described
     */
    public static String report(List<String> arguments) throws IOException {
        RiskReport report = new RiskReport();
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "--commits" -> report.commits = Integer.parseInt(arguments.get(++i));
                case "--seed" -> report.seed = Long.parseLong(arguments.get(++i));
                case "--undone" -> report.undone = Optional.of(Pattern.compile(arguments.get(++i)));
                case "--only" -> report.only = List.of(arguments.get(++i).split(",", -1));
                case "--list" ->
                    report.listed = RiskLevel.valueOf(arguments.get(++i).toUpperCase(Locale.ROOT));
                default -> report.repositories.add(Path.of(arguments.get(i)));
            }
        }
        return report.run();
    }

    private String run() throws IOException {
        Table table = new Table(
                List.of("repository", "commits", "with high", "with warn", "with note at most", "ms a commit, mean"));
        int all = 0;
        int high = 0;
        for (Path repository : repositories) {
            try (RollbackRecovery rr = RollbackRecovery.open(repository)) {
                Map<RiskLevel, Integer> counts = new EnumMap<>(RiskLevel.class);
                List<CommitId> drawn = draw(rr);
                long begun = System.nanoTime();
                for (CommitId commit : drawn) {
                    one(rr, repository, commit, counts);
                }
                double ms = (System.nanoTime() - begun) / 1e6 / Math.max(1, drawn.size());
                table.row(List.of(
                        name(repository),
                        String.valueOf(drawn.size()),
                        String.valueOf(counts.getOrDefault(RiskLevel.HIGH, 0)),
                        String.valueOf(counts.getOrDefault(RiskLevel.WARN, 0)),
                        String.valueOf(counts.getOrDefault(RiskLevel.NOTE, 0)),
                        String.format(Locale.ROOT, "%.1f", ms)));
                all += drawn.size();
                high += counts.getOrDefault(RiskLevel.HIGH, 0);
            }
        }
        Table byRule = new Table(List.of("rule", "high", "warn", "note"));
        rules.forEach((rule, counts) -> byRule.row(List.of(
                rule,
                String.valueOf(counts.getOrDefault(RiskLevel.HIGH, 0)),
                String.valueOf(counts.getOrDefault(RiskLevel.WARN, 0)),
                String.valueOf(counts.getOrDefault(RiskLevel.NOTE, 0)))));
        String share = String.format(
                Locale.ROOT,
                "%d of %d commits with something high: %.1f%%",
                high,
                all,
                all == 0 ? 0 : 100.0 * high / all);
        return Machine.describe() + "\n\n" + table + "\n" + share + "\n\n" + byRule + "\n" + String.join("\n", lines)
                + "\n";
    }

    /** Commits with one parent, by chance. */
    private List<CommitId> draw(RollbackRecovery rr) {
        List<CommitId> single = new ArrayList<>();
        for (CommitId id :
                rr.repository().commits().range(List.of(), rr.repository().require("HEAD"))) {
            Commit commit = rr.repository().commits().commit(id);
            boolean named = only.isEmpty() || only.stream().anyMatch(id.hex()::startsWith);
            boolean wanted =
                    undone.isEmpty() || undone.get().matcher(commit.message()).find();
            if (named && wanted && commit.parents().size() == 1) {
                single.add(id);
            }
        }
        Collections.shuffle(single, new Random(seed));
        return single.subList(0, Math.min(commits, single.size()));
    }

    /** What taking a commit back where it stands would bring. */
    private static List<Risk> undo(RollbackRecovery rr, RiskAnalyzer analyzer, CommitId id) {
        Commit commit = rr.repository().commits().commit(id);
        return analyzer.between(
                commit.tree(),
                rr.repository().commits().commit(commit.parents().get(0)).tree());
    }

    /** A folder's name with that of the one above it. */
    private static String name(Path repository) {
        Path absolute = repository.toAbsolutePath().normalize();
        return absolute.getNameCount() < 2
                ? absolute.toString()
                : absolute.subpath(absolute.getNameCount() - 2, absolute.getNameCount())
                        .toString();
    }

    private void one(RollbackRecovery rr, Path repository, CommitId commit, Map<RiskLevel, Integer> counts) {
        RiskAnalyzer analyzer =
                new RiskAnalyzer(rr.repository().sources(), rr.repository().commits());
        List<Risk> risks = undone.isEmpty() ? analyzer.find(List.of(commit)) : undo(rr, analyzer, commit);
        Set<RiskLevel> levels = EnumSet.noneOf(RiskLevel.class);
        for (Risk risk : risks) {
            levels.add(risk.level());
            rules.computeIfAbsent(risk.rule(), rule -> new EnumMap<>(RiskLevel.class))
                    .merge(risk.level(), 1, Integer::sum);
            if (risk.level() == listed) {
                lines.add(name(repository) + " " + commit.abbreviated() + " " + risk.rule() + " " + risk.path()
                        + ":" + risk.line() + " " + risk.what() + "\n    - " + risk.before() + "\n    + "
                        + risk.after());
            }
        }
        if (levels.isEmpty() && undone.isPresent()) {
            lines.add(name(repository) + " " + commit.abbreviated() + " nothing: "
                    + rr.repository().commits().commit(commit).subject());
        }
        levels.stream().max(Comparable::compareTo).ifPresent(level -> counts.merge(level, 1, Integer::sum));
    }
}
