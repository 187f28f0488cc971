package io.rollbackrecovery.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.analysis.spi.Link;
import io.rollbackrecovery.core.graph.DependencyGraph;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.source.PathChange;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** One more commit, linked from the one before, is what linking all of its files gives. */
class IncrementalLinkProperties {
    private static final int STEPS = 6;

    @Property(seed = "42", tries = 400)
    void linksThatFollowEditsAreThoseOfTheWhole(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 60) int size,
            @ForAll @IntRange(min = 1, max = 4) int edits) {
        MemoryRepository repository = new MemoryRepository();
        RandomProject project = new RandomProject(seed, size);
        RevisionReader reader = new RevisionReader(repository, AnalysisOptions.defaults());
        TreeId tree = commit(repository, project);
        LinkedRevision linked = LinkedRevision.of(reader.read(tree));
        for (int step = 0; step < STEPS; step++) {
            SortedMap<String, String> before = new TreeMap<>(project.files());
            for (int i = 0; i < edits; i++) {
                project.edit();
            }
            TreeId next = commit(repository, project);
            List<PathChange> changes = repository.diff(tree, next);
            Set<RepoPath> changed = new HashSet<>();
            changes.forEach(change -> changed.add(change.path()));
            linked = linked.to(reader.read(linked.revision(), changes), changed);
            LinkedRevision whole = LinkedRevision.of(reader.read(next));
            assertSame(linked, whole, () -> describe(before, project.files()));
            tree = next;
        }
    }

    private static TreeId commit(MemoryRepository repository, RandomProject project) {
        repository.clear();
        project.files().forEach(repository::file);
        return repository.tree();
    }

    private static void assertSame(
            LinkedRevision linked, LinkedRevision whole, java.util.function.Supplier<String> what) {
        assertThat(linked.revision().paths()).isEqualTo(whole.revision().paths());
        assertThat(linked.revision().unread()).isEqualTo(whole.revision().unread());
        for (RepoPath path : whole.revision().paths()) {
            List<Link> these = linked.linksFrom(path);
            assertThat(these).as(() -> path + "\n" + what.get()).isEqualTo(whole.linksFrom(path));
        }
        Map<RepoPath, Map<String, Integer>> unresolved = linked.unresolved();
        assertThat(unresolved).as(what).isEqualTo(whole.unresolved());
        DependencyGraph<RepoPath> graph = linked.graph();
        assertThat(graph).as(what).isEqualTo(whole.graph());
    }

    private static String describe(SortedMap<String, String> before, SortedMap<String, String> after) {
        StringBuilder text = new StringBuilder("changed:\n");
        Set<String> paths = new HashSet<>(before.keySet());
        paths.addAll(after.keySet());
        for (String path : paths) {
            String old = before.getOrDefault(path, "(none)");
            String now = after.getOrDefault(path, "(none)");
            if (!old.equals(now)) {
                text.append("--- ")
                        .append(path)
                        .append('\n')
                        .append(old)
                        .append("+++\n")
                        .append(now);
            }
        }
        text.append("all:\n");
        after.forEach(
                (path, content) -> text.append("=== ").append(path).append('\n').append(content));
        return text.toString();
    }
}
