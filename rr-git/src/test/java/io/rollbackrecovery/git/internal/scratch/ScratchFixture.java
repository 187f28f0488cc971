package io.rollbackrecovery.git.internal.scratch;

import io.rollbackrecovery.core.check.Check;
import io.rollbackrecovery.core.check.CheckRun;
import io.rollbackrecovery.core.check.CheckTarget;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.git.env.GitEnvironment;
import io.rollbackrecovery.git.internal.layout.GitLayout;
import io.rollbackrecovery.git.internal.objects.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;

/** A repository made by the real git, and a runner over it. */
final class ScratchFixture implements AutoCloseable {
    final GitFixture git;
    final Path temporary;
    final ScratchCheckRunner runner;
    private final ObjectStore store;

    ScratchFixture(Path folder) throws IOException {
        this(folder, GitFixture.init(folder.resolve("repo")), GitEnvironment.isolated());
    }

    ScratchFixture(Path folder, GitFixture git, GitEnvironment environment) throws IOException {
        this(folder, git, environment, (plan, target) -> {
            throw new AssertionError("no plan is checked here");
        });
    }

    ScratchFixture(Path folder, GitFixture git, GitEnvironment environment, PlanTrees plans) throws IOException {
        this.git = git;
        this.temporary = folder.resolve("tmp");
        GitLayout layout = GitLayout.find(git.folder(), environment.withoutRepositoryVariables());
        this.store = ObjectStore.open(layout);
        Lender lender = new Lender(layout, store::newReader, () -> {
            TreeMap<String, ObjectId> refs = new TreeMap<>();
            for (String line : git.lines("for-each-ref", "--format=%(objectname) %(refname)")) {
                refs.put(
                        line.substring(line.indexOf(' ') + 1),
                        ObjectId.fromString(line.substring(0, line.indexOf(' '))));
            }
            return refs;
        });
        this.runner = new ScratchCheckRunner(lender, plans, environment, temporary);
    }

    CheckRun run(String commit, Check check) {
        return runner.run(new CheckTarget.OfCommit(new CommitId(commit)), check, RunContext.none());
    }

    CheckRun sh(String commit, String script) {
        return run(commit, Check.command("sh", "-c", script));
    }

    List<Path> scratches() throws IOException {
        if (!Files.isDirectory(temporary)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(temporary)) {
            return folders.toList();
        }
    }

    @Override
    public void close() {
        runner.close();
        store.close();
    }
}
