package io.rollbackrecovery.analysis.internal.facts;

import io.rollbackrecovery.analysis.internal.facts.FactCodec.Kept;
import io.rollbackrecovery.analysis.internal.lex.TextPool;
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
    private final byte[] bytes;
    private final TextPool texts;
    private int at;
    private boolean damaged;

    FactReader(byte[] bytes, TextPool texts) {
        this.bytes = bytes;
        this.texts = texts;
    }

    Optional<Kept> read() {
        int what = number();
        Kept kept;
        if (what == FactCodec.FACTS) {
            kept = new Kept(Optional.of(facts()), "");
        } else if (what == FactCodec.UNREAD) {
            kept = new Kept(Optional.empty(), text());
        } else {
            return Optional.empty();
        }
        return damaged || at != bytes.length ? Optional.empty() : Optional.of(kept);
    }

    private FileFacts facts() {
        FileFacts.Builder facts = FileFacts.builder().namespace(text());
        facts.declarations(declarations()).imports(imports());
        facts.names(mentions()).chains(mentions()).members(mentions()).literals(mentions());
        facts.dynamic(mentions()).exports(exports());
        if (number() == 1) {
            facts.partial(text());
        }
        return facts.build();
    }

    private List<Declaration> declarations() {
        int count = count();
        List<Declaration> declarations = new ArrayList<>(count);
        int line = 0;
        for (int i = 0; i < count && !damaged; i++) {
            String name = text();
            DeclarationKind kind = FactCodec.DECLARATION_KINDS.get(index(FactCodec.DECLARATION_KINDS.size()));
            line += signed();
            declarations.add(new Declaration(name, kind, line, line + signed()));
        }
        return declarations;
    }

    private List<ImportFact> imports() {
        int count = count();
        List<ImportFact> imports = new ArrayList<>(count);
        int line = 0;
        for (int i = 0; i < count && !damaged; i++) {
            EdgeKind kind = FactCodec.EDGE_KINDS.get(index(FactCodec.EDGE_KINDS.size()));
            String module = text();
            String name = text();
            String alias = text();
            int level = signed();
            line += signed();
            imports.add(new ImportFact(kind, module, name, alias, level, line));
        }
        return imports;
    }

    private List<Mention> mentions() {
        int count = count();
        List<Mention> mentions = new ArrayList<>(count);
        int line = 0;
        for (int i = 0; i < count && !damaged; i++) {
            String text = text();
            line += signed();
            mentions.add(new Mention(text, line));
        }
        return mentions;
    }

    private List<String> exports() {
        int count = count();
        List<String> exports = new ArrayList<>(count);
        for (int i = 0; i < count && !damaged; i++) {
            exports.add(text());
        }
        return exports;
    }

    private String text() {
        int header = number();
        int length = header >>> 1;
        boolean narrow = (header & 1) == 0;
        if (length > (bytes.length - at) / (narrow ? 1 : 2)) {
            damaged = true;
            return "";
        }
        int from = at;
        at += narrow ? length : 2 * length;
        return narrow ? texts.text(bytes, from, length) : wide(from, length);
    }

    /** Not by a charset: half a surrogate pair, as an escape can make it, has to stay what it is. */
    private String wide(int from, int length) {
        char[] chars = new char[length];
        for (int i = 0; i < length; i++) {
            chars[i] = (char) ((bytes[from + 2 * i] & 0xff) << 8 | bytes[from + 2 * i + 1] & 0xff);
        }
        return new String(chars);
    }

    /** How many things follow: each takes a byte at least. */
    private int count() {
        int count = number();
        if (count < 0 || count > bytes.length - at) {
            damaged = true;
            return 0;
        }
        return count;
    }

    private int index(int below) {
        int index = number();
        if (index < 0 || index >= below) {
            damaged = true;
            return 0;
        }
        return index;
    }

    private int signed() {
        int number = number();
        return number >>> 1 ^ -(number & 1);
    }

    private int number() {
        int number = 0;
        for (int shift = 0; shift < 35 && at < bytes.length; shift += 7) {
            byte part = bytes[at++];
            number |= (part & 0x7f) << shift;
            if (part >= 0) {
                return number;
            }
        }
        damaged = true;
        return 0;
    }
}
