package io.rollbackrecovery.analysis.internal.lang.java.check;

import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.DeclarationKind;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;

/** The types of one revision. Files are parsed when something asks for a type in them. Used by one thread. */
final class JavaWorld {
    private final Map<String, Map<String, List<RepoPath>>> packages = new HashMap<>();
    private final Function<RepoPath, Optional<JavaUnit>> units;
    private final Platform platform;
    private final Map<JavaType, Hierarchy> hierarchies = new HashMap<>();
    private final Map<RepoPath, Set<String>> lost = new HashMap<>();

    /**
     * @param files the facts of all Java files
     * @param units parses one of them; the same unit each time
     * @param platform the classes of the Java platform
     */
    JavaWorld(SortedMap<RepoPath, FileFacts> files, Function<RepoPath, Optional<JavaUnit>> units, Platform platform) {
        this.units = units;
        this.platform = platform;
        files.forEach((path, facts) -> {
            for (Declaration declaration : facts.declarations()) {
                if (declaration.kind() == DeclarationKind.TYPE
                        && declaration.name().indexOf('.') < 0) {
                    packages.computeIfAbsent(facts.namespace(), name -> new HashMap<>())
                            .computeIfAbsent(declaration.name(), name -> new ArrayList<>(1))
                            .add(path);
                }
            }
        });
    }

    Platform platform() {
        return platform;
    }

    Optional<JavaUnit> unit(RepoPath path) {
        return units.apply(path);
    }

    /**
     * Notes names that a file imported before and does not import any more. What was imported by its name was not
     * inherited, and did not come with all others of a library either.
     */
    void lose(RepoPath path, Set<String> names) {
        lost.put(path, names);
    }

    boolean isLost(RepoPath path, String name) {
        return lost.getOrDefault(path, Set.of()).contains(name);
    }

    boolean isPackage(String name) {
        return packages.containsKey(name);
    }

    /** A type of a package; where several source trees have it, the one nearest to the file that asks. */
    Optional<JavaType> inPackage(String namespace, String simple, RepoPath asking) {
        List<RepoPath> files = packages.getOrDefault(namespace, Map.of()).getOrDefault(simple, List.of());
        RepoPath best = null;
        int bestShared = -1;
        for (RepoPath file : files) {
            int shared = shared(file.toString(), asking.toString());
            if (shared > bestShared) {
                best = file;
                bestShared = shared;
            }
        }
        return best == null
                ? Optional.empty()
                : units.apply(best)
                        .flatMap(unit -> Optional.ofNullable(unit.types().get(simple)));
    }

    private static int shared(String a, String b) {
        int at = 0;
        while (at < a.length() && at < b.length() && a.charAt(at) == b.charAt(at)) {
            at++;
        }
        return at;
    }

    /** Finds the type of a dotted name, nested ones included. */
    Optional<JavaType> find(String dotted, RepoPath asking) {
        for (int dot = dotted.lastIndexOf('.'); dot >= 0; dot = dotted.lastIndexOf('.', dot - 1)) {
            String namespace = dotted.substring(0, dot);
            if (isPackage(namespace)) {
                String[] parts = dotted.substring(dot + 1).split("\\.", -1);
                Optional<JavaType> type = inPackage(namespace, parts[0], asking);
                for (int i = 1; i < parts.length && type.isPresent(); i++) {
                    String part = parts[i];
                    type = memberType(type.get(), part);
                }
                if (type.isPresent()) {
                    return type;
                }
            }
        }
        return Optional.empty();
    }

    /** A nested type that a type declares or inherits. */
    Optional<JavaType> memberType(JavaType type, String name) {
        JavaType own = type.nested().get(name);
        if (own != null) {
            return Optional.of(own);
        }
        for (JavaType up : hierarchy(type).types()) {
            JavaType inherited = up.nested().get(name);
            if (inherited != null) {
                return Optional.of(inherited);
            }
        }
        return Optional.empty();
    }

    /** The type and everything that it inherits from. */
    Hierarchy hierarchy(JavaType type) {
        Hierarchy known = hierarchies.get(type);
        if (known == null) {
            // A class that inherits from itself, directly or in a circle, inherits nothing while this is worked out.
            hierarchies.put(type, Hierarchy.alone(type));
            known = Hierarchy.of(type, this);
            hierarchies.put(type, known);
        }
        return known;
    }

    /** The types that a type names as its own supertypes, in their order. */
    List<Ty> supertypes(JavaType type) {
        TypeScope scope = TypeScope.around(type, this);
        return type.supertypes().stream().map(scope::resolve).toList();
    }
}
