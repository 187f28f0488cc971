package io.rollbackrecovery.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.plan.ApplyOptions;
import io.rollbackrecovery.core.plan.ApplyOutcome;
import io.rollbackrecovery.core.plan.LineCount;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Tools;
import io.rollbackrecovery.git.env.GitEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Planning reverts where objects are missing or damaged, and where trees have names that no disk may see. */
class DamagedRepositoryTest {
    private static final String LINES = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";

    @TempDir
    Path folder;

    private GitFixture git;
    private String change;

    @BeforeEach
    void makeRepository() {
        Tools.require("git");
        git = GitFixture.init(folder.resolve("work"));
        git.run("config", "gc.auto", "0");
        git.write("src/a.txt", LINES)
                .write("b.txt", "b\n")
                .write("other/c.txt", "c\n")
                .commit("Start");
        change = git.write("src/a.txt", LINES.replace("2", "two")).commit("Change");
    }

    private Plan plan(Path place) {
        try (GitRepository repository = GitRepository.open(place, GitEnvironment.isolated())) {
            return repository.reverts().plan(RevertRequest.of(List.of(new CommitId(change))));
        }
    }

    private Plan plan() {
        return plan(folder.resolve("work"));
    }

    private Path loose(String id) {
        return git.path(".git/objects/" + id.substring(0, 2) + "/" + id.substring(2));
    }

    private void deleteBlobsExcept(List<String> kept) throws IOException {
        for (String line : git.lines("cat-file", "--batch-all-objects", "--batch-check=%(objecttype) %(objectname)")) {
            if (line.startsWith("blob ") && !kept.contains(line.substring(5))) {
                Files.delete(loose(line.substring(5)));
            }
        }
    }

    @Test
    void blobsThatAreNotNeededAreNotRead() throws IOException {
        git.write("b.txt", "bb\n").commit("Aside");
        Plan whole = plan();
        deleteBlobsExcept(List.of());
        assertThat(plan().tree()).isEqualTo(whole.tree()).isPresent();
        assertThat(plan().changes()).isEqualTo(whole.changes());
        try (GitRepository repository = GitRepository.open(folder.resolve("work"), GitEnvironment.isolated())) {
            assertThat(repository.lineCounts(whole))
                    .extracting(LineCount::counted)
                    .containsExactly(false);
            assertThat(repository
                            .sameChanges(List.of(new CommitId(change)), 100)
                            .complete())
                    .isTrue();
        }
    }

    @Test
    void aFileThatChangedSinceIsMergedFromItsThreeVersionsAlone() throws IOException {
        git.write("src/a.txt", LINES.replace("2", "two").replace("8", "eight")).commit("Later");
        Plan whole = plan();
        assertThat(whole.isClean()).isTrue();
        deleteBlobsExcept(List.of(
                git.revParse("HEAD:src/a.txt"),
                git.revParse(change + ":src/a.txt"),
                git.revParse(change + "~1:src/a.txt")));
        assertThat(plan().tree()).isEqualTo(whole.tree());
    }

    @Test
    void aMissingBlobIsNamedWithItsPath() throws IOException {
        git.write("src/a.txt", LINES.replace("2", "two").replace("8", "eight")).commit("Later");
        String blob = git.revParse(change + ":src/a.txt");
        Files.delete(loose(blob));
        assertFails(ErrorCode.MISSING_OBJECT, blob, "src/a.txt");
    }

    @Test
    void aMissingFolderIsNamedWithItsPath() throws IOException {
        git.write("src/a.txt", LINES.replace("2", "two").replace("8", "eight")).commit("Later");
        String tree = git.revParse(change + ":src");
        Files.delete(loose(tree));
        assertFails(ErrorCode.MISSING_OBJECT, tree, "src");
    }

    @Test
    void aMissingCommitIsNamed() throws IOException {
        git.write("b.txt", "bb\n").commit("Later");
        String parent = git.revParse(change + "~1");
        Files.delete(loose(parent));
        assertFails(ErrorCode.MISSING_OBJECT, parent, "");
    }

