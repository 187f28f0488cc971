package io.rollbackrecovery.analysis.internal.lang.java.check;

import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One Java file: its package, imports and types. Filled by {@link UnitParser}, then fixed. */
final class JavaUnit {
    private final RepoPath path;
    private final JavaTokens tokens;
    private String namespace = "";
    private final Map<String, String> imports = new LinkedHashMap<>();
    private final List<String> wildcards = new ArrayList<>();
    private final Map<String, List<String>> staticImports = new LinkedHashMap<>();
    private final List<String> staticWildcards = new ArrayList<>();
    private final Map<String, JavaType> types = new LinkedHashMap<>();

    JavaUnit(RepoPath path, JavaTokens tokens) {
        this.path = path;
        this.tokens = tokens;
    }

    RepoPath path() {
        return path;
    }

    JavaTokens tokens() {
        return tokens;
    }

    String namespace() {
        return namespace;
    }

    void namespace(String dotted) {
        namespace = dotted;
    }

    /** Simple names to dotted ones. */
    Map<String, String> imports() {
        return imports;
    }

    /** The packages and types of which all types are imported. */
    List<String> wildcards() {
        return wildcards;
    }

    /** Members to the types that they are imported from. */
    Map<String, List<String>> staticImports() {
        return staticImports;
    }

    /** The types of which all static members are imported. */
    List<String> staticWildcards() {
        return staticWildcards;
    }

    /** The names that another state of the file imports, and that nothing here can give that was not there too. */
    Set<String> lostImports(JavaUnit before) {
        Set<String> lost = new HashSet<>();
        if (before.wildcards.containsAll(wildcards) && before.staticWildcards.containsAll(staticWildcards)) {
            before.imports.forEach((name, dotted) -> {
                if (!wildcards.contains(dotted.substring(0, Math.max(0, dotted.lastIndexOf('.'))))) {
                    lost.add(name);
                }
            });
            before.staticImports.forEach((name, owners) -> {
                if (owners.stream().noneMatch(staticWildcards::contains)) {
                    lost.add(name);
                }
            });
            lost.removeAll(imports.keySet());
            lost.removeAll(staticImports.keySet());
        }
        return lost;
    }

    /** Those of the file itself, not nested ones. */
    Map<String, JavaType> types() {
        return types;
    }
}
