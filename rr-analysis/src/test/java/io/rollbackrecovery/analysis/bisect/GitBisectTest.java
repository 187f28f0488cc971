package io.rollbackrecovery.analysis.bisect;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.analysis.BisectProbe;
import io.rollbackrecovery.analysis.BisectRequest;
import io.rollbackrecovery.analysis.BisectResult;
import io.rollbackrecovery.analysis.BisectRunner;
import io.rollbackrecovery.core.check.Check;
import io.rollbackrecovery.core.check.CheckRun;
import io.rollbackrecovery.core.check.CheckRunner;
import io.rollbackrecovery.core.check.CheckTarget;
import io.rollbackrecovery.core.check.Verdict;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.fixtures.GitFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RR and the real {@code git bisect run} over generated histories: the same tests in the same order, the same end. */
final class GitBisectTest {
    private static final int SCENARIOS = Integer.getInteger("rr.bisect.scenarios", 150);
    private static final int FIRST = Integer.getInteger("rr.bisect.first", 1);

    @TempDir
    Path folder;

    @Test
    void asksWhatGitAsks() throws IOException {
        List<Scenario> scenarios = new ArrayList<>();
        StringBuilder stream = new StringBuilder();
        List<Integer> firstMarks = new ArrayList<>();
        int mark = 1;
        for (int i = 0; i < SCENARIOS; i++) {
            Scenario scenario = Scenario.generate(FIRST + i);
            scenarios.add(scenario);
            firstMarks.add(mark);
            stream.append(scenario.fastImport(mark));
            mark += scenario.parents.size();
        }
        GitFixture git = GitFixture.initBare(folder.resolve("repo.git"));
        Path marks = folder.resolve("marks");
        assertThat(git.tryRunWithInput(
                                stream.toString().getBytes(StandardCharsets.UTF_8),
                                "fast-import",
                                "--quiet",
                                "--force",
                                "--export-marks=" + marks)
                        .exit())
                .isZero();
        Map<Integer, CommitId> ids = new HashMap<>();
        for (String line : Files.readAllLines(marks)) {
            String[] parts = line.split(" ", -1);
            ids.put(Integer.valueOf(parts[0].substring(1)), new CommitId(parts[1]));
        }
        MapGraph graph = MapGraph.of(git, ids.values());

        Map<BisectResult.Kind, Integer> kinds = new EnumMap<>(BisectResult.Kind.class);
        int probes = 0;
        for (int i = 0; i < scenarios.size(); i++) {
            Scenario scenario = scenarios.get(i);
            List<CommitId> commits = new ArrayList<>();
            for (int c = 0; c < scenario.parents.size(); c++) {
                commits.add(ids.get(firstMarks.get(i) + c));
            }
            Ending expected = askGit(git, scenario, commits);
            Ending actual = askRr(graph, scenario, commits, kinds);
            assertThat(actual).as("scenario %d", scenario.number).isEqualTo(expected);
            probes += actual.tested.size();
        }
        // the generator reaches every way to end, and asks enough
        if (SCENARIOS >= 150) {
            assertThat(kinds).hasSize(BisectResult.Kind.values().length);
            assertThat(probes).isGreaterThan(SCENARIOS);
        }
    }

    private static Ending askRr(
            MapGraph graph, Scenario scenario, List<CommitId> commits, Map<BisectResult.Kind, Integer> kinds) {
        CheckRunner checks = (target, check, context) -> {
            CommitId commit = ((CheckTarget.OfCommit) target).commit();
            int exit = scenario.exits.get(commits.indexOf(commit));
            return new CheckRun(Verdict.ofExitCode(exit), OptionalInt.of(exit), Duration.ZERO, "", false);
        };
        BisectRequest request = BisectRequest.of(
                        scenario.good.stream().map(commits::get).toList(),
                        commits.get(scenario.bad),
                        Check.command("check"))
                .skipping(scenario.skip.stream().map(commits::get).toList());
        BisectResult result = new BisectRunner(graph, checks)
                .run(scenario.firstParent ? request.alongFirstParents() : request, RunContext.none());
        kinds.merge(result.kind(), 1, Integer::sum);
        boolean isEnd =
                result.kind() == BisectResult.Kind.FOUND || result.kind() == BisectResult.Kind.ONLY_SKIPPED_LEFT;
        return new Ending(
                result.log().stream()
                        .map(BisectProbe::commit)
                        .map(CommitId::hex)
                        .toList(),
                result.culprit().map(CommitId::hex).orElse(""),
                isEnd && result.culprit().isEmpty()
                        ? result.candidates().stream().map(CommitId::hex).toList()
                        : List.of());
    }

    private Ending askGit(GitFixture git, Scenario scenario, List<CommitId> commits) throws IOException {
        Path tested = Files.writeString(folder.resolve("tested"), "");
        Path check = folder.resolve("check.sh");
        StringBuilder script = new StringBuilder("read commit < BISECT_HEAD\n");
        script.append("echo $commit >> ").append(tested).append("\ncase $commit in\n");
        for (int i = 0; i < commits.size(); i++) {
            script.append(commits.get(i))
                    .append(") exit ")
                    .append(scenario.exits.get(i))
                    .append(";;\n");
        }
        Files.writeString(check, script.append("esac\n"));
        // a detached HEAD on the bad commit, as a user has it
        Files.writeString(git.folder().resolve("HEAD"), commits.get(scenario.bad) + "\n");
        // no search before this one, without the time that git bisect reset takes
        Files.deleteIfExists(git.folder().resolve("BISECT_START"));
        List<String> start = new ArrayList<>(List.of("bisect", "start", "--no-checkout"));
        if (scenario.firstParent) {
            start.add("--first-parent");
        }
        start.add(commits.get(scenario.bad).hex());
        scenario.good.forEach(commit -> start.add(commits.get(commit).hex()));
        GitFixture.Result result = git.tryRun(start.toArray(String[]::new));
        if (result.exit() == 0 && !scenario.skip.isEmpty()) {
            List<String> skip = new ArrayList<>(List.of("bisect", "skip"));
            scenario.skip.forEach(commit -> skip.add(commits.get(commit).hex()));
            result = git.tryRun(skip.toArray(String[]::new));
        }
        String out = result.out();
        if (result.exit() == 0) {
            do {
                // git stops before a second merge base; running it again goes on there
                result = git.tryRun("bisect", "run", "sh", check.toString());
                out = result.out();
            } while (result.exit() == 0 && culprit(out).isEmpty());
        }
        return new Ending(Files.readAllLines(tested), culprit(out), skipped(out));
    }

    private static String culprit(String out) {
        return out.lines()
                .filter(line -> line.endsWith(" is the first bad commit"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .findFirst()
                .orElse("");
    }

    private static List<String> skipped(String out) {
        List<String> lines = out.lines().toList();
        int from = lines.indexOf("The first bad commit could be any of:");
        int to = lines.indexOf("We cannot bisect more!");
        return from < 0 ? List.of() : lines.subList(from + 1, to < 0 ? lines.size() : to);
    }

    private record Ending(List<String> tested, String culprit, List<String> skipped) {}
}
