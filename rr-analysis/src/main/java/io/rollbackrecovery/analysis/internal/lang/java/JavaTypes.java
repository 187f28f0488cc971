package io.rollbackrecovery.analysis.internal.lang.java;

import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.DeclarationKind;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** The top-level types of a revision by package and name, and what each file declares. */
final class JavaTypes {
    private final Map<String, Map<String, List<RepoPath>>> packages = new HashMap<>();
    private final Map<RepoPath, Set<String>> declared = new HashMap<>();

    /** A type and what stands behind it: {@code type} is one name, {@code whole} goes on with nested types and members. */
    record Found(List<RepoPath> files, String whole) {}

    JavaTypes(SortedMap<RepoPath, FileFacts> files) {
        files.forEach((path, facts) -> {
            Set<String> names = new HashSet<>();
            for (Declaration declaration : facts.declarations()) {
                names.add(declaration.name());
                if (declaration.kind() == DeclarationKind.TYPE
                        && declaration.name().indexOf('.') < 0) {
                    packages.computeIfAbsent(packageOf(path, facts), name -> new HashMap<>())
                            .computeIfAbsent(declaration.name(), name -> new ArrayList<>(1))
                            .add(path);
                }
            }
            declared.put(path, names);
        });
    }

    /**
     * The package of a file. Files without one are companions only within their folder, since a repository may hold
     * many programs of that kind.
     */
    static String packageOf(RepoPath path, FileFacts facts) {
        return facts.namespace().isEmpty()
                ? path.parent().map(folder -> folder + "/").orElse("/")
                : facts.namespace();
    }

    boolean isPackage(String name) {
        return packages.containsKey(name);
    }

    /** The files that declare a top-level type; several where the same type stands in several source trees. */
    List<RepoPath> in(String packageName, String type) {
        return packages.getOrDefault(packageName, Map.of()).getOrDefault(type, List.of());
    }

    /** Finds the type that a dotted name leads to, trying long package names first. */
    Optional<Found> find(String dotted) {
        for (int dot = dotted.lastIndexOf('.'); dot > 0; dot = dotted.lastIndexOf('.', dot - 1)) {
            Map<String, List<RepoPath>> types = packages.get(dotted.substring(0, dot));
            if (types != null) {
                String rest = dotted.substring(dot + 1);
                int end = rest.indexOf('.');
                List<RepoPath> files = types.get(end < 0 ? rest : rest.substring(0, end));
                if (files != null) {
                    return Optional.of(new Found(files, rest));
                }
            }
        }
        return Optional.empty();
    }

    /** As much of a name as a file declares: {@code Outer.Inner} of {@code Outer.Inner.inherited}. */
    String declaredPart(RepoPath file, String whole) {
        Set<String> names = declared.getOrDefault(file, Set.of());
        String part = whole;
        while (!names.contains(part)) {
            int dot = part.lastIndexOf('.');
            if (dot < 0) {
                return "";
            }
            part = part.substring(0, dot);
        }
        return part;
    }
}
