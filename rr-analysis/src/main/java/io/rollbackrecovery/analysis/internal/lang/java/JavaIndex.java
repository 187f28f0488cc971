package io.rollbackrecovery.analysis.internal.lang.java;

import io.rollbackrecovery.analysis.internal.link.Keys;
import io.rollbackrecovery.analysis.internal.link.LinkIndex;
import io.rollbackrecovery.analysis.internal.link.Offers;
import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.DeclarationKind;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.analysis.spi.LinkSink;
import io.rollbackrecovery.analysis.spi.Mention;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;

/** The types of a revision. Whatever a file finds of another, it names the last part of it. */
final class JavaIndex implements LinkIndex {
    private final JavaTypes types;

    JavaIndex(SortedMap<RepoPath, FileFacts> files) {
        types = new JavaTypes(files);
    }

    @Override
    public void link(RepoPath path, FileFacts facts, LinkSink sink) {
        new JavaFileLinker(types, path, facts, sink).link();
    }

    @Override
    public void uses(RepoPath path, FileFacts facts, Keys keys) {
        for (ImportFact fact : facts.imports()) {
            keys.segments(fact.module());
            keys.segments(fact.name());
        }
        facts.names().forEach(name -> keys.add(name.text()));
        for (Mention chain : facts.chains()) {
            keys.segments(chain.text());
        }
        for (Mention literal : facts.literals()) {
            keys.segments(literal.text());
        }
        if (JavaTypes.isKotlin(path)) {
            facts.members().forEach(member -> keys.add(member.text()));
        }
    }

    @Override
    public void offers(RepoPath path, FileFacts facts, Offers offers) {
        String of = JavaTypes.packageOf(path, facts);
        boolean hasCallables = false;
        for (Declaration declaration : facts.declarations()) {
            offers.declared(
                    declaration.name(),
                    31 * of.hashCode() + declaration.kind().name().hashCode());
            hasCallables |= declaration.name().indexOf('.') < 0 && declaration.kind() != DeclarationKind.TYPE;
        }
        if (hasCallables && JavaTypes.isKotlin(path)) {
            offers.offer(JavaTypes.fileClass(path, facts), of.hashCode());
        }
    }

    /** Whether there is a package decides only whether an import of it leads nowhere. */
    @Override
    public void differences(LinkIndex before, Keys keys) {
        if (before instanceof JavaIndex old) {
            Set<String> one = types.packageNames();
            Set<String> other = old.types.packageNames();
            Set<String> differ = new HashSet<>(one);
            differ.addAll(other);
            differ.removeIf(name -> one.contains(name) && other.contains(name));
            differ.forEach(name -> keys.add(name.substring(name.lastIndexOf('.') + 1)));
        }
    }
}
