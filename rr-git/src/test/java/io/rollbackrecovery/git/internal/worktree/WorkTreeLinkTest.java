package io.rollbackrecovery.git.internal.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.source.FileMode;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.git.env.GitEnvironment;
import io.rollbackrecovery.git.internal.filters.Filters;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Symbolic links are written with the target that was recorded, whatever it leads to. */
final class WorkTreeLinkTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"file", "../up", "a/../b", "./here", "../../x/../y", "/absolute/../path", "."})
    void writesTheRecordedTarget(String target) throws IOException {
        GitFixture git = GitFixture.init(folder);
        git.write("a", "a").commit("first");
        try (RepositoryAccess repository = RepositoryAccess.open(folder, GitEnvironment.isolated())) {
            BlobSource blobs = blob -> new ByteArrayInputStream(target.getBytes(StandardCharsets.UTF_8));
            WorkTree workTree = new WorkTree(
                    folder,
                    repository.conversions(repository
                            .commits()
                            .commit(repository.requireHeadCommit())
                            .tree()),
                    blobs,
                    blobs,
                    Filters.none(folder),
                    true,
                    true);
            RepoPath link = RepoPath.of("dir/link");
            ObjectId id = WorkTree.hash(target.getBytes(StandardCharsets.UTF_8));
            assertThat(workTree.set(link, new Content.Tracked(FileMode.SYMLINK, id), ".new"))
                    .isTrue();
            assertThat(Files.readSymbolicLink(folder.resolve("dir/link"))).hasToString(target);
        }
    }
}