    @Test
    void aHistoryThatCannotBeReadToItsEndIsNamed() throws IOException {
        git.write("b.txt", "bb\n").commit("Later");
        String parent = git.revParse(change + "~1");
        Files.delete(loose(parent));
        try (GitRepository repository = GitRepository.open(folder.resolve("work"), GitEnvironment.isolated())) {
            CommitId tip = repository.require("HEAD");
            assertThatThrownBy(() -> repository.commits().range(List.of(), tip))
                    .isInstanceOfSatisfying(RrException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.MISSING_OBJECT);
                        assertThat(e).hasMessageContaining(parent);
                    });
        }
    }

    @Test
    void aDamagedLooseObjectIsNamedWithItsPath() throws IOException {
        git.write("src/a.txt", LINES.replace("2", "two").replace("8", "eight")).commit("Later");
        String blob = git.revParse(change + ":src/a.txt");
        byte[] bytes = Files.readAllBytes(loose(blob));
        Files.delete(loose(blob));
        for (int i = 4; i < bytes.length; i++) {
            bytes[i] ^= 0x5a;
        }
        Files.write(loose(blob), bytes);
        assertFails(ErrorCode.CORRUPT, blob, "src/a.txt");
    }

    @Test
    void aDamagedPackIsNamedWithTheObject() throws IOException {
        git.write("src/a.txt", LINES.replace("2", "two").replace("8", "eight")).commit("Later");
        git.run("repack", "-adq", "--depth=0");
        String blob = git.revParse(change + ":src/a.txt");
        Path pack;
        try (Stream<Path> files = Files.list(git.path(".git/objects/pack"))) {
            pack = files.filter(file -> file.toString().endsWith(".pack"))
                    .findFirst()
                    .orElseThrow();
        }
        String entry = git.lines("verify-pack", "-v", pack.toString().replaceFirst("pack$", "idx")).stream()
                .filter(line -> line.startsWith(blob))
                .findFirst()
                .orElseThrow();
        int offset = Integer.parseInt(entry.split("\\s+", -1)[4]);
        byte[] bytes = Files.readAllBytes(pack);
        Files.delete(pack);
        for (int i = offset + 4; i < offset + 12; i++) {
            bytes[i] ^= 0x5a;
        }
        Files.write(pack, bytes);
        assertFails(ErrorCode.CORRUPT, blob, "src/a.txt");
    }

    private void assertFails(ErrorCode code, String object, String path) {
        assertThatThrownBy(this::plan).isInstanceOfSatisfying(RrException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e).hasMessageContaining(object).hasMessageContaining(path);
            assertThat(e.hint()).isNotBlank();
        });
    }

    @Test
    void aPartialCloneIsEnoughAsLongAsNoBlobIsNeeded() {
        git.run("config", "uploadpack.allowFilter", "true");
        git.run("config", "uploadpack.allowAnySHA1InWant", "true");
        git.write("b.txt", "bb\n").commit("Aside");
        String url = git.path(".").toUri().toString();
        git.run(
                "clone",
                "--quiet",
                "--filter=blob:none",
                "--no-checkout",
                url,
                folder.resolve("partial").toString());
        assertThat(plan(folder.resolve("partial")).tree()).isEqualTo(plan().tree());

        git.write("src/a.txt", LINES.replace("2", "two").replace("8", "eight")).commit("Later");
        git.run(
                "clone",
                "--quiet",
                "--filter=blob:none",
                "--no-checkout",
                url,
                folder.resolve("second").toString());
        assertThatThrownBy(() -> plan(folder.resolve("second"))).isInstanceOfSatisfying(RrException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.MISSING_OBJECT);
            assertThat(e).hasMessageContaining("src/a.txt");
            assertThat(e.hint()).contains("fetch").contains("partial");
        });
    }

    @Test
    void repositoriesOfSha256AreRefused() {
        git.run(
                "init",
                "--quiet",
                "--object-format=sha256",
                folder.resolve("new").toString());
        assertThatThrownBy(() -> plan(folder.resolve("new")))
                .isInstanceOfSatisfying(
                        RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_REPOSITORY));
    }

    @Test
    void namesThatNoDiskMaySeeArePlannedAndNotApplied() throws IOException {
        String before = git.tryRunWithInput("x\n".getBytes(StandardCharsets.UTF_8), "hash-object", "-w", "--stdin")
                .out()
                .strip();
        String after = git.tryRunWithInput("y\n".getBytes(StandardCharsets.UTF_8), "hash-object", "-w", "--stdin")
                .out()
                .strip();
        for (String name : List.of("..", ".git", ".GIT", "git~1")) {
            String start = commit(tree(name, before), git.revParse("main"));
            change = commit(tree(name, after), start);
            git.run("update-ref", "refs/heads/main", change);
            try (GitRepository repository = GitRepository.open(folder.resolve("work"), GitEnvironment.isolated())) {
                Plan plan = repository.reverts().plan(RevertRequest.of(List.of(new CommitId(change))));
                assertThat(plan.isClean()).as(name).isTrue();
                assertThat(plan.tree().orElseThrow().hex()).isEqualTo(tree(name, before));
                ApplyOutcome outcome = repository.apply(plan, ApplyOptions.safe(), RunContext.none());
                assertThat(outcome.kind()).as(name).isEqualTo(ApplyOutcome.Kind.UNSAFE_PATH);
                assertThat(git.revParse("main")).isEqualTo(change);
            }
        }
        for (String name : List.of("a/b", "")) {
            change = commit(tree(name, after), git.revParse("main~1"));
            git.run("update-ref", "refs/heads/main", change);
            assertFails(ErrorCode.CORRUPT, tree(name, after), "");
        }
    }

    /** A tree with a single entry, whatever its name. */
    private String tree(String name, String blob) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(("100644 " + name + "\0").getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(HexFormat.of().parseHex(blob));
        return git.tryRunWithInput(bytes.toByteArray(), "hash-object", "-w", "-t", "tree", "--literally", "--stdin")
                .out()
                .strip();
    }

    private String commit(String tree, String parent) {
        return git.run("commit-tree", "-m", "Hostile", "-p", parent, tree);
    }
}
