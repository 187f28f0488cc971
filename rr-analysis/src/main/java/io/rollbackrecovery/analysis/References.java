package io.rollbackrecovery.analysis;

import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.analysis.spi.Link;
import io.rollbackrecovery.analysis.spi.Mention;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Questions about references, over facts and links. */
final class References {
    private References() {}

    /** One reference of one file, as written. */
    record Use(RepoPath from, String reference) {
        static Use of(Link link) {
            return new Use(link.from(), link.reference());
        }
    }

    /** The links of each reference that leads to one of some files. */
    static Map<Use, List<Link>> into(Set<RepoPath> targets, LinkedRevision revision) {
        Map<Use, List<Link>> into = new LinkedHashMap<>();
        revision.eachLink(link -> {
            if (targets.contains(link.to())) {
                into.computeIfAbsent(Use.of(link), use -> new ArrayList<>(1)).add(link);
            }
        });
        return into;
    }

    /** The symbols that each reference of some files leads to, wherever they are. */
    static Map<Use, Set<String>> symbols(LinkedRevision revision, Set<RepoPath> files) {
        Map<Use, Set<String>> symbols = new HashMap<>();
        revision.eachLink(
                files,
                link -> symbols.computeIfAbsent(Use.of(link), use -> new HashSet<>())
                        .add(link.symbol()));
        return symbols;
    }

    /**
     * Whether a reference that meant something means less now: none of the symbols that it led to is left, or, where no
     * symbol was known, nothing is.
     */
    static boolean dangles(List<Link> before, Set<String> after) {
        Set<String> symbols = new HashSet<>();
        for (Link link : before) {
            if (!link.symbol().isEmpty()) {
                symbols.add(link.symbol());
            }
        }
        return symbols.isEmpty() ? after.isEmpty() : symbols.stream().noneMatch(after::contains);
    }

    /** Everything that a file refers to, in the form that links name it. */
    static Set<String> of(FileFacts facts) {
        Set<String> references = new HashSet<>();
        for (ImportFact fact : facts.imports()) {
            references.add(fact.reference());
        }
        for (List<Mention> mentions : List.of(facts.names(), facts.chains(), facts.literals())) {
            for (Mention mention : mentions) {
                references.add(mention.text());
            }
        }
        return references;
    }

    /** The names of declared members, without their types. */
    static Set<String> memberNames(FileFacts facts) {
        Set<String> names = new HashSet<>();
        for (Declaration declaration : facts.declarations()) {
            names.add(declaration.simpleName());
        }
        return names;
    }

    /** Whether a reference is that of an import itself. */
    static boolean isImport(FileFacts facts, String reference) {
        return facts.imports().stream().anyMatch(fact -> fact.reference().equals(reference));
    }

    /** The imports that give the first name of a dotted reference its meaning. */
    static Set<String> bindings(FileFacts facts, String reference) {
        int dot = reference.indexOf('.');
        String head = dot < 0 ? reference : reference.substring(0, dot);
        Set<String> bindings = new HashSet<>();
        for (ImportFact fact : facts.imports()) {
            boolean binds = fact.alias().isEmpty()
                    ? fact.name().isEmpty() && (fact.module() + ".").startsWith(head + ".")
                    : fact.alias().equals(head);
            if (binds) {
                bindings.add(fact.reference());
            }
        }
        return bindings;
    }
}
