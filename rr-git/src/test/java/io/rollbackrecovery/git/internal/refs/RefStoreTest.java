package io.rollbackrecovery.git.internal.refs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.git.env.GitEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refs against the real git: the same names, values and peeled tags, whatever form git stores them in. */
class RefStoreTest {
    @TempDir
    Path temp;

    private GitFixture git;

    @BeforeEach
    void makeRepository() {
        git = GitFixture.init(temp.resolve("work"));
    }

    private static QuietRepository open(GitFixture git) throws IOException {
        return QuietRepository.open(git.folder(), GitEnvironment.isolated());
    }

    private static void assertSameRefs(GitFixture git) throws IOException {
        List<String> expected = new ArrayList<>();
        for (String line : git.lines("for-each-ref", "--format=%(refname) %(objectname) %(objecttype)")) {
            String[] parts = line.split(" ", -1);
            String peeled = parts[2].equals("tag") ? git.revParse(parts[0] + "^{}") : "";
            expected.add(parts[0] + " " + parts[1] + " " + peeled);
        }
        try (QuietRepository repository = open(git)) {
            List<String> found = new ArrayList<>();
            for (Ref ref : repository.refs().snapshot().refs().values()) {
                ObjectId target = repository.getRefDatabase().peel(ref).getPeeledObjectId();
                found.add(ref.getName() + " " + ref.getObjectId().name() + " " + (target == null ? "" : target.name()));
                assertThat(repository.refs().idOf(ref.getName())).contains(ref.getObjectId());
            }
            assertThat(found).containsExactlyElementsOf(expected);
        }
    }

    private void manyRefs() {
        for (int i = 0; i < 12; i++) {
            git.write("f", "v" + i).commit("Commit " + i);
            git.run("branch", "b/" + i);
            git.run("tag", "light" + i);
            git.run("tag", "-a", "-m", "tag", "heavy" + i);
        }
        git.run("tag", "-a", "-m", "of a tag", "nested", "heavy3");
        git.run("tag", "of-a-tree", "HEAD^{tree}");
        git.run("symbolic-ref", "refs/remotes/origin/HEAD", "refs/heads/b/3");
        git.run("branch", "zürich/ünï");
    }

    @ParameterizedTest
    @ValueSource(strings = {"loose", "packed", "mixed", "gc"})
    void readsWhatGitReads(String form) throws IOException {
        manyRefs();
        if (!form.equals("loose")) {
            git.run(form.equals("gc") ? new String[] {"gc"} : new String[] {"pack-refs", "--all"});
        }
        if (form.equals("mixed")) {
            git.write("f", "more").commit("More");
            git.run("branch", "-f", "b/2", "HEAD");
            git.run("branch", "-D", "b/4");
            git.run("tag", "late");
        }
        assertSameRefs(git);
    }

    @Test
    void readsHead() throws IOException {
        RefStore refs = open(git).refs();
        assertThat(refs.head()).isEqualTo(Head.on("refs/heads/main"));
        assertThat(refs.snapshot().headCommit()).isEmpty();
        assertThat(refs.find("HEAD"))
                .hasValueSatisfying(head -> assertThat(head.getObjectId()).isNull());
        String first = git.write("a", "1").commit("First");
        assertThat(refs.snapshot().headCommit()).contains(ObjectId.fromString(first));
        git.run("checkout", "--quiet", "--detach");
        assertThat(refs.head()).isEqualTo(Head.at(ObjectId.fromString(first)));
    }

    @Test
    void aLinkedWorkTreeHasPrivateRefsOfItsOwn() throws IOException {
        String first = git.write("a", "1").commit("First");
        git.run("worktree", "add", "--quiet", "../linked", "-b", "side");
        GitFixture linked = GitFixture.in(temp.resolve("linked"));
        linked.run("update-ref", "refs/bisect/bad", first);
        git.run("update-ref", "refs/worktree/mine", first);
        assertSameRefs(git);
        assertSameRefs(linked);
        RefStore refs = open(linked).refs();
        assertThat(refs.head()).isEqualTo(Head.on("refs/heads/side"));
        assertThat(refs.otherHeads()).isEqualTo(Map.of("", Head.on("refs/heads/main")));
        assertThat(open(git).refs().otherHeads()).isEqualTo(Map.of("linked", Head.on("refs/heads/side")));
        assertThat(refs.snapshot().refs()).containsKey("refs/bisect/bad").doesNotContainKey("refs/worktree/mine");
    }

