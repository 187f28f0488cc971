package io.rollbackrecovery.analysis.internal.facts;

import io.rollbackrecovery.analysis.internal.pack.ByteWriter;
import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.analysis.spi.Mention;
import java.util.List;

/** Writes facts as {@link FactCodec} describes it. */
final class FactWriter {
    private final ByteWriter bytes = new ByteWriter(2048);

    byte[] facts(FileFacts facts) {
        bytes.number(FactCodec.FACTS);
        bytes.text(facts.namespace());
        bytes.number(facts.declarations().size());
        int line = 0;
        for (Declaration declaration : facts.declarations()) {
            bytes.text(declaration.name());
            bytes.number(FactCodec.DECLARATION_KINDS.indexOf(declaration.kind()));
            bytes.signed(declaration.firstLine() - line);
            bytes.signed(declaration.lastLine() - declaration.firstLine());
            line = declaration.firstLine();
        }
        bytes.number(facts.imports().size());
        line = 0;
        for (ImportFact fact : facts.imports()) {
            bytes.number(FactCodec.EDGE_KINDS.indexOf(fact.kind()));
            bytes.text(fact.module());
            bytes.text(fact.name());
            bytes.text(fact.alias());
            bytes.signed(fact.level());
            bytes.signed(fact.line() - line);
            line = fact.line();
        }
        mentions(facts.names());
        mentions(facts.chains());
        mentions(facts.members());
        mentions(facts.literals());
        mentions(facts.dynamic());
        bytes.number(facts.exports().size());
        facts.exports().forEach(bytes::text);
        bytes.number(facts.partial().isPresent() ? 1 : 0);
        facts.partial().ifPresent(bytes::text);
        return bytes.toBytes();
    }

    byte[] unread(String why) {
        bytes.number(FactCodec.UNREAD);
        bytes.text(why);
        return bytes.toBytes();
    }

    private void mentions(List<Mention> mentions) {
        bytes.number(mentions.size());
        int line = 0;
        for (Mention mention : mentions) {
            bytes.text(mention.text());
            bytes.signed(mention.line() - line);
            line = mention.line();
        }
    }
}
