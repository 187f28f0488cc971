package io.rollbackrecovery.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.analysis.spi.FactExtractor;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.Linker;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.graph.DependencyGraph;
import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.history.CommitGraph;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.source.ContentCache;
import io.rollbackrecovery.core.source.PathChange;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A linked revision out of the cache is the one that was put there, and links follow changes from it as from that. */
class KeptRevisionsProperties {
    private static final int MANY = 1_200;

    /** A cache that tells what is asked of it. */
    private static final class MapCache implements ContentCache {
        private final Map<String, byte[]> values = new TreeMap<>();
        private int facts;

        @Override
        public Optional<byte[]> get(String key) {
            Optional<byte[]> found = Optional.ofNullable(values.get(key));
            facts += key.startsWith("facts") && found.isPresent() ? 1 : 0;
            return found;
        }

        @Override
        public void put(String key, byte[] value) {
            values.put(key, value);
        }
    }

    @Property(seed = "42", tries = 200)
    void isWhatWasPut(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 60) int size,
            @ForAll @IntRange(min = 1, max = 5) int edits) {
        MemoryRepository repository = new MemoryRepository();
        RandomProject project = new RandomProject(seed, size);
        AnalysisOptions options = AnalysisOptions.defaults().withCache(new MapCache());
        RevisionReader reader = new RevisionReader(repository, options);
        TreeId tree = commit(repository, project);
        LinkedRevision linked = LinkedRevision.of(reader.read(tree));
        reader.keptRevisions(0).put(tree, linked, repository.files(tree));

        RevisionReader other = new RevisionReader(repository, options);
        LinkedRevision kept = other.keptRevisions(0).get(tree, other).orElseThrow();
        assertSame(kept, linked);

        for (int i = 0; i < edits; i++) {
            project.edit();
        }
        TreeId next = commit(repository, project);
        List<PathChange> changes = repository.diff(tree, next);
        Set<RepoPath> changed = new HashSet<>();
        changes.forEach(change -> changed.add(change.path()));
        assertSame(kept.to(other.read(kept.revision(), changes), changed), LinkedRevision.of(reader.read(next)));
    }

    private static TreeId commit(MemoryRepository repository, RandomProject project) {
        repository.clear();
        project.files().forEach(repository::file);
        return repository.tree();
    }

    private static void assertSame(LinkedRevision one, LinkedRevision other) {
        assertThat(one.revision().paths()).isEqualTo(other.revision().paths());
        assertThat(one.revision().unread()).isEqualTo(other.revision().unread());
        for (RepoPath path : other.revision().paths()) {
            assertThat(one.linksFrom(path)).as(path::toString).isEqualTo(other.linksFrom(path));
            Optional<FileFacts> facts = other.revision().factsOf(path);
            assertThat(one.revision().factsOf(path)).isEqualTo(facts);
            assertThat(one.revision().factsOf(path).map(FileFacts::names)).isEqualTo(facts.map(FileFacts::names));
        }
        assertThat(one.unresolved()).isEqualTo(other.unresolved());
        DependencyGraph<RepoPath> graph = one.graph();
        assertThat(graph).isEqualTo(other.graph());
        assertThat(Causes.of(one)).isEqualTo(Causes.of(other));
    }

    @Example
    void anotherProcessReadsWhatChangedAlone() {
        MemoryRepository repository = new MemoryRepository();
        for (int i = 0; i < MANY; i++) {
            repository.file(path(i), "package p;\nclass C" + i + " { C" + i / 2 + " half; }\n");
        }
        CommitId first = repository.commit("first");
        MapCache cache = new MapCache();
        AnalysisOptions options = AnalysisOptions.defaults().withCache(cache);
        new BlastRadiusAnalyzer(repository, repository, options).graph(first);
        repository.file(path(7), "package p;\nclass C7 { C3 half; C9 other; }\n");
        CommitId second = repository.commit("second");
        cache.facts = 0;

        SourceGraph graph = new BlastRadiusAnalyzer(repository, repository, options).graph(second);

        assertThat(cache.facts).isLessThan(5);
        assertThat(graph.graph())
                .isEqualTo(new BlastRadiusAnalyzer(repository, repository)
                        .graph(second)
                        .graph());
        BlastRequest last = BlastRequest.of(second.hex());
        BlastRadius blast = new BlastRadiusAnalyzer(repository, repository, options).analyze(last);
        BlastRadius fresh = new BlastRadiusAnalyzer(repository, repository).analyze(last);
        assertThat(blast.dependents()).isEqualTo(fresh.dependents());
        assertThat(blast.symbols()).isEqualTo(fresh.symbols());
        assertThat(blast.order()).isEqualTo(fresh.order());
        assertThat(blast.willBreak()).isEqualTo(fresh.willBreak());
    }

    @Example
    void aHistoryThatIsCutOffIsNoHindrance() {
        MemoryRepository repository = new MemoryRepository();
        CommitId lost = repository.file("A.java", "class A {}").commit("lost");
        CommitId head = repository.file("B.java", "class B { A a; }").commit("head");
        CommitGraph cutOff = new CommitGraph() {
            @Override
            public Optional<CommitId> resolve(String revision) {
                return repository.resolve(revision);
            }

            @Override
            public Commit commit(CommitId id) {
                if (id.equals(lost)) {
                    throw new RrException(ErrorCode.MISSING_OBJECT, "commit " + id + " is missing", "Fetch it.");
                }
                return repository.commit(id);
            }

            @Override
            public List<CommitId> range(List<CommitId> from, CommitId to) {
                return repository.range(from, to);
            }

            @Override
            public boolean isAncestor(CommitId ancestor, CommitId descendant) {
                return repository.isAncestor(ancestor, descendant);
            }
        };
        BlastRadiusAnalyzer analyzer = new BlastRadiusAnalyzer(repository, cutOff);
        assertThat(analyzer.graph(head).graph().edgeCount()).isEqualTo(1);
        assertThatThrownBy(() -> analyzer.graph(lost)).isInstanceOf(RrException.class);
    }

    private static String path(int i) {
        return "src/p/C" + i + ".java";
    }

    @Example
    void aDamagedRevisionIsNone() {
        MemoryRepository repository = new MemoryRepository();
        for (int i = 0; i < MANY; i++) {
            repository.file(path(i), "package p;\nclass C" + i + " { C" + i / 2 + " half; }\n");
        }
        CommitId commit = repository.commit("all");
        MapCache cache = new MapCache();
        AnalysisOptions options = AnalysisOptions.defaults().withCache(cache);
        SourceGraph whole = new BlastRadiusAnalyzer(repository, repository, options).graph(commit);
        List<String> pieces = cache.values.keySet().stream()
                .filter(key -> key.startsWith("links"))
                .toList();
        assertThat(pieces).hasSizeGreaterThan(3);
        for (String piece : pieces) {
            byte[] good = cache.values.get(piece);
            for (byte[] bad :
                    List.of(new byte[0], Arrays.copyOf(good, good.length / 2), Arrays.copyOf(good, good.length + 1))) {
                cache.values.put(piece, bad);
                RevisionReader reader = new RevisionReader(repository, options);
                assertThat(reader.keptRevisions().get(repository.commit(commit).tree(), reader))
                        .isEmpty();
            }
            cache.values.remove(piece);
            assertThat(new BlastRadiusAnalyzer(repository, repository, options)
                            .graph(commit)
                            .graph())
                    .isEqualTo(whole.graph());
            cache.values.put(piece, good);
        }
    }

    @Example
    void languagesWithoutAVersionAreNotKept() {
        MapCache cache = new MapCache();
        AnalysisOptions options = AnalysisOptions.defaults()
                .withCache(cache)
                .withLanguages(List.of(
                        new Unversioned(BlastRadiusAnalyzer.builtInLanguages().get(0))));
        MemoryRepository repository = new MemoryRepository();
        repository.file(path(1), "package p;\nclass C1 {}\n");
        TreeId tree = repository.tree();
        RevisionReader reader = new RevisionReader(repository, options);
        reader.keptRevisions(0).put(tree, LinkedRevision.of(reader.read(tree)), repository.files(tree));
        assertThat(cache.values).isEmpty();
    }

    /** A language of an embedder's that does not say which version of it read the facts. */
    private record Unversioned(FactExtractor real) implements FactExtractor {
        @Override
        public String language() {
            return "mine";
        }

        @Override
        public boolean handles(RepoPath path) {
            return real.handles(path);
        }

        @Override
        public FileFacts extract(byte[] content) {
            return real.extract(content);
        }

        @Override
        public Linker linker() {
            return real.linker();
        }
    }
}
