package io.rollbackrecovery.git.internal.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.id.RepoPath;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The rules of disks that ignore case, as a table: this machine has none. */
class SameNameTest {
    private static Map<String, String> clashes(List<String> there, String... added) {
        Map<String, String> clashes = new TreeMap<>();
        SameName.clashes(
                        there.stream().map(RepoPath::of).toList(),
                        Arrays.stream(added).map(RepoPath::of).toList())
                .forEach((path, other) -> clashes.put(path.toString(), other.toString()));
        return clashes;
    }

    @Test
    void filesWhoseNamesDifferInCaseAlone() {
        assertThat(clashes(List.of("readme.md"), "README.md")).containsEntry("README.md", "readme.md");
        assertThat(clashes(List.of("dir/a"), "Dir/A")).containsEntry("Dir/A", "dir/a");
        assertThat(clashes(List.of(), "A", "a")).containsExactly(Map.entry("a", "A"));
        assertThat(clashes(List.of("a"), "b", "a/c")).as("git has no such tree").isEmpty();
    }

    @Test
    void foldersOfTheSameNameAreOne() {
        assertThat(clashes(List.of("dir/a"), "DIR/b")).isEmpty();
    }

    /** What was a way to write through a link: git's CVE-2021-21300. */
    @Test
    void aFileOrLinkWhereAFolderHasToBe() {
        assertThat(clashes(List.of("Link"), "link/hooks/post-checkout"))
                .containsEntry("link/hooks/post-checkout", "Link");
        assertThat(clashes(List.of("dir/a"), "DIR")).containsEntry("DIR", "dir");
    }

    @Test
    void lettersOfOneNameInAnotherForm() {
        assertThat(clashes(List.of("caf\u00e9"), "cafe\u0301")).hasSize(1);
        assertThat(clashes(List.of("\u00e4"), "\u00c4")).hasSize(1);
        assertThat(clashes(List.of("\u03c3"), "\u03c2"))
                .as("both forms of sigma")
                .hasSize(1);
    }

    @Test
    void bytesThatAreNoText() {
        RepoPath lower = RepoPath.ofBytes("a\u00ff".getBytes(StandardCharsets.ISO_8859_1));
        RepoPath upper = RepoPath.ofBytes("A\u00ff".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(SameName.clashes(List.of(lower), List.of(upper))).containsEntry(upper, lower);
    }

    @Test
    void otherNames() {
        assertThat(clashes(List.of("a", "b/c"), "d", "b/d", "e/a")).isEmpty();
    }
}
