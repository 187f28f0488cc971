package io.rollbackrecovery.git.internal.scratch;

import io.rollbackrecovery.core.check.Check;
import io.rollbackrecovery.core.check.CheckRun;
import io.rollbackrecovery.core.check.CheckTarget;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.git.env.GitEnvironment;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A repository made by the real git, and a runner over it. */
final class ScratchFixture implements AutoCloseable {
    final GitFixture git;
    final Path temporary;
    final ScratchCheckRunner runner;
    final RepositoryAccess repository;

    ScratchFixture(Path folder) throws IOException {
        this(folder, GitFixture.init(folder.resolve("repo")), GitEnvironment.isolated());
    }

    ScratchFixture(Path folder, GitFixture git, GitEnvironment environment) throws IOException {
        this.git = git;
        this.temporary = folder.resolve("tmp");
        this.repository = RepositoryAccess.open(git.folder(), environment);
        this.runner = new ScratchCheckRunner(repository, temporary);
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
        repository.close();
    }
}
