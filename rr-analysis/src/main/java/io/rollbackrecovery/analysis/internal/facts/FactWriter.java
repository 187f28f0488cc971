package io.rollbackrecovery.analysis.internal.facts;

import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.analysis.spi.Mention;
import java.util.Arrays;
import java.util.List;

/** Writes facts as {@link FactCodec} describes it. */
final class FactWriter {
    private byte[] bytes = new byte[2048];
    private int size;

    byte[] facts(FileFacts facts) {
        number(FactCodec.FACTS);
        text(facts.namespace());
        number(facts.declarations().size());
        int line = 0;
        for (Declaration declaration : facts.declarations()) {
            text(declaration.name());
            number(FactCodec.DECLARATION_KINDS.indexOf(declaration.kind()));
            signed(declaration.firstLine() - line);
            signed(declaration.lastLine() - declaration.firstLine());
            line = declaration.firstLine();
        }
        number(facts.imports().size());
        line = 0;
        for (ImportFact fact : facts.imports()) {
            number(FactCodec.EDGE_KINDS.indexOf(fact.kind()));
            text(fact.module());
            text(fact.name());
            text(fact.alias());
            signed(fact.level());
            signed(fact.line() - line);
            line = fact.line();
        }
        mentions(facts.names());
        mentions(facts.chains());
        mentions(facts.members());
        mentions(facts.literals());
        mentions(facts.dynamic());
        number(facts.exports().size());
        facts.exports().forEach(this::text);
        number(facts.partial().isPresent() ? 1 : 0);
        facts.partial().ifPresent(this::text);
        return Arrays.copyOf(bytes, size);
    }

    byte[] unread(String why) {
        number(FactCodec.UNREAD);
        text(why);
        return Arrays.copyOf(bytes, size);
    }

    private void mentions(List<Mention> mentions) {
        number(mentions.size());
        int line = 0;
        for (Mention mention : mentions) {
            text(mention.text());
            signed(mention.line() - line);
            line = mention.line();
        }
    }

    private void text(String text) {
        int length = text.length();
        boolean narrow = true;
        for (int i = 0; i < length && narrow; i++) {
            narrow = text.charAt(i) < 256;
        }
        number(length << 1 | (narrow ? 0 : 1));
        room(2 * length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (!narrow) {
                bytes[size++] = (byte) (c >> 8);
            }
            bytes[size++] = (byte) c;
        }
    }

    private void signed(int number) {
        number(number << 1 ^ number >> 31);
    }

    private void number(int number) {
        room(5);
        int rest = number;
        while ((rest & ~0x7f) != 0) {
            bytes[size++] = (byte) (rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
