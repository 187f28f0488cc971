package io.rollbackrecovery.analysis;

import io.rollbackrecovery.analysis.internal.lex.TextPool;
import io.rollbackrecovery.analysis.internal.pack.ByteReader;
import io.rollbackrecovery.analysis.internal.pack.ByteWriter;
import io.rollbackrecovery.analysis.spi.Link;
import io.rollbackrecovery.core.graph.EdgeKind;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;

/** Links in a fifth of the room: they are made again whenever they are asked for. */
final class PackedLinks implements FileLinks {
    private static final List<EdgeKind> KINDS = List.of(EdgeKind.values());
    private static final TextPool TEXTS = new TextPool(12);

    private final RepoPath from;
    private final RepoPath[] targets;
    private final byte[] links;
    private final byte[] indirect;
    private final Map<String, Integer> unresolved;

    /**
     * Takes what was packed.
     *
     * @param from the file
     * @param targets what the numbers stand for; not copied
     * @param links {@linkplain #pack packed} links
     * @param indirect likewise
     */
    PackedLinks(RepoPath from, RepoPath[] targets, byte[] links, byte[] indirect, Map<String, Integer> unresolved) {
        this.from = from;
        this.targets = targets;
        this.links = links;
        this.indirect = indirect;
        this.unresolved = unresolved;
    }

    static FileLinks of(FileLinks links) {
        if (links.links().isEmpty() && links.indirect().isEmpty()) {
            return links;
        }
        Link any = links.links().isEmpty()
                ? links.indirect().get(0)
                : links.links().get(0);
        Map<RepoPath, Integer> numbers = new LinkedHashMap<>();
        ToIntFunction<RepoPath> number = path -> numbers.computeIfAbsent(path, absent -> numbers.size());
        byte[] packed = pack(links.links(), number);
        byte[] packedIndirect = pack(links.indirect(), number);
        return new PackedLinks(
                any.from(), numbers.keySet().toArray(RepoPath[]::new), packed, packedIndirect, links.unresolved());
    }

    /** Packs links of one file; targets are numbers. */
    static byte[] pack(List<Link> links, ToIntFunction<RepoPath> number) {
        ByteWriter bytes = new ByteWriter(16 * links.size());
        for (Link link : links) {
            boolean same = link.symbol().equals(link.reference());
            bytes.number(number.applyAsInt(link.to()));
            bytes.number(KINDS.indexOf(link.kind()) << 1 | (same ? 1 : 0));
            bytes.text(link.reference());
            if (!same) {
                bytes.text(link.symbol());
            }
            bytes.signed(link.line());
        }
        return bytes.toBytes();
    }

    @Override
    public List<Link> links() {
        return unpack(links);
    }

    @Override
    public List<Link> indirect() {
        return unpack(indirect);
    }

    @Override
    public Map<String, Integer> unresolved() {
        return unresolved;
    }

    private List<Link> unpack(byte[] packed) {
        List<Link> found = new ArrayList<>();
        ByteReader bytes = new ByteReader(packed, TEXTS);
        while (!bytes.isAtEnd()) {
            RepoPath to = targets[bytes.index(targets.length)];
            int kind = bytes.number();
            String reference = bytes.text();
            String symbol = (kind & 1) == 1 ? reference : bytes.text();
            found.add(new Link(from, to, KINDS.get(kind >> 1), reference, symbol, bytes.signed()));
        }
        return found;
    }

    @Override
    public void eachEdge(BiConsumer<RepoPath, EdgeKind> action) {
        ByteReader bytes = new ByteReader(links, TEXTS);
        while (!bytes.isAtEnd()) {
            RepoPath to = targets[bytes.index(targets.length)];
            int kind = bytes.number();
            bytes.skipText();
            if ((kind & 1) == 0) {
                bytes.skipText();
            }
            bytes.signed();
            action.accept(to, KINDS.get(kind >> 1));
        }
    }
}
