package io.rollbackrecovery.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.DeclarationKind;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.Mention;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is done otherwise where there are very many files gives the same answers. */
class ManyFilesTest {
    private static final int FILES = 50_100;

    @Test
    void theGraphOfManyFilesIsThatOfTheirLinks() {
        MemoryRepository repository = new MemoryRepository();
        for (int i = 0; i < FILES; i++) {
            repository.file(
                    path(i),
                    i % 50 == 0 ? "from . import nowhere" : "from p" + (i - 1) / 100 + ".m" + (i - 1) + " import f");
        }
        CommitId commit = repository.commit("all");
        BlastRadiusAnalyzer analyzer = new BlastRadiusAnalyzer(repository, repository);

        SourceGraph graph = analyzer.graph(commit);
        LinkedRevision whole = LinkedRevision.of(new RevisionReader(repository, AnalysisOptions.defaults())
                .read(repository.commit(commit).tree()));

        assertThat(graph.graph()).isEqualTo(whole.graph());
        assertThat(graph.causes()).isEqualTo(Causes.of(whole));
        assertThat(graph.graph().edgeCount()).isGreaterThan(FILES / 2);
        repository.file(path(7), "from p0.m3 import f");
        CommitId next = repository.commit("one more");
        assertThat(analyzer.analyze(BlastRequest.of(next.hex())).dependents())
                .extracting(Dependent::path)
                .contains(RepoPath.of(path(8)), RepoPath.of(path(49)));
    }

    private static String path(int i) {
        return "p" + i / 100 + "/m" + i + ".py";
    }

    @Test
    void deferredFactsAreThoseTheyWereMadeOf() {
        FileFacts facts = FileFacts.builder()
                .namespace("a.b")
                .declare(new Declaration("C", DeclarationKind.TYPE, 1, 9))
                .names(List.of(new Mention("x", 3)))
                .dynamic(List.of(new Mention("load", 4)))
                .partial("cut")
                .build();
        AtomicInteger made = new AtomicInteger();
        FileFacts deferred = FileFacts.deferred(facts, () -> {
            made.incrementAndGet();
            return facts;
        });
        assertThat(deferred).isEqualTo(facts).hasSameHashCodeAs(facts);
        assertThat(facts).isEqualTo(deferred);
        assertThat(deferred.declarations()).isEqualTo(facts.declarations());
        assertThat(deferred.names()).isEqualTo(facts.names());
        assertThat(deferred.partial()).contains("cut");
        assertThat(deferred.dynamic()).isEqualTo(facts.dynamic());
        assertThat(made).as("the facts themselves are still there").hasValue(0);
        assertThat(deferred).isNotEqualTo(FileFacts.empty());
    }

    /** As many files declare a name as use it: each use is linked to some of them, and that is said. */
    @Test
    void aNameThatHundredsOfFilesDeclareIsLinkedToSome() {
        MemoryRepository repository = new MemoryRepository();
        for (int i = 0; i < 150; i++) {
            repository.file("j" + i + "/A.java", "package p; class A { }");
            repository.file("j" + i + "/B" + i + ".java", "package p; class B" + i + " { A a; }");
            repository.file("c" + i + "/x/a.h", "");
            repository.file("c" + i + "/b.c", "#include \"x/a.h\"", "#include \"y/a.h\"");
            repository.file("d" + i + "/e.c", "#include \"x/a.h\"");
            repository.file("s" + i + "/N.cs", "namespace N { partial class A { } }");
            repository.file("u" + i + "/u.d.ts", "declare module 'u' { }");
            repository.file("v" + i + "/v.ts", "import 'u';");
            repository.file("y" + i + "/src/m/n.py", "");
            repository.file("z" + i + "/z.py", "import m.n");
        }
        CommitId commit = repository.commit("all");
        SourceGraph graph = new BlastRadiusAnalyzer(repository, repository).graph(commit);
        for (String path : List.of("j7/B7.java", "d7/e.c", "s7/N.cs", "v7/v.ts", "z7/z.py")) {
            assertThat(graph.graph().edgesFrom(RepoPath.of(path))).as(path).hasSizeBetween(99, 100);
        }
        assertThat(graph.causes())
                .filteredOn(cause -> cause.kind() == CauseKind.AMBIGUOUS)
                .hasSize(1);
        assertThat(graph.certainty()).isEqualTo(Certainty.LOWER_BOUND);
    }
}
