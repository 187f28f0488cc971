package io.rollbackrecovery.analysis.internal.lang.javascript;

import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.core.graph.EdgeKind;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What files hand out, and where what index files hand on comes from. */
final class ExportedNames {
    private static final int MOST_HOPS = 32;
    private static final int MOST_FILES = 2_000;

    private final FileTree tree;
    private final Resolver resolver;
    private final Map<RepoPath, Own> owns = new HashMap<>();
    private final Map<RepoPath, Stars> stars = new HashMap<>();

    /** A file on the way to a declaration, and what the name is called in it. */
    record Hop(RepoPath file, String symbol) {}

    /**
     * Where a name leads.
     *
     * @param hops from the file that is named to the one that declares it; empty if it is not handed out
     * @param known false if the file may hand it out all the same, in a way that only the running program knows
     */
    record Found(List<Hop> hops, boolean known) {}

    /** What one file says itself. */
    private record Own(
            Map<String, ImportFact> handedOn, Set<String> exports, Set<String> declared, List<ImportFact> whole) {
        boolean hasUnknown() {
            return exports.contains(ModuleNames.UNKNOWN);
        }
    }

    /** What comes through {@code export *}: of each name the file that has it, and whether that is all. */
    private record Stars(Map<String, RepoPath> names, Map<RepoPath, RepoPath> cameFrom, boolean all) {}

    ExportedNames(FileTree tree, Resolver resolver) {
        this.tree = tree;
        this.resolver = resolver;
    }

    static boolean isTypeScript(String path) {
        return path.endsWith("ts") || path.endsWith(".tsx") || path.endsWith(".vue") || path.endsWith(".svelte");
    }

    /** Whether a file declares a name, the names of types that enclose it before it. */
    boolean declares(RepoPath file, String name) {
        return own(file).map(own -> own.declared().contains(name)).orElse(false);
    }

    private Optional<Own> own(RepoPath file) {
        Own known = owns.get(file);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<FileFacts> facts = tree.factsOf(file);
        if (facts.isEmpty()) {
            return Optional.empty();
        }
        Map<String, ImportFact> handedOn = new HashMap<>();
        List<ImportFact> whole = new ArrayList<>();
        for (ImportFact fact : facts.get().imports()) {
            if (fact.kind() == EdgeKind.RE_EXPORT) {
                if (fact.alias().isEmpty()) {
                    whole.add(fact);
                } else {
                    handedOn.putIfAbsent(fact.alias(), fact);
                }
            }
        }
        Set<String> declared = new HashSet<>();
        for (Declaration declaration : facts.get().declarations()) {
            declared.add(declaration.name());
        }
        Set<String> exports = new HashSet<>(facts.get().exports());
        String name = file.toString();
        if (name.endsWith(".d.ts") || name.endsWith(".d.mts") || name.endsWith(".d.cts")) {
            // Declaration files hand out what they declare, with or without saying so.
            exports.addAll(declared);
        }
        Own own = new Own(handedOn, exports, declared, whole);
        owns.put(file, own);
        return Optional.of(own);
    }

    /** Follows a name of a file to its declaration. */
    Found find(RepoPath file, String name) {
        List<Hop> hops = new ArrayList<>(2);
        RepoPath at = file;
        String here = name;
        while (hops.size() < MOST_HOPS) {
            Optional<Own> own = own(at);
            if (own.isEmpty()) {
                return new Found(List.of(), false);
            }
            ImportFact fact = own.get().handedOn().get(here);
            if (fact != null) {
                hops.add(new Hop(at, here));
                if (fact.name().isEmpty() || fact.name().equals(ImportFact.ALL)) {
                    return new Found(hops, true);
                }
                Resolver.Resolution next = resolve(at, fact);
                if (next.targets().isEmpty()) {
                    return next.ours() ? new Found(List.of(), true) : new Found(hops, true);
                }
                at = tree.file(next.targets().get(0).path()).orElse(at);
                here = fact.name();
                continue;
            }
            if (own.get().exports().contains(here)) {
                hops.add(new Hop(at, here));
                return new Found(hops, true);
            }
            if (own.get().hasUnknown() || own.get().whole().isEmpty() || here.equals(ModuleNames.DEFAULT)) {
                return new Found(List.of(), !own.get().hasUnknown());
            }
            Stars through = stars(at);
            RepoPath holder = through.names().get(here);
            if (holder == null || holder.equals(at)) {
                return new Found(List.of(), through.all());
            }
            Deque<Hop> way = new ArrayDeque<>();
            RepoPath step = through.cameFrom().get(holder);
            while (step != null && way.size() < MOST_HOPS) {
                way.addFirst(new Hop(step, here));
                step = through.cameFrom().get(step);
            }
            hops.addAll(way);
            at = holder;
        }
        return new Found(List.of(), false);
    }

    private Resolver.Resolution resolve(RepoPath from, ImportFact fact) {
        String path = from.toString();
        return resolver.resolve(FileTree.folderOf(path), isTypeScript(path), fact.module());
    }

    private Stars stars(RepoPath file) {
        Stars known = stars.get(file);
        if (known != null) {
            return known;
        }
        Map<String, RepoPath> names = new HashMap<>();
        Map<RepoPath, RepoPath> cameFrom = new HashMap<>();
        Set<RepoPath> seen = new HashSet<>(Set.of(file));
        Deque<RepoPath> open = new ArrayDeque<>(List.of(file));
        boolean all = true;
        while (!open.isEmpty()) {
            RepoPath at = open.remove();
            Optional<Own> own = own(at);
            if (own.isEmpty() || own.get().hasUnknown()) {
                all = false;
            }
            if (own.isEmpty()) {
                continue;
            }
            if (!at.equals(file)) {
                own.get().handedOn().keySet().forEach(name -> names.putIfAbsent(name, at));
                own.get().exports().forEach(name -> names.putIfAbsent(name, at));
            }
            for (ImportFact fact : own.get().whole()) {
                Resolver.Resolution next = resolve(at, fact);
                all &= !next.targets().isEmpty() || next.ours();
                for (Target target : next.targets()) {
                    RepoPath path = tree.file(target.path()).orElse(at);
                    if (seen.size() >= MOST_FILES) {
                        all = false;
                    } else if (seen.add(path)) {
                        cameFrom.put(path, at);
                        open.add(path);
                    }
                }
            }
        }
        names.remove(ModuleNames.DEFAULT);
        names.remove(ModuleNames.UNKNOWN);
        Stars found = new Stars(names, cameFrom, all);
        stars.put(file, found);
        return found;
    }
}
