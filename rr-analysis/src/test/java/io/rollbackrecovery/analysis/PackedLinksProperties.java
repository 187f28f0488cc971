package io.rollbackrecovery.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.analysis.spi.Link;
import io.rollbackrecovery.core.graph.EdgeKind;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PackedLinksProperties {
    private static final RepoPath FROM = RepoPath.of("a/From.java");

    @Property(seed = "42")
    void givesBackWhatItWasGiven(
            @ForAll("links") List<Link> links,
            @ForAll("links") List<Link> indirect,
            @ForAll Map<String, Integer> unresolved) {
        FileLinks plain = new FileLinks.Plain(links, indirect, unresolved);
        FileLinks packed = PackedLinks.of(plain);
        for (int time = 0; time < 2; time++) {
            assertThat(packed.links()).isEqualTo(links);
            assertThat(packed.indirect()).isEqualTo(indirect);
            assertThat(packed.unresolved()).isEqualTo(unresolved);
        }
    }

    @Provide
    Arbitrary<List<Link>> links() {
        Arbitrary<RepoPath> targets =
                Arbitraries.of("b/To.java", "c.py", "d/e/f/Other.kt").map(RepoPath::of);
        Arbitrary<String> texts = Arbitraries.oneOf(
                Arbitraries.of("", Link.WHOLE_FILE, "To", "To.member", "b.To"), Arbitraries.strings());
        return Combinators.combine(targets, Arbitraries.of(EdgeKind.class), texts, texts, Arbitraries.integers())
                .as((to, kind, reference, symbol, line) -> new Link(FROM, to, kind, reference, symbol, line))
                .list()
                .ofMaxSize(12);
    }
}
