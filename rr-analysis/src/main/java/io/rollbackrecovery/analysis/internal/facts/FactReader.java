package io.rollbackrecovery.analysis.internal.facts;

import io.rollbackrecovery.analysis.internal.facts.FactCodec.Kept;
import io.rollbackrecovery.analysis.internal.lex.TextPool;
import io.rollbackrecovery.analysis.internal.pack.ByteReader;
import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.DeclarationKind;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.analysis.spi.Mention;
import io.rollbackrecovery.core.graph.EdgeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads facts as {@link FactCodec} describes it. Whatever the bytes are, it ends, in time linear in their number. */
final class FactReader {
    private final ByteReader bytes;

    FactReader(byte[] bytes, TextPool texts) {
        this.bytes = new ByteReader(bytes, texts);
    }

    Optional<Kept> read() {
        int what = bytes.number();
        Kept kept;
        if (what == FactCodec.FACTS) {
            kept = new Kept(Optional.of(facts()), "");
        } else if (what == FactCodec.UNREAD) {
            kept = new Kept(Optional.empty(), bytes.text());
        } else {
            return Optional.empty();
        }
        return bytes.isDamaged() || !bytes.isAtEnd() ? Optional.empty() : Optional.of(kept);
    }

    private FileFacts facts() {
        FileFacts.Builder facts = FileFacts.builder().namespace(bytes.text());
        facts.declarations(declarations()).imports(imports());
        facts.names(mentions()).chains(mentions()).members(mentions()).literals(mentions());
        facts.dynamic(mentions()).exports(exports());
        if (bytes.number() == 1) {
            facts.partial(bytes.text());
        }
        return facts.build();
    }

    private List<Declaration> declarations() {
        int count = bytes.count();
        List<Declaration> declarations = new ArrayList<>(count);
        int line = 0;
        for (int i = 0; i < count && !bytes.isDamaged(); i++) {
            String name = bytes.text();
            DeclarationKind kind = FactCodec.DECLARATION_KINDS.get(bytes.index(FactCodec.DECLARATION_KINDS.size()));
            line += bytes.signed();
            declarations.add(new Declaration(name, kind, line, line + bytes.signed()));
        }
        return declarations;
    }

    private List<ImportFact> imports() {
        int count = bytes.count();
        List<ImportFact> imports = new ArrayList<>(count);
        int line = 0;
        for (int i = 0; i < count && !bytes.isDamaged(); i++) {
            EdgeKind kind = FactCodec.EDGE_KINDS.get(bytes.index(FactCodec.EDGE_KINDS.size()));
            String module = bytes.text();
            String name = bytes.text();
            String alias = bytes.text();
            int level = bytes.signed();
            line += bytes.signed();
            imports.add(new ImportFact(kind, module, name, alias, level, line));
        }
        return imports;
    }

    private List<Mention> mentions() {
        int count = bytes.count();
        List<Mention> mentions = new ArrayList<>(count);
        int line = 0;
        for (int i = 0; i < count && !bytes.isDamaged(); i++) {
            String text = bytes.text();
            line += bytes.signed();
            mentions.add(new Mention(text, line));
        }
        return mentions;
    }

    private List<String> exports() {
        int count = bytes.count();
        List<String> exports = new ArrayList<>(count);
        for (int i = 0; i < count && !bytes.isDamaged(); i++) {
            exports.add(bytes.text());
        }
        return exports;
    }
}
