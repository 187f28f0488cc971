package io.rollbackrecovery.analysis.internal.lang.javascript;

import io.rollbackrecovery.analysis.internal.link.LinkIndex;
import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.core.graph.EdgeKind;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Modules that files declare for others: {@code declare module "x"}. */
final class AmbientModules {
    private final Map<String, List<RepoPath>> exact = new LinkedHashMap<>();
    private final Map<String, List<RepoPath>> patterns = new LinkedHashMap<>();

    AmbientModules(SortedMap<RepoPath, FileFacts> files) {
        files.forEach((path, facts) -> {
            boolean isModule = !facts.exports().isEmpty()
                    || facts.imports().stream()
                            .anyMatch(fact -> fact.kind() == EdgeKind.RE_EXPORT
                                    || !fact.alias().isEmpty());
            if (isModule) {
                // There it adds to a module that is somewhere else.
                return;
            }
            for (Declaration declaration : facts.declarations()) {
                String name = declaration.name();
                if (name.startsWith("\"") && name.indexOf('"', 1) == name.length() - 1) {
                    String module = name.substring(1, name.length() - 1);
                    List<RepoPath> declaring = (module.indexOf('*') < 0 ? exact : patterns)
                            .computeIfAbsent(module, key -> new ArrayList<>(1));
                    if (declaring.size() <= LinkIndex.MOST_CANDIDATES) {
                        declaring.add(path);
                    }
                }
            }
        });
    }

    /** The files that declare a module, as which name; at most one more than are linked. */
    Map<RepoPath, String> declaring(String module) {
        Map<RepoPath, String> found = new LinkedHashMap<>();
        exact.getOrDefault(module, List.of()).forEach(path -> found.put(path, '"' + module + '"'));
        patterns.forEach((pattern, paths) -> {
            int star = pattern.indexOf('*');
            String tail = pattern.substring(star + 1);
            if (module.length() >= pattern.length() - 1
                    && module.startsWith(pattern.substring(0, star))
                    && module.endsWith(tail)) {
                paths.forEach(path -> found.put(path, '"' + pattern + '"'));
            }
        });
        return found;
    }
}
