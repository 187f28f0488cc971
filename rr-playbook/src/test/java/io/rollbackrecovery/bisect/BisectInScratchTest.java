package io.rollbackrecovery.bisect;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.analysis.BisectProbe;
import io.rollbackrecovery.analysis.BisectRequest;
import io.rollbackrecovery.analysis.BisectResult;
import io.rollbackrecovery.analysis.BisectRunner;
import io.rollbackrecovery.core.check.Check;
import io.rollbackrecovery.core.check.Verdict;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.git.env.GitEnvironment;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import io.rollbackrecovery.git.internal.scratch.ScratchCheckRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole search, with checkouts and a command, beside the real {@code git bisect run} with the same command. */
@Timeout(120)
final class BisectInScratchTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void findsWhatGitFindsWithTheSameRuns(long seed) throws IOException {
        Path repo = folder.resolve("repo");
        GitFixture git = GitFixture.init(repo);
        List<String> commits = history(git, new Random(seed));
        String good = commits.get(0);
        Path log = folder.resolve("log");
        // a check that builds, looks at git, and leaves a mess
        String script = "test -z \"$(git status --porcelain --ignored)\" || exit 200; git rev-parse HEAD >> " + log
                + "; mkdir out && cp *.txt out/ && echo mess > ignored.o; test -f unbuildable && exit 125;"
                + " ! grep -q broken out/main.txt";

        git.run("clone", "--quiet", ".", folder.resolve("clone").toString());
        GitFixture clone = GitFixture.in(folder.resolve("clone"));
        clone.run("bisect", "start", git.revParse("main"), good);
        String clean = "trap 'rm -rf out ignored.o' EXIT; ";
        GitFixture.Result expected = clone.tryRun("bisect", "run", "sh", "-c", clean + script);
        List<String> tested = Files.readAllLines(log);
        Files.delete(log);

        String before = git.run("status", "--porcelain") + git.run("for-each-ref");
        BisectResult result;
        try (RepositoryAccess repository = RepositoryAccess.open(repo, GitEnvironment.isolated());
                ScratchCheckRunner checks = new ScratchCheckRunner(repository, folder.resolve("tmp"))) {
            BisectRequest request = BisectRequest.of(
                    new CommitId(good), repository.requireHeadCommit(), Check.command("sh", "-c", script));
            result = new BisectRunner(repository.commits(), checks).run(request, RunContext.none());
        }

        // one of the seeds has a skipped commit beside the culprit
        if (result.kind() == BisectResult.Kind.FOUND) {
            assertThat(expected.out()).contains(result.culprit().orElseThrow() + " is the first bad commit");
        } else {
            assertThat(result.kind()).as(result.message()).isEqualTo(BisectResult.Kind.ONLY_SKIPPED_LEFT);
            assertThat(expected.out().lines())
                    .containsAll(result.candidates().stream().map(CommitId::hex).toList());
        }
        assertThat(result.log().stream().map(BisectProbe::commit).map(CommitId::hex))
                .isEqualTo(tested);
        assertThat(Files.readAllLines(log)).isEqualTo(tested);
        assertThat(result.probes()).isEqualTo(tested.size());
        assertThat(git.run("status", "--porcelain") + git.run("for-each-ref")).isEqualTo(before);
        assertThat(folder.resolve("tmp")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--bare", "--depth=12", "--shared"})
    void searchesInEveryKindOfClone(String kind) throws IOException {
        GitFixture git = GitFixture.init(folder.resolve("repo"));
        history(git, new Random(1));
        Path clone = folder.resolve("a clone");
        git.run("clone", "--quiet", kind, "file://" + git.folder(), clone.toString());
        GitFixture cloned = GitFixture.in(clone);
        String good = cloned.revParse("HEAD~8");
        String script = "test \"$(git rev-list --count HEAD)\" -ge 1 && test ! -f f9.txt && git log --oneline";
        cloned.run("bisect", "start", "--no-checkout", "HEAD", good);
        GitFixture.Result expected = cloned.tryRun("bisect", "run", "true");
        cloned.run("bisect", "reset");
        BisectResult result;
        try (RepositoryAccess repository = RepositoryAccess.open(clone, GitEnvironment.isolated());
                ScratchCheckRunner checks = new ScratchCheckRunner(repository, folder.resolve("tmp"))) {
            BisectRequest request = BisectRequest.of(
                    new CommitId(good), repository.requireHeadCommit(), Check.command("sh", "-c", script));
            result = new BisectRunner(repository.commits(), checks).run(request, RunContext.none());
        }
        assertThat(result.log())
                .isNotEmpty()
                .allSatisfy(probe ->
                        assertThat(probe.verdict()).as(probe.run().log()).isEqualTo(Verdict.GOOD));
        assertThat(expected.out()).contains(result.culprit().orElseThrow() + " is the first bad commit");
    }

    /** Thirty commits with branches that are merged; one breaks, some others cannot be built. */
    private static List<String> history(GitFixture git, Random random) {
        List<String> commits = new ArrayList<>();
        commits.add(git.write("main.txt", "fine\n").write(".gitignore", "*.o\n").commit("begin"));
        int culprit = 5 + random.nextInt(20);
        for (int i = 1; i <= 30; i++) {
            if (i == culprit) {
                git.write("main.txt", "broken\n");
            }
            if (i % 7 == 3) {
                git.run("checkout", "--quiet", "-b", "side" + i, commits.get(random.nextInt(commits.size())));
                git.write("side" + i + ".txt", "side\n").commit("side " + i);
                git.run("checkout", "--quiet", "main");
                git.run("merge", "--quiet", "--no-ff", "-m", "merge " + i, "side" + i);
            }
            boolean unbuildable = i % 9 == 4;
            if (unbuildable) {
                git.write("unbuildable", "x");
            }
            commits.add(git.write("f" + random.nextInt(6) + ".txt", "line " + i + "\n")
                    .commit("change " + i));
            if (unbuildable) {
                git.delete("unbuildable");
            }
        }
        return commits;
    }
}
