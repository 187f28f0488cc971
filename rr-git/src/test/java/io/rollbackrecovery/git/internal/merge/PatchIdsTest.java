package io.rollbackrecovery.git.internal.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.TempRepository;
import io.rollbackrecovery.fixtures.Tools;
import io.rollbackrecovery.git.internal.objects.ObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Patch ids against {@code git patch-id --stable}, on generated histories. */
class PatchIdsTest {
    @TempDir
    Path temp;

    @BeforeEach
    void needsGit() {
        Tools.require("git");
    }

    /** Compares the ids of all commits that git gives one. */
    private static int compare(GitFixture git) throws IOException {
        String commits = String.join("\n", git.lines("rev-list", "--all", "--no-merges")) + "\n";
        byte[] patches = git.tryRunWithInput(
                        commits.getBytes(StandardCharsets.UTF_8),
                        "diff-tree",
                        "--stdin",
                        "-p",
                        "--full-index",
                        "--root",
                        "-r")
                .outBytes();
        Map<String, String> expected = new HashMap<>();
        for (String line : git.tryRunWithInput(patches, "patch-id", "--stable")
                .out()
                .lines()
                .toList()) {
            expected.put(line.substring(41), line.substring(0, 40));
        }
        try (ObjectStore store = ObjectStore.open(git.path(".git/objects"), List.of());
                ObjectReader reader = store.newReader();
                RevWalk walk = new RevWalk(reader)) {
            PatchIds ids = new PatchIds(reader, new RecentTrees(1 << 20));
            for (Map.Entry<String, String> entry : expected.entrySet()) {
                RevCommit commit = walk.parseCommit(ObjectId.fromString(entry.getKey()));
                ObjectId before = commit.getParentCount() == 0
                        ? Trees.EMPTY
                        : walk.parseCommit(commit.getParent(0)).getTree();
                assertThat(ids.id(ids.changes(
                                new TreeId(before.name()),
                                new TreeId(commit.getTree().name()))))
                        .as("patch of %s: %s", entry.getKey(), git.run("show", "--stat", entry.getKey()))
                        .contains(entry.getValue());
            }
        }
        return expected.size();
    }

    @Test
    void generatedHistoriesHaveGitsIds() throws IOException {
        GitFixture git = TempRepository.seeded(21)
                .files(12)
                .commits(120)
                .into(temp.resolve("work"))
                .git();
        assertThat(compare(git)).isGreaterThan(80);
    }

    @Test
    void oddFilesHaveGitsIds() throws IOException {
        GitFixture git = GitFixture.init(temp.resolve("work"));
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int h = 0; h < 12; h++) {
            for (Snapshot snapshot : new CaseGenerator(900 + h, true).history(20)) {
                print(stream, "commit refs/heads/h" + h + "\ncommitter Ada <ada@example.org> 1767600000 +0000\n");
                print(stream, "data 0\ndeleteall\n");
                snapshot.put(
                        "caf\u00e9 \"q\"\\",
                        "100644",
                        ("x" + snapshot.files.size() + "\n").getBytes(StandardCharsets.UTF_8));
                snapshot.files.forEach((path, item) -> write(stream, path, item));
                print(stream, "\n");
            }
        }
        assertThat(git.tryRunWithInput(stream.toByteArray(), "fast-import", "--quiet")
                        .exit())
                .isZero();
        assertThat(compare(git)).isGreaterThan(150);
    }

    private static void write(ByteArrayOutputStream stream, String path, Snapshot.Item item) {
        String name = "\"" + path.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        if (item.mode.equals("160000")) {
            print(stream, "M 160000 " + new String(item.content, StandardCharsets.US_ASCII) + " " + name + "\n");
        } else {
            print(stream, "M " + item.mode + " inline " + name + "\ndata " + item.content.length + "\n");
            stream.writeBytes(item.content);
            print(stream, "\n");
        }
    }

    private static void print(ByteArrayOutputStream stream, String text) {
        stream.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void blocksThatCouldLieInSeveralPlacesHaveGitsIds() throws IOException {
        GitFixture git = GitFixture.init(temp.resolve("work"));
        Random random = new Random(31);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            lines.addAll(block(random));
        }
        git.write("Code.java", String.join("", lines)).commit("Start");
        for (int i = 0; i < 80; i++) {
            int at = random.nextInt(lines.size());
            if (random.nextInt(3) == 0) {
                int end = Math.min(lines.size(), at + 1 + random.nextInt(12));
                lines.subList(at, end).clear();
            } else {
                lines.addAll(at, block(random));
            }
            git.write("Code.java", String.join("", lines)).commit("Change " + i);
        }
        assertThat(compare(git)).isEqualTo(81);
    }

    /** A method, of few different lines, so that it can be moved up and down a little without a difference. */
    private static List<String> block(Random random) {
        List<String> lines = new ArrayList<>();
        String indent = random.nextBoolean() ? "    " : "\t";
        lines.add(indent + "void run" + random.nextInt(3) + "() {\n");
        for (int i = random.nextInt(3); i >= 0; i--) {
            lines.add(indent + indent + "call(" + random.nextInt(2) + ");\n");
            if (random.nextInt(3) == 0) {
                lines.add(random.nextBoolean() ? "\n" : "  \n");
            }
        }
        lines.add(indent + "}\n");
        lines.add("\n");
        return lines;
    }
}
