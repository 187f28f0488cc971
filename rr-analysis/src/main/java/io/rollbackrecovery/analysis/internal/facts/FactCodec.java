package io.rollbackrecovery.analysis.internal.facts;

import io.rollbackrecovery.analysis.internal.lex.TextPool;
import io.rollbackrecovery.analysis.spi.DeclarationKind;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.core.graph.EdgeKind;
import java.util.List;
import java.util.Optional;

/**
 * Facts of one file as bytes, the same for the same facts. Numbers are written seven bits a byte, the lowest first;
 * lines as the difference to the one before, its sign in the lowest bit; a text as twice its length, then its
 * characters in Latin-1, or, with one added to the length, in UTF-16. First comes {@link #FACTS} or {@link #UNREAD},
 * then the parts in the order of {@link FactWriter}. Whoever changes that changes {@link #VERSION}, which is part of
 * what facts are kept by. Thread-safe.
 */
public final class FactCodec {
    /** The version of the form, for the names under which facts are kept. */
    public static final int VERSION = 1;

    static final int FACTS = 1;
    static final int UNREAD = 2;

    /** What stands for a kind is its place here: a new kind goes to the end, or {@link #VERSION} changes. */
    static final List<EdgeKind> EDGE_KINDS = List.of(EdgeKind.values());

    static final List<DeclarationKind> DECLARATION_KINDS = List.of(DeclarationKind.values());

    private static final int POOL_BITS = 17;

    private final TextPool texts = new TextPool(POOL_BITS);

    /** What is kept of a file: its facts, or why there are none. */
    public record Kept(Optional<FileFacts> facts, String why) {}

    /** Makes a codec, which shares texts between the facts that it reads. */
    public FactCodec() {}

    /** Writes facts. */
    public byte[] facts(FileFacts facts) {
        return new FactWriter().facts(facts);
    }

    /** Writes why a file has none. */
    public byte[] unread(String why) {
        return new FactWriter().unread(why);
    }

    /** Reads what was written; empty for anything else. */
    public Optional<Kept> read(byte[] bytes) {
        return new FactReader(bytes, texts).read();
    }
}
