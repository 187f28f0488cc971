package io.rollbackrecovery.analysis.internal.lang.java;

import io.rollbackrecovery.analysis.internal.link.LinkIndex;
import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.DeclarationKind;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** The top-level types of a revision by package and name, and what each file declares. */
final class JavaTypes {
    private final Map<String, Map<String, List<RepoPath>>> packages = new HashMap<>();
    private final Map<String, Map<String, List<RepoPath>>> callables = new HashMap<>();
    private final Map<String, Map<String, List<RepoPath>>> extensions = new HashMap<>();
    private final Map<RepoPath, Map<String, String>> declared = new HashMap<>();

    /** A type and what stands behind it: {@code type} is one name, {@code whole} goes on with nested types and members. */
    record Found(List<RepoPath> files, String whole) {}

    JavaTypes(SortedMap<RepoPath, FileFacts> files) {
        files.forEach((path, facts) -> {
            Map<String, String> names = new HashMap<>();
            String of = packageOf(path, facts);
            boolean hasCallables = false;
            for (Declaration declaration : facts.declarations()) {
                String name = declaration.name();
                names.put(name, name);
                if (name.indexOf('.') >= 0) {
                    continue;
                }
                switch (declaration.kind()) {
                    case TYPE -> add(packages, of, name, path);
                    case FUNCTION, VARIABLE -> add(callables, of, name, path);
                    case METHOD, FIELD -> {
                        add(callables, of, name, path);
                        add(extensions, of, name, path);
                    }
                    default -> {}
                }
                hasCallables |= declaration.kind() != DeclarationKind.TYPE;
            }
            declared.put(path, names);
            if (hasCallables && isKotlin(path)) {
                addFileClass(path, facts, of, names);
            }
        });
    }

    static boolean isKotlin(RepoPath path) {
        return path.name().endsWith(".kt") || path.name().endsWith(".kts");
    }

    /** The class in which Java sees the functions and properties of a Kotlin file: {@code UtilKt} of util.kt. */
    private void addFileClass(RepoPath path, FileFacts facts, String of, Map<String, String> names) {
        String type = fileClass(path, facts);
        add(packages, of, type, path);
        for (String name : List.copyOf(names.keySet())) {
            if (name.indexOf('.') < 0) {
                names.put(type + "." + name, type + "." + name);
            }
        }
        names.put(type, type);
    }

    static String fileClass(RepoPath path, FileFacts facts) {
        String base = path.name().substring(0, path.name().lastIndexOf('.'));
        String usual = base.isEmpty() ? "Kt" : base.substring(0, 1).toUpperCase(Locale.ROOT) + base.substring(1) + "Kt";
        return facts.exports().isEmpty() ? usual : facts.exports().get(0);
    }

    private static void add(Map<String, Map<String, List<RepoPath>>> index, String of, String name, RepoPath path) {
        List<RepoPath> files =
                index.computeIfAbsent(of, key -> new HashMap<>()).computeIfAbsent(name, key -> new ArrayList<>(1));
        // Files come one after the other; one more than are linked tells that there are more.
        boolean isLast = !files.isEmpty() && files.get(files.size() - 1).equals(path);
        if (!isLast && files.size() <= LinkIndex.MOST_CANDIDATES) {
            files.add(path);
        }
    }

    /** The Kotlin files that declare a function or property outside of types, extensions among them. */
    List<RepoPath> callables(String packageName, String name) {
        return callables.getOrDefault(packageName, Map.of()).getOrDefault(name, List.of());
    }

    /** The Kotlin files that declare an extension. */
    List<RepoPath> extensions(String packageName, String name) {
        return extensions.getOrDefault(packageName, Map.of()).getOrDefault(name, List.of());
    }

    /** Finds the function or property that a full name means. */
    Optional<Found> findCallable(String dotted) {
        int dot = dotted.lastIndexOf('.');
        List<RepoPath> files = dot < 0 ? List.of() : callables(dotted.substring(0, dot), dotted.substring(dot + 1));
        return files.isEmpty() ? Optional.empty() : Optional.of(new Found(files, dotted.substring(dot + 1)));
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

    /** All names for which {@link #isPackage} holds. */
    Set<String> packageNames() {
        Set<String> names = new HashSet<>(packages.keySet());
        names.addAll(callables.keySet());
        return names;
    }

    boolean isPackage(String name) {
        return packages.containsKey(name) || callables.containsKey(name);
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
        Map<String, String> names = declared.getOrDefault(file, Map.of());
        String part = whole;
        while (!names.containsKey(part)) {
            int dot = part.lastIndexOf('.');
            if (dot < 0) {
                return "";
            }
            part = part.substring(0, dot);
        }
        // The text of the declaration itself: a hundred thousand links share it.
        return names.getOrDefault(part, part);
    }
}
