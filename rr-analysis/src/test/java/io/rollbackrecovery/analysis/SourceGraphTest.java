package io.rollbackrecovery.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.analysis.spi.FactExtractor;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.analysis.spi.Link;
import io.rollbackrecovery.analysis.spi.Linker;
import io.rollbackrecovery.core.graph.EdgeKind;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.source.FileMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceGraphTest {
    private final MemoryRepository repository = new MemoryRepository();
    private final BlastRadiusAnalyzer analyzer = new BlastRadiusAnalyzer(repository, repository);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void hasEveryPathAsANode() {
        repository
                .file("a.py", "import b")
                .file("b.py")
                .file("README.md", "text")
                .file(RepoPath.of("link"), FileMode.SYMLINK, bytes("a.py"))
                .file(RepoPath.of("module"), FileMode.GITLINK, bytes("x"));
        SourceGraph graph = analyzer.graph(repository.tree());

        assertThat(graph.graph().nodes())
                .extracting(RepoPath::toString)
                .containsExactly("README.md", "a.py", "b.py", "link", "module");
        assertThat(graph.certainty()).isEqualTo(Certainty.COMPLETE_FOR_STATIC);
        assertThat(graph.certainty().word()).isEqualTo("complete-for-static");
        assertThat(graph).hasToString("DependencyGraph[5 nodes, 1 edges], complete-for-static");
    }

    @Test
    void namesWhatItCouldNotRead() {
        repository
                .file("ok.py", "import gone")
                .file("gone.py", "x = 1")
                .file(RepoPath.of("binary.py"), FileMode.REGULAR, new byte[] {'x', 0, 'y'})
                .file(RepoPath.of("large.py"), FileMode.REGULAR, new byte[(4 << 20) + 1])
                .file(RepoPath.of("link.py"), FileMode.SYMLINK, bytes("ok.py"))
                .file("open.py", "x = (1,", "import gone")
                .lose("gone.py");
        SourceGraph graph = analyzer.graph(repository.tree());

        assertThat(graph.unread())
                .extracting(file -> file.path() + " " + file.partial() + " " + file.why())
                .containsExactly(
                        "binary.py false binary",
                        "gone.py false its content is not in this repository",
                        "large.py false larger than 4194304 bytes (4194305)",
                        "link.py false not a regular file",
                        "open.py true a bracket before the next statement in line 1 is not closed");
        assertThat(graph.certainty()).isEqualTo(Certainty.LOWER_BOUND);
        assertThat(graph.causes())
                .singleElement()
                .satisfies(cause ->
                        assertThat(cause.message()).isEqualTo("5 files not read, or not to the end: binary.py, ..."));
    }

    @Test
    void takesNamesAsBytes() {
        byte[] latin = "p/caf\u00e9.py".getBytes(StandardCharsets.ISO_8859_1);
        repository
                .file(RepoPath.ofBytes(latin), FileMode.REGULAR, bytes("from . import \u00fcber\r\nimport q.r"))
                .file("p/\u00fcber.py")
                .file("q/r.py");

        assertThat(GraphText.edges(repository))
                .containsExactly("p/caf%E9.py -> p/\u00fcber.py import", "p/caf%E9.py -> q/r.py import");
    }

    @Test
    void isTheSameForACommitAndItsTree() {
        CommitId commit = repository.file("a.py", "import b").file("b.py").commit("base");

        assertThat(analyzer.graph(commit).graph())
                .isEqualTo(analyzer.graph(repository.tree()).graph());
    }

    /** A language of an embedder's own: every line names another file. */
    private static final class Lists implements FactExtractor {
        @Override
        public String language() {
            return "lists";
        }

        @Override
        public boolean handles(RepoPath path) {
            return path.name().endsWith(".lst");
        }

        @Override
        public FileFacts extract(byte[] content) {
            FileFacts.Builder facts = FileFacts.builder();
            int line = 0;
            for (String text :
                    new String(content, StandardCharsets.UTF_8).lines().toList()) {
                line++;
                facts.importing(new ImportFact(EdgeKind.CONFIG, text, "", "", 0, line));
            }
            return facts.build();
        }

        @Override
        public Linker linker() {
            return (files, sink) ->
                    files.forEach((path, facts) -> facts.imports().forEach(fact -> {
                        RepoPath target = RepoPath.of(fact.module());
                        if (files.containsKey(target)) {
                            sink.link(new Link(
                                    path, target, fact.kind(), fact.reference(), Link.WHOLE_FILE, fact.line()));
                        } else {
                            sink.unresolved(path, fact.line(), fact.reference());
                        }
                    }));
        }
    }

    @Test
    void takesALanguageFromOutside() {
        List<FactExtractor> languages = new ArrayList<>(BlastRadiusAnalyzer.builtInLanguages());
        languages.add(new Lists());
        repository
                .file("a.lst", "b.lst")
                .file("b.lst", "c.lst")
                .file("x.py", "import y")
                .file("y.py");
        SourceGraph graph = new BlastRadiusAnalyzer(repository, repository, languages).graph(repository.tree());

        assertThat(GraphText.edges(graph)).containsExactly("a.lst -> b.lst config", "x.py -> y.py import");
        assertThat(graph.causes())
                .extracting(cause -> cause.kind().word() + " " + cause.paths())
                .containsExactly("unresolved [b.lst]");
    }
}
