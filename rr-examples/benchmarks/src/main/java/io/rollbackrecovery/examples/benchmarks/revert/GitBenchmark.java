package io.rollbackrecovery.examples.benchmarks.revert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The same by git's own processes, one call an iteration; the work tree is clean at HEAD before each. */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class GitBenchmark {
    private final Map<String, String> sides = new HashMap<>();
    private String head = "";
    private Path batch = Path.of("");

    /** Makes what `git merge-tree` merges: two commits whose only parent has the tree of the reverted commit. */
    @Setup(Level.Trial)
    public void makeSides(RevertState state) throws IOException {
        Git git = state.repository().git();
        git.attempt("revert", "--quit"); // of a run that was killed
        git.run("reset", "--hard", "--quiet");
        head = git.run("rev-parse", "HEAD");
        for (String commit : state.all()) {
            String base = git.run("commit-tree", "-m", "base", commit + "^{tree}");
            String ours = git.run("commit-tree", "-m", "ours", "-p", base, head + "^{tree}");
            String theirs = git.run("commit-tree", "-m", "theirs", "-p", base, commit + "^^{tree}");
            sides.put(commit, ours + " " + theirs);
        }
        batch = state.repository().folder().resolve(".git").resolve("rr-bench-batch");
        Files.write(batch, sides.values());
    }

    /** Puts the repository back to where it was. */
    @TearDown(Level.Iteration)
    public void reset(RevertState state) {
        state.repository().git().run("reset", "--hard", "--quiet", head);
    }

    /** What the start of a process costs. */
    @Benchmark
    public int revParse(RevertState state) {
        return state.repository().git().runSilently("rev-parse", "HEAD");
    }

    /** By one process, without commits. */
    @Benchmark
    public int revert(RevertState state) {
        List<String> command = new ArrayList<>(List.of("revert", "--no-commit"));
        command.addAll(state.next());
        return state.repository().git().runSilently(command.toArray(String[]::new));
    }

    /** A process and a commit for each. */
    @Benchmark
    public int oneByOne(RevertState state) {
        int exits = 0;
        for (String commit : state.next()) {
            exits += state.repository().git().runSilently("revert", "--no-edit", commit);
        }
        return exits;
    }

    /** One commit, without a work tree. */
    @Benchmark
    public int mergeTree(RevertState state) {
        String[] two = sides.getOrDefault(state.next().get(0), "").split(" ", -1);
        return state.repository().git().runSilently("merge-tree", "--write-tree", two[0], two[1]);
    }

    /** Each of the commits on HEAD, by one process, without a work tree. */
    @Benchmark
    public int mergeTreeOfAll(RevertState state) {
        state.repository().git().feed(batch, "merge-tree", "--stdin");
        return state.all().size();
    }
}
