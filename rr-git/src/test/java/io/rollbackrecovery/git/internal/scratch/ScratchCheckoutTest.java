package io.rollbackrecovery.git.internal.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.core.check.Check;
import io.rollbackrecovery.core.check.CheckRun;
import io.rollbackrecovery.core.check.Verdict;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.TempRepository;
import io.rollbackrecovery.git.env.GitEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies in a scratch work tree, compared with what the real git checks out. */
@Timeout(120)
final class ScratchCheckoutTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {".git", ".GIT", ".git ", "..", ".", "git~1", ".g\u200cit", ".git::$INDEX_ALLOCATION"})
    void refusesPathsThatLeaveTheFolderOrAreGits(String name) throws IOException {
        try (ScratchFixture fixture = new ScratchFixture(folder)) {
            GitFixture git = fixture.git;
            String blob = hash(git, "blob", "x".getBytes(StandardCharsets.UTF_8));
            String inner = tree(git, "100644 hooks", blob);
            String commit = git.run("commit-tree", "-m", "x", tree(git, "40000 " + name, inner));
            assertUnsafe(fixture, commit);
            String file = git.run("commit-tree", "-m", "x", tree(git, "100644 " + name, blob));
            assertUnsafe(fixture, file);
            assertThat(Files.exists(folder.resolve("hooks"))).isFalse();
            String good = git.write("a", "1").commit("good");
            assertThat(fixture.sh(good, "ls -A").log()).isEqualTo(".git\na\n");
        }
    }

    private static void assertUnsafe(ScratchFixture fixture, String commit) {
        assertThatThrownBy(() -> fixture.sh(commit, "true"))
                .isInstanceOfSatisfying(
                        RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSAFE_PATH));
    }

    @Test
    void writesThroughNoLink() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        try (ScratchFixture fixture = new ScratchFixture(folder)) {
            GitFixture git = fixture.git;
            String link = hash(git, "blob", outside.toString().getBytes(StandardCharsets.UTF_8));
            String blob = hash(git, "blob", "x".getBytes(StandardCharsets.UTF_8));
            String inner = tree(git, "100644 planted", blob);
            String commit =
                    git.run("commit-tree", "-m", "x", tree(git, "120000 a", link, "40000 a", inner, "100644 b", blob));
            assertUnsafe(fixture, commit);
            assertThat(outside).isEmptyDirectory();
            // a link that a check left where the next tree has a folder
            String good = git.write("a/planted", "1").commit("good");
            fixture.sh(good, "rm -r a && ln -s " + outside + " a");
            assertThat(fixture.sh(good, "cat a/planted && test ! -L a").verdict())
                    .isEqualTo(Verdict.GOOD);
            fixture.sh(good, "cd .. && mv repo moved && ln -s " + outside + " repo");
            assertThat(fixture.sh(good, "cat a/planted").log()).isEqualTo("1");
            assertThat(outside).isEmptyDirectory();
        }
    }

    @Test
    void namesATreeThatHasAPathTwice() throws IOException {
        try (ScratchFixture fixture = new ScratchFixture(folder)) {
            GitFixture git = fixture.git;
            String blob = hash(git, "blob", "x".getBytes(StandardCharsets.UTF_8));
            String commit = git.run("commit-tree", "-m", "x", tree(git, "100644 a", blob, "100644 a", blob));
            assertThatThrownBy(() -> fixture.sh(commit, "true")).isInstanceOf(RrException.class);
        }
    }

    @Test
    void convertsLineEndsAndRunsNoFilter() throws IOException {
        GitFixture git = GitFixture.init(folder.resolve("repo"));
        try (ScratchFixture fixture = new ScratchFixture(folder, git, GitEnvironment.isolated())) {
            git.write(".gitattributes", "*.bat text eol=crlf\n*.lfs filter=evil\n")
                    .write("a.bat", "one\ntwo\n")
                    .write("a.sh", "one\ntwo\n")
                    .write("a.lfs", "pointer\n");
            String commit = git.commit("first");
            git.run("config", "filter.evil.smudge", "touch " + folder.resolve("ran") + "; cat");
            git.write(".gitattributes", "*.bat -text\n");
            String second = git.commit("second");
            String script = "od -c a.bat | head -1; git status --porcelain; git ls-files --eol a.bat";
            assertThat(fixture.sh(commit, script).log()).isEqualTo("""
                            0000000   o   n   e  \\r  \\n   t   w   o  \\r  \\n
                            i/lf    w/crlf  attr/text eol=crlf    \ta.bat
                            """);
            assertThat(fixture.sh(second, script).log()).startsWith("0000000   o   n   e  \\n");
            assertThat(fixture.sh(commit, "cat a.lfs").log()).isEqualTo("pointer\n");
            assertThat(folder.resolve("ran")).doesNotExist();
        }
    }

    @Test
    void makesAnEmptyFolderOfASubmodule() throws IOException {
        GitFixture module = GitFixture.init(folder.resolve("module"));
        module.write("m", "m").commit("m");
        try (ScratchFixture fixture = new ScratchFixture(folder)) {
            fixture.git.run("submodule", "--quiet", "add", module.folder().toString(), "sub");
            String commit = fixture.git.commit("with a submodule");
            for (int i = 0; i < 2; i++) {
                CheckRun run = fixture.sh(
                        commit, "ls -A sub; git status --porcelain; git ls-files -s sub | cut -c1-6; echo x > sub/x");
                assertThat(run.log()).isEqualTo("160000\n");
            }
        }
    }

    @Test
    void writesNamesThatAreNoText() throws IOException {
        try (ScratchFixture fixture = new ScratchFixture(folder)) {
            GitFixture git = fixture.git;
            String blob = hash(git, "blob", "x".getBytes(StandardCharsets.UTF_8));
            byte[] target = {'.', '.', '/', (byte) 0xe9};
            byte[] entry = {'1', '0', '0', '6', '4', '4', ' ', (byte) 0xff, (byte) 0xfe};
            ByteArrayOutputStream tree = new ByteArrayOutputStream();
            append(tree, "120000 l".getBytes(StandardCharsets.US_ASCII), hash(git, "blob", target));
            append(tree, entry, blob);
            String commit = git.run("commit-tree", "-m", "x", hash(git, "tree", tree.toByteArray()));
            for (int i = 0; i < 2; i++) {
                CheckRun run = fixture.sh(
                        commit,
                        "git diff-files --quiet && git status --porcelain && ls | od -An -tx1 && readlink l | od -An -tx1");
                assertThat(run.log().replace(" ", "")).isEqualTo("6c0afffe0a\n2e2e2fe90a\n");
                assertThat(run.verdict()).isEqualTo(Verdict.GOOD);
            }
        }
    }

    @Test
    void seesAnEditThatHidesItself() throws IOException {
        try (ScratchFixture fixture = new ScratchFixture(folder)) {
            String commit = fixture.git.write("a", "12345").write("b", "x").commit("first");
            for (int i = 0; i < 5; i++) {
                // same size, old times
                CheckRun run =
                        fixture.sh(commit, "cat a b; touch -r a ref; printf 54321 > a; touch -r ref a; chmod 666 b");
                assertThat(run.log()).isEqualTo("12345x");
            }
            // in the same moment as the checkout
            for (int i = 0; i < 20; i++) {
                CheckRun run = fixture.run(commit, Check.function("edit", where -> {
                    boolean clean = Files.readString(where.resolve("a")).equals("12345");
                    Files.writeString(where.resolve("a"), "54321");
                    return clean ? Verdict.GOOD : Verdict.BAD;
                }));
                assertThat(run.verdict()).isEqualTo(Verdict.GOOD);
            }
        }
    }

    @Test
    void keepsWhatWasNotTouched() throws IOException {
        try (ScratchFixture fixture = new ScratchFixture(folder)) {
            fixture.git.write("dir/same", "1").write("other", "2");
            String first = fixture.git.commit("first");
            String second = fixture.git.write("other", "3").commit("second");
            List<String> inodes = new ArrayList<>();
            for (String commit : List.of(first, second, first)) {
                // the checkout must not be in the same moment as the last write
                inodes.add(fixture.sh(commit, "sleep 0.05; ls -i dir/same other | cut -d' ' -f1 | tr '\\n' ' '")
                        .log());
            }
            assertThat(inodes).allSatisfy(line -> assertThat(line).matches("\\d+ \\d+ "));
            CheckRun run = fixture.sh(second, "cat dir/same other; touch dir/new; chmod 0777 dir");
            assertThat(run.log()).isEqualTo("13");
            assertThat(fixture.sh(second, "ls dir; stat -c %a dir").log()).matches("same\n7[57]5\n");
        }
    }

    /** The files of a folder without {@code .git}: kind, permissions and bytes. */
    private static Map<String, String> files(Path root) throws IOException {
        Map<String, String> files = new HashMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.toList()) {
                String name = root.relativize(path).toString();
                if (name.equals(".git") || name.startsWith(".git/")) {
                    continue;
                }
                String content = Files.isSymbolicLink(path)
                        ? "link " + Files.readSymbolicLink(path)
                        : Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                                ? "folder"
                                : Files.getPosixFilePermissions(path) + Files.readString(path);
                files.put(name, content);
            }
        }
        return files;
    }

    @Test
    void equalsGitsCheckoutOverAGeneratedHistory() throws IOException {
        TempRepository generated =
                TempRepository.seeded(7).files(30).commits(120).into(folder.resolve("repo"));
        GitFixture git = generated.git();
        Random random = new Random(7);
        try (ScratchFixture fixture = new ScratchFixture(folder, git, GitEnvironment.isolated())) {
            for (int i = 0; i < 25; i++) {
                String commit = generated.commits().get(random.nextInt(120));
                git.run("checkout", "--quiet", "--detach", commit);
                Map<String, String> expected = files(git.folder());
                CheckRun run = fixture.run(commit, Check.function("compare", where -> {
                    assertThat(files(where)).isEqualTo(expected);
                    try (Stream<Path> paths = Files.walk(where)) {
                        for (Path path : paths.filter(Files::isRegularFile).toList()) {
                            switch (random.nextInt(8)) {
                                case 0 -> Files.delete(path);
                                case 1 -> Files.writeString(path, "left behind");
                                case 2 -> Files.writeString(path.resolveSibling("new" + random.nextInt()), "x");
                                case 3 ->
                                    assertThat(path.toFile().setExecutable(true))
                                            .isTrue();
                                default -> {}
                            }
                        }
                    }
                    return Verdict.GOOD;
                }));
                assertThat(run.log()).isEmpty();
                assertThat(run.verdict()).isEqualTo(Verdict.GOOD);
            }
        }
    }

    private static String tree(GitFixture git, String... entriesAndIds) {
        ByteArrayOutputStream tree = new ByteArrayOutputStream();
        for (int i = 0; i < entriesAndIds.length; i += 2) {
            append(tree, entriesAndIds[i].getBytes(StandardCharsets.UTF_8), entriesAndIds[i + 1]);
        }
        return hash(git, "tree", tree.toByteArray());
    }

    private static void append(ByteArrayOutputStream tree, byte[] entry, String id) {
        tree.writeBytes(entry);
        tree.write(0);
        byte[] raw = new byte[20];
        ObjectId.fromString(id).copyRawTo(raw, 0);
        tree.writeBytes(raw);
    }

    private static String hash(GitFixture git, String type, byte[] bytes) {
        return git.tryRunWithInput(bytes, "hash-object", "-w", "--literally", "-t", type, "--stdin")
                .out()
                .strip();
    }
}
