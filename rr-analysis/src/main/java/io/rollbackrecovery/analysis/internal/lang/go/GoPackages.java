package io.rollbackrecovery.analysis.internal.lang.go;

import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.DeclarationKind;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.Link;
import io.rollbackrecovery.analysis.spi.LinkSink;
import io.rollbackrecovery.core.graph.EdgeKind;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The packages of a revision, by folder and name, with the files of every platform. */
final class GoPackages {
    private final Map<String, SortedMap<String, GoPackage>> folders = new HashMap<>();

    /** One package: its files and what they declare. A file with tests belongs to the package that it names. */
    static final class GoPackage {
        final String name;
        final List<RepoPath> files = new ArrayList<>();
        private final Map<String, List<RepoPath>> declared = new HashMap<>();
        private final Map<String, Set<String>> members = new HashMap<>();
        private boolean partial;

        GoPackage(String name) {
            this.name = name;
        }

        /** The files that declare something on the package's level, or {@code Type.member}. */
        List<RepoPath> declaring(String symbol) {
            return declared.getOrDefault(symbol, List.of());
        }

        /** Whether a file was not read to its end, so that it may declare more than is known. */
        boolean isPartial() {
            return partial;
        }

        /** As much of {@code Type.member.more} as some file declares; empty if not even the first name is. */
        String declaredPart(String chain) {
            String part = chain;
            while (!declared.containsKey(part)) {
                int dot = part.lastIndexOf('.');
                if (dot < 0) {
                    return "";
                }
                part = part.substring(0, dot);
            }
            return part;
        }
    }

    GoPackages(SortedMap<RepoPath, FileFacts> files) {
        files.forEach((path, facts) -> {
            if (path.name().endsWith(".go") && !GoModules.isVendored(path)) {
                add(path, facts);
            }
        });
    }

    private void add(RepoPath path, FileFacts facts) {
        GoPackage of = folders.computeIfAbsent(GoModules.folderOf(path), folder -> new TreeMap<>())
                .computeIfAbsent(facts.namespace(), GoPackage::new);
        of.files.add(path);
        of.partial |= facts.partial().isPresent();
        for (Declaration declaration : facts.declarations()) {
            String symbol = declaration.name();
            add(of.declared, symbol, path);
            int dot = symbol.indexOf('.');
            if (dot >= 0) {
                of.members
                        .computeIfAbsent(symbol.substring(0, dot), type -> new LinkedHashSet<>())
                        .add(symbol);
            }
        }
    }

    private static void add(Map<String, List<RepoPath>> index, String key, RepoPath path) {
        List<RepoPath> files = index.computeIfAbsent(key, name -> new ArrayList<>(1));
        if (files.isEmpty() || !files.get(files.size() - 1).equals(path)) {
            files.add(path);
        }
    }

    static boolean isTest(RepoPath path) {
        return path.name().endsWith("_test.go");
    }

    /** The package that a file belongs to. */
    GoPackage of(RepoPath path, FileFacts facts) {
        return Optional.ofNullable(folders.getOrDefault(GoModules.folderOf(path), new TreeMap<>())
                        .get(facts.namespace()))
                .orElseGet(() -> new GoPackage(facts.namespace()));
    }

    /**
     * The packages that an import of a folder means: commonly one. A program and a package of tests cannot be imported,
     * so they count only where there is nothing else.
     */
    List<GoPackage> in(String folder) {
        List<GoPackage> all = new ArrayList<>();
        List<GoPackage> programs = new ArrayList<>();
        for (GoPackage of : folders.getOrDefault(folder, new TreeMap<>()).values()) {
            if (of.files.stream().allMatch(GoPackages::isTest)) {
                continue;
            }
            (of.name.equals("main") || of.name.equals("documentation") ? programs : all).add(of);
        }
        return all.isEmpty() ? programs : all;
    }

    /** Links the file of a type to the files with its methods, which belong to what the type can do. */
    void linkMethods(RepoPath path, FileFacts facts, LinkSink sink) {
        GoPackage of = of(path, facts);
        Set<String> types = new LinkedHashSet<>();
        facts.declarations().forEach(declaration -> types.add(declaration.name()));
        for (String type : types) {
            for (String symbol : of.members.getOrDefault(type, Set.of())) {
                for (RepoPath method : of.declaring(symbol)) {
                    if (!path.equals(method) && (isTest(path) || !isTest(method))) {
                        sink.link(new Link(path, method, EdgeKind.SAME_PACKAGE, "", "", 1));
                    }
                }
            }
        }
    }

    /** The kinds of declarations that a file can use by their name alone. */
    static boolean isTopLevel(Declaration declaration) {
        return declaration.kind() != DeclarationKind.FIELD && declaration.kind() != DeclarationKind.METHOD;
    }
}
