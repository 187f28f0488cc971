package io.rollbackrecovery.examples.benchmarks.revert;

import io.rollbackrecovery.RollbackRecovery;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.RevertRequest;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.merge.ThreeWayMerger;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Planning in this process: repository open, JVM warm. A plan that conflicts fails the run. */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PlanBenchmark {
    private RollbackRecovery rr;
    private Repository jgit;

    /** Opens the repository. */
    @Setup
    public void open(RevertState state) throws IOException {
        rr = RollbackRecovery.open(state.repository().folder());
        jgit = new FileRepository(state.repository().folder().resolve(".git").toFile());
    }

    /** Closes it. */
    @TearDown
    public void close() {
        rr.close();
        jgit.close();
    }

    /** All commits of a call in one plan. */
    @Benchmark
    public Plan rr(RevertState state) {
        Plan plan = rr.reverts()
                .plan(RevertRequest.of(state.next().stream().map(CommitId::new).toList()));
        if (!plan.conflicts().isEmpty() || plan.commits().isEmpty()) {
            throw new IllegalStateException("not a clean plan: " + plan.describe());
        }
        return plan;
    }

    /** One commit by JGit's own merge in memory, which follows no renames. */
    @Benchmark
    public ObjectId jgit(RevertState state) throws IOException {
        try (RevWalk walk = new RevWalk(jgit)) {
            RevCommit commit = walk.parseCommit(ObjectId.fromString(state.next().get(0)));
            RevCommit head = walk.parseCommit(jgit.resolve("HEAD"));
            RevCommit parent = walk.parseCommit(commit.getParent(0));
            ThreeWayMerger merger = MergeStrategy.RECURSIVE.newMerger(jgit, true);
            merger.setBase(commit);
            if (!merger.merge(head, parent)) {
                throw new IllegalStateException("JGit conflicts on " + commit.name());
            }
            return merger.getResultTreeId();
        }
    }
}
