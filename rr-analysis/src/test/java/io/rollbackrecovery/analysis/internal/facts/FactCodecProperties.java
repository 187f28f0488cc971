package io.rollbackrecovery.analysis.internal.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.DeclarationKind;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.analysis.spi.Mention;
import io.rollbackrecovery.core.graph.EdgeKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FactCodecProperties {
    private final FactCodec codec = new FactCodec();

    @Property(seed = "42")
    void whatIsWrittenIsRead(@ForAll("facts") FileFacts facts) {
        byte[] bytes = codec.facts(facts);
        assertThat(codec.read(bytes)).contains(new FactCodec.Kept(Optional.of(facts), ""));
        assertThat(new FactCodec().facts(facts)).isEqualTo(bytes);
    }

    @Property(seed = "42")
    void whyAFileIsUnreadIsKept(@ForAll String why) {
        assertThat(codec.read(codec.unread(why))).contains(new FactCodec.Kept(Optional.empty(), why));
    }

    @Property(seed = "42")
    void anyBytesAreReadToAnEnd(@ForAll byte[] bytes) {
        assertThat(codec.read(bytes)).isEqualTo(codec.read(bytes.clone()));
    }

    @Property(seed = "42")
    void damagedBytesAreReadToAnEnd(@ForAll("facts") FileFacts facts, @ForAll int at, @ForAll byte damage) {
        byte[] bytes = codec.facts(facts);
        bytes[Math.floorMod(at, bytes.length)] = damage;
        assertThat(codec.read(bytes)).isEqualTo(codec.read(bytes));
        assertThat(codec.read(Arrays.copyOf(bytes, Math.floorMod(at, bytes.length))))
                .isEmpty();
    }

    @Example
    void halfOfASurrogatePairStays() {
        String half = String.valueOf((char) 0xd800);
        FileFacts facts =
                FileFacts.builder().exports(List.of(half, "\u00e9", "\u4e2d")).build();
        assertThat(codec.read(codec.facts(facts)).orElseThrow().facts()).contains(facts);
    }

    @Example
    void equalTextsOfTwoFilesAreOneObject() {
        FileFacts facts =
                FileFacts.builder().names(List.of(new Mention("someName", 1))).build();
        byte[] bytes = codec.facts(facts);
        FileFacts one = codec.read(bytes).orElseThrow().facts().orElseThrow();
        FileFacts other = codec.read(bytes).orElseThrow().facts().orElseThrow();
        assertThat(one.names().get(0).text()).isSameAs(other.names().get(0).text());
    }

    @Provide
    Arbitrary<FileFacts> facts() {
        Arbitrary<String> text = Arbitraries.oneOf(
                Arbitraries.strings().alpha().ofMaxLength(12),
                Arbitraries.strings().ofMaxLength(100));
        Arbitrary<Integer> number = Arbitraries.integers();
        Arbitrary<List<Mention>> mentions =
                Combinators.combine(text, number).as(Mention::new).list().ofMaxSize(8);
        Arbitrary<List<Declaration>> declarations = Combinators.combine(
                        text, Arbitraries.of(DeclarationKind.class), number, number)
                .as(Declaration::new)
                .list()
                .ofMaxSize(8);
        Arbitrary<List<ImportFact>> imports = Combinators.combine(
                        Arbitraries.of(EdgeKind.class), text, text, text, number, number)
                .as(ImportFact::new)
                .list()
                .ofMaxSize(8);
        return Combinators.combine(
                        text,
                        declarations,
                        imports,
                        mentions.list().ofSize(5),
                        text.list().ofMaxSize(4),
                        text.optional())
                .as((namespace, declared, imported, lists, exports, partial) -> {
                    FileFacts.Builder facts = FileFacts.builder()
                            .namespace(namespace)
                            .declarations(declared)
                            .imports(imported)
                            .names(lists.get(0))
                            .chains(lists.get(1))
                            .members(lists.get(2))
                            .literals(lists.get(3))
                            .dynamic(lists.get(4))
                            .exports(exports);
                    partial.ifPresent(facts::partial);
                    return facts.build();
                });
    }
}
