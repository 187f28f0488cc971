package io.rollbackrecovery.git.internal.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.history.Signature;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.Bytes;
import io.rollbackrecovery.core.plan.PlannedCommit;
import io.rollbackrecovery.core.plan.PlannedTag;
import io.rollbackrecovery.core.plan.TreeStep;
import io.rollbackrecovery.core.source.FileMode;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.git.internal.objects.ObjectSink;
import io.rollbackrecovery.git.internal.objects.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Planned trees, commits and tags: their ids before they exist, and the objects once written, against the real git. */
class TreesTest {
    @TempDir
    Path temp;

    private GitFixture git;

    @BeforeEach
    void init() {
        git = GitFixture.init(temp.resolve("work"));
    }

    private static TreeStep.FileEdit file(String path, String content) {
        return new TreeStep.FileEdit(RepoPath.of(path), FileMode.REGULAR, Optional.of(Bytes.utf8(content)));
    }

    private static TreeStep.FileEdit gone(String path) {
        return new TreeStep.FileEdit(RepoPath.of(path), FileMode.REGULAR, Optional.empty());
    }

    private ObjectStore store() throws IOException {
        return ObjectStore.open(git.path(".git/objects"), List.of());
    }

    private long objects() throws IOException {
        try (Stream<Path> files = Files.walk(git.path(".git/objects"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    private TreeStep.Edit plan(TreeId from, TreeStep.FileEdit... edits) throws IOException {
        try (ObjectStore store = store();
                ObjectReader reader = store.newReader()) {
            return Trees.plan(reader, from, List.of(edits));
        }
    }

    private void write(TreeStep step) throws IOException {
        try (ObjectStore store = store();
                ObjectReader reader = store.newReader();
                ObjectSink inserter = store.newWriter()) {
            new TreeMaterializer(MergeSettings.defaults()).write(List.of(step), reader, inserter);
            inserter.flush();
        }
    }

    @Test
    void editsGiveTheTreeThatGitWouldWriteAndWriteNothingBefore() throws IOException {
        git.write("a-b", "1\n")
                .write("a/x", "2\n")
                .write("a/y/z", "3\n")
                .write("a0", "4\n")
                .commit("Start");
        TreeId from = new TreeId(git.tree("HEAD"));
        long before = objects();
        TreeStep.Edit step =
                plan(from, gone("a/y/z"), file("b/c/d", "new\n"), file("a/x", "changed\n"), file("a.b", ""));
        assertThat(objects()).isEqualTo(before);
        git.delete("a/y/z")
                .write("b/c/d", "new\n")
                .write("a/x", "changed\n")
                .write("a.b", "")
                .commit("Edit");
        assertThat(step.result().hex()).isEqualTo(git.tree("HEAD"));
        assertThat(step.edits()).extracting(edit -> edit.path().toString()).isSorted();
    }

    @Test
    void aPlannedTreeIsWrittenWhole() throws IOException {
        git.write("a/x", "1\n").commit("Start");
        TreeStep.Edit step = plan(new TreeId(git.tree("HEAD")), file("a/n/e/w", "new\n"), gone("a/x"));
        assertThat(git.tryRun("cat-file", "-e", step.result().hex()).exit()).isNotZero();
        write(step);
        assertThat(git.run("ls-tree", "-r", "--name-only", step.result().hex())).isEqualTo("a/n/e/w");
        git.run("fsck", "--strict");
    }

    @Test
    void removingEverythingGivesTheEmptyTreeAndRemovingNothingChangesNothing() throws IOException {
        git.write("a/x", "1\n").commit("Start");
        TreeId from = new TreeId(git.tree("HEAD"));
        TreeStep.Edit all = plan(from, gone("a/x"));
        assertThat(all.result().hex()).isEqualTo(Trees.EMPTY.name());
        write(all);
        assertThat(git.run("cat-file", "-t", all.result().hex())).isEqualTo("tree");
        assertThat(plan(from, gone("not/there"), gone("a/x/y")).result()).isEqualTo(from);
        assertThat(plan(new TreeId(Trees.EMPTY.name()), file("a/x", "1\n")).result())
                .isEqualTo(from);
    }

    @Test
    void aFileInsideAFileIsRefused() throws IOException {
        git.write("a", "1\n").commit("Start");
        TreeId from = new TreeId(git.tree("HEAD"));
        assertThatThrownBy(() -> plan(from, file("n", "1\n"), file("n/m", "2\n")))
                .isInstanceOfSatisfying(
                        RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST));
    }

    @Test
    void aStepThatEndsElsewhereIsRefused() throws IOException {
        git.write("a", "1\n").commit("Start");
        TreeId from = new TreeId(git.tree("HEAD"));
        TreeStep.Edit step = plan(from, file("a", "2\n"));
        TreeStep.Edit wrong = new TreeStep.Edit(from, List.of(file("a", "3\n")), step.result());
        long before = objects();
        assertThatThrownBy(() -> write(wrong))
                .isInstanceOfSatisfying(
                        RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STALE));
        assertThat(objects()).isEqualTo(before);
    }

    @Test
    void commitsAndTagsHaveTheIdsThatGitGivesThem() throws IOException {
        String first = git.write("a", "1\n").commit("Start");
        String second = git.write("a", "2\n").commit("Zweiter Übertrag\n\nText mit Umläuten.\n\nKey: value");
        git.run("tag", "--annotate", "--message", "before it\n\nmore", "v1", second);
        Instant time = Instant.ofEpochSecond(Long.parseLong(git.run("log", "-1", "--format=%at", second)));
        Signature ada = new Signature(
                git.run("log", "-1", "--format=%an", second),
                git.run("log", "-1", "--format=%ae", second),
                time,
                ZoneOffset.UTC);
        PlannedCommit commit = CommitObjects.commit(
                new TreeId(git.tree(second)),
                List.of(new CommitId(first)),
                ada,
                ada,
                "Zweiter Übertrag\n\nText mit Umläuten.\n\nKey: value\n");
        assertThat(commit.id().hex()).isEqualTo(second);
        Instant tagTime = Instant.ofEpochSecond(
                Long.parseLong(git.run("for-each-ref", "--format=%(taggerdate:unix)", "refs/tags")));
        Signature tagger = new Signature(ada.name(), ada.email(), tagTime, ZoneOffset.UTC);
        PlannedTag tag = CommitObjects.tag("v1", new CommitId(second), tagger, "before it\n\nmore\n");
        assertThat(tag.id().hex()).isEqualTo(git.revParse("refs/tags/v1"));
    }

    @Test
    void plannedCommitsAreWrittenAsPlanned() throws IOException {
        String first = git.write("a", "1\n").commit("Start");
        Signature who = new Signature(
                "Ada Example", "ada@example.org", Instant.ofEpochSecond(1767600000L), ZoneOffset.ofHoursMinutes(5, 30));
        PlannedCommit commit =
                CommitObjects.commit(new TreeId(git.tree(first)), List.of(new CommitId(first)), who, who, "Message\n");
        PlannedTag tag = CommitObjects.tag("t", commit.id(), who, "Tag\n");
        try (ObjectStore store = store();
                ObjectSink inserter = store.newWriter()) {
            CommitObjects.write(commit, inserter);
            CommitObjects.write(tag, inserter);
            inserter.flush();
        }
        assertThat(git.run(
                        "log",
                        "-1",
                        "--format=%an <%ae> %ad %s",
                        "--date=raw",
                        commit.id().hex()))
                .isEqualTo("Ada Example <ada@example.org> 1767600000 +0530 Message");
        assertThat(git.run("cat-file", "-t", tag.id().hex())).isEqualTo("tag");
        git.run("fsck", "--strict");
        PlannedCommit forged =
                new PlannedCommit(commit.id(), commit.tree(), commit.parents(), who, who, "Another message\n");
        try (ObjectStore store = store();
                ObjectSink inserter = store.newWriter()) {
            assertThatThrownBy(() -> CommitObjects.write(forged, inserter)).isInstanceOf(RrException.class);
        }
    }
}