    @Test
    void aDamagedRefIsNamedAndLeftOut() throws IOException {
        git.write("a", "1").commit("First");
        Files.writeString(git.path(".git/refs/heads/broken"), "nonsense\n");
        RefStore refs = open(git).refs();
        assertThat(refs.snapshot().broken()).containsExactly("refs/heads/broken");
        assertThat(refs.snapshot().refs()).containsOnlyKeys("refs/heads/main");
        assertThatThrownBy(() -> refs.find("refs/heads/broken"))
                .isInstanceOfSatisfying(
                        RrException.class, thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.CORRUPT));
        Files.writeString(git.path(".git/packed-refs"), "nonsense\n");
        assertThatThrownBy(refs::snapshot).isInstanceOf(RrException.class).hasMessageContaining("packed-refs");
    }

    @Test
    void endlessSymbolicRefsEnd() throws IOException {
        git.write("a", "1").commit("First");
        git.run("symbolic-ref", "refs/heads/x", "refs/heads/y");
        git.run("symbolic-ref", "refs/heads/y", "refs/heads/x");
        RefStore refs = open(git).refs();
        assertThat(refs.snapshot().broken()).containsExactlyInAnyOrder("refs/heads/x", "refs/heads/y");
        assertThatThrownBy(() -> refs.find("refs/heads/x")).isInstanceOf(RrException.class);
    }

    @Test
    void namesThatLeaveTheRefsAreNoRefs() throws IOException {
        git.write("a", "1").commit("First");
        RefStore refs = open(git).refs();
        for (String name : List.of(
                "refs/../config",
                "config",
                "../x",
                "refs/heads/../../HEAD",
                "refs/heads/main.lock",
                "/etc/passwd",
                "refs//heads")) {
            assertThat(refs.find(name)).as(name).isEmpty();
        }
    }

    @Test
    void revisionsResolveAsGitResolvesThem() throws IOException {
        git.write("a", "1").commit("First");
        git.write("a", "2").commit("Second");
        git.write("a", "3").commit("Third");
        git.run("tag", "-a", "-m", "v", "v1");
        git.run("branch", "side", "HEAD~1");
        git.run("checkout", "--quiet", "side");
        git.write("b", "1").commit("On the side");
        git.run("checkout", "--quiet", "main");
        git.run("merge", "--quiet", "--no-ff", "-m", "Merge", "side");
        git.run("config", "branch.side.remote", ".");
        git.run("config", "branch.side.merge", "refs/heads/main");
        git.run("config", "remote.origin.url", "nowhere");
        git.run("config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*");
        git.run("config", "branch.main.remote", "origin");
        git.run("config", "branch.main.merge", "refs/heads/main");
        git.run("update-ref", "refs/remotes/origin/main", "HEAD~2");
        git.run("pack-refs", "--all");
        String head = git.revParse("HEAD");
        try (QuietRepository repository = open(git)) {
            for (String revision : List.of(
                    "HEAD",
                    "HEAD~2",
                    "HEAD^2",
                    "HEAD^{tree}",
                    "HEAD~3^{tree}",
                    "v1",
                    "v1^{commit}",
                    "v1^{}",
                    "side",
                    "heads/side",
                    "refs/heads/side",
                    "main@{1}",
                    "HEAD@{2}",
                    "@{-1}",
                    "main@{u}",
                    "@{upstream}~1",
                    "side@{u}",
                    "HEAD:a",
                    "@",
                    "@~1",
                    "@^2",
                    head.substring(0, 9),
                    head)) {
                assertThat(repository.resolve(revision)).as(revision).isNotNull();
                assertThat(repository.resolve(revision).name()).as(revision).isEqualTo(git.revParse(revision));
            }
            assertThat(repository.resolve("nothing")).isNull();
        }
    }
}
