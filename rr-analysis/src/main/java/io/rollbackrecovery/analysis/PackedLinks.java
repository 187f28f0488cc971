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

/** Links in a fifth of the room: they are made again whenever they are asked for. */
final class PackedLinks implements FileLinks {
    private static final List<EdgeKind> KINDS = List.of(EdgeKind.values());
    private static final TextPool TEXTS = new TextPool(12);

    private final RepoPath from;
    private final RepoPath[] targets;
    private final byte[] bytes;
    private final int count;
    private final Map<String, Integer> unresolved;

    private PackedLinks(RepoPath from, RepoPath[] targets, byte[] bytes, int count, Map<String, Integer> unresolved) {
        this.from = from;
        this.targets = targets;
        this.bytes = bytes;
        this.count = count;
        this.unresolved = unresolved;
    }

    static FileLinks of(FileLinks links) {
        if (links.links().isEmpty() && links.indirect().isEmpty()) {
            return links;
        }
        List<Link> all = new ArrayList<>(links.links());
        all.addAll(links.indirect());
        Map<RepoPath, Integer> targets = new LinkedHashMap<>();
        ByteWriter bytes = new ByteWriter(16 * all.size());
        for (Link link : all) {
            Integer target = targets.putIfAbsent(link.to(), targets.size());
            bytes.number(target == null ? targets.size() - 1 : target);
            boolean same = link.symbol().equals(link.reference());
            bytes.number(KINDS.indexOf(link.kind()) << 1 | (same ? 1 : 0));
            bytes.text(link.reference());
            if (!same) {
                bytes.text(link.symbol());
            }
            bytes.signed(link.line());
        }
        return new PackedLinks(
                all.get(0).from(),
                targets.keySet().toArray(RepoPath[]::new),
                bytes.toBytes(),
                links.links().size(),
                links.unresolved());
    }

    @Override
    public List<Link> links() {
        return read().subList(0, count);
    }

    @Override
    public List<Link> indirect() {
        List<Link> all = read();
        return all.subList(count, all.size());
    }

    @Override
    public Map<String, Integer> unresolved() {
        return unresolved;
    }

    private List<Link> read() {
        List<Link> links = new ArrayList<>();
        ByteReader reader = new ByteReader(bytes, TEXTS);
        while (!reader.isAtEnd()) {
            RepoPath to = targets[reader.index(targets.length)];
            int kind = reader.number();
            String reference = reader.text();
            String symbol = (kind & 1) == 1 ? reference : reader.text();
            links.add(new Link(from, to, KINDS.get(kind >> 1), reference, symbol, reader.signed()));
        }
        return links;
    }
}
