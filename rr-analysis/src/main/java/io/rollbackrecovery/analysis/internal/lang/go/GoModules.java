package io.rollbackrecovery.analysis.internal.lang.go;

import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.analysis.spi.Link;
import io.rollbackrecovery.analysis.spi.LinkSink;
import io.rollbackrecovery.core.graph.EdgeKind;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The modules of a revision. Folders are given as text that ends in a slash, the top of the repository as empty text.
 */
final class GoModules {
    private final Map<String, Module> byFolder = new HashMap<>();
    private final SortedMap<String, List<String>> foldersOf = new TreeMap<>();
    private final Map<String, Module> workspaces = new HashMap<>();
    private final Map<String, List<Module>> used = new HashMap<>();

    /** A go.mod or go.work file. */
    private record Module(RepoPath file, String folder, FileFacts of) {
        String path() {
            return of.namespace();
        }

        List<ImportFact> facts() {
            return of.imports();
        }

        /** Whether it takes a module of a published version. */
        boolean requires(String module) {
            return of.literals().stream().anyMatch(required -> required.text().equals(module));
        }
    }

    /** A folder that an import leads to. It is sure if the module files say so. */
    record Target(String folder, boolean sure) {}

    GoModules(SortedMap<RepoPath, FileFacts> files) {
        files.forEach((path, facts) -> {
            String folder = folderOf(path);
            Module module = new Module(path, folder, facts);
            if (GoLanguage.isWorkspace(path)) {
                workspaces.put(folder, module);
            } else if (GoLanguage.isModule(path) && !isVendored(path)) {
                byFolder.put(folder, module);
                if (!module.path().isEmpty()) {
                    foldersOf
                            .computeIfAbsent(module.path(), name -> new ArrayList<>(1))
                            .add(folder);
                }
            }
        });
    }

    static String folderOf(RepoPath path) {
        String text = path.toString();
        return text.substring(0, text.lastIndexOf('/') + 1);
    }

    static boolean isVendored(RepoPath path) {
        String text = path.toString();
        return text.startsWith("vendor/") || text.contains("/vendor/");
    }

    private static String parent(String folder) {
        return folder.substring(0, folder.lastIndexOf('/', folder.length() - 2) + 1);
    }

    /** The value of a folder itself or of the nearest one above it. */
    private static Optional<Module> nearest(Map<String, Module> modules, String folder) {
        String at = folder;
        while (!modules.containsKey(at)) {
            if (at.isEmpty()) {
                return Optional.empty();
            }
            at = parent(at);
        }
        return Optional.ofNullable(modules.get(at));
    }

    /** Links a workspace or module file to the module files that it names. */
    void link(RepoPath path, LinkSink sink) {
        String at = folderOf(path);
        for (Map<String, Module> all : List.of(workspaces, byFolder)) {
            Optional.ofNullable(all.get(at))
                    .filter(module -> module.file().equals(path))
                    .ifPresent(module -> link(module, sink));
        }
    }

    private void link(Module module, LinkSink sink) {
        for (ImportFact fact : module.facts()) {
            String target = fact.level() == 1 ? fact.module() : fact.name();
            Optional<Module> named =
                    resolve(module.folder(), target).flatMap(folder -> Optional.ofNullable(byFolder.get(folder)));
            named.ifPresent(other -> sink.link(new Link(
                    module.file(), other.file(), EdgeKind.CONFIG, fact.reference(), Link.WHOLE_FILE, fact.line())));
        }
    }

    /** The folder that a relative path leads to; empty if that is outside of the repository. */
    private static Optional<String> resolve(String from, String relative) {
        String folder = from;
        for (String part : relative.split("/", -1)) {
            if (part.equals("..")) {
                if (folder.isEmpty()) {
                    return Optional.empty();
                }
                folder = parent(folder);
            } else if (!part.isEmpty() && !part.equals(".")) {
                folder = folder + part + "/";
            }
        }
        return Optional.of(folder);
    }

    /** What is left of an import behind a module's path: folders, with a slash at the end; empty if it is another's. */
    private static Optional<String> behind(String module, String path) {
        if (path.equals(module)) {
            return Optional.of("");
        }
        return !module.isEmpty() && path.startsWith(module) && path.charAt(module.length()) == '/'
                ? Optional.of(path.substring(module.length() + 1) + "/")
                : Optional.empty();
    }

    /** The folders that an import of a file in a folder can mean; none if it belongs to no module here. */
    List<Target> find(String folder, String path) {
        Optional<Module> own = nearest(byFolder, folder);
        if (own.isEmpty()) {
            return byFolder.isEmpty() ? withoutModules(path) : elsewhere(path, module -> false);
        }
        Choice choice = new Choice(path);
        behind(own.get().path(), path)
                .map(rest -> own.get().folder() + rest)
                .filter(at -> nearest(byFolder, at).equals(own))
                .ifPresent(at -> choice.take(own.get().path(), at));
        Optional<Module> workspace = nearest(workspaces, folder).filter(work -> uses(work, own.get()));
        replacements(own.get(), choice);
        workspace.ifPresent(work -> replacements(work, choice));
        workspace.ifPresent(work -> members(work, choice));
        return choice.folder.isPresent()
                ? List.of(new Target(choice.folder.get(), true))
                : elsewhere(path, own.get()::requires);
    }

    /** Of several modules that an import can belong to, the one with the longest path has it. */
    private static final class Choice {
        private final String path;
        private int length = -1;
        private Optional<String> folder = Optional.empty();

        Choice(String path) {
            this.path = path;
        }

        void take(String module, String at) {
            if (module.length() > length) {
                length = module.length();
                folder = Optional.of(at);
            }
        }
    }

    private static void replacements(Module module, Choice choice) {
        for (ImportFact fact : module.facts()) {
            Optional<String> rest = fact.level() == 0 ? behind(fact.module(), choice.path) : Optional.empty();
            rest.flatMap(below -> resolve(module.folder(), fact.name()).map(at -> at + below))
                    .ifPresent(at -> choice.take(fact.module(), at));
        }
    }

    private List<Module> usedBy(Module workspace) {
        return used.computeIfAbsent(
                workspace.folder(),
                folder -> workspace.facts().stream()
                        .filter(fact -> fact.level() == 1)
                        .flatMap(fact -> resolve(folder, fact.module()).stream())
                        .flatMap(at -> Optional.ofNullable(byFolder.get(at)).stream())
                        .toList());
    }

    private boolean uses(Module workspace, Module module) {
        return usedBy(workspace).contains(module);
    }

    private void members(Module workspace, Choice choice) {
        for (Module module : usedBy(workspace)) {
            behind(module.path(), choice.path).ifPresent(rest -> choice.take(module.path(), module.folder() + rest));
        }
    }

    /**
     * A module of this repository, though the module files do not say that it is taken from here; none if they say that a
     * published version of it is.
     */
    private List<Target> elsewhere(String path, Predicate<String> published) {
        String prefix = path;
        while (true) {
            List<String> folders = foldersOf.get(prefix);
            if (published.test(prefix)) {
                return List.of();
            }
            if (folders != null) {
                String rest = prefix.length() == path.length() ? "" : path.substring(prefix.length() + 1) + "/";
                return folders.stream()
                        .map(folder -> new Target(folder + rest, false))
                        .toList();
            }
            int slash = prefix.lastIndexOf('/');
            if (slash < 0) {
                return List.of();
            }
            prefix = prefix.substring(0, slash);
        }
    }

    /** Without any module file an import of a host is tried without its first names: host/owner/repository/folder. */
    private static List<Target> withoutModules(String path) {
        String[] parts = path.split("/", -1);
        if (parts.length < 2 || parts[0].indexOf('.') < 0) {
            return List.of();
        }
        List<Target> targets = new ArrayList<>();
        for (int skipped = 2; skipped <= Math.min(3, parts.length); skipped++) {
            String rest = String.join("/", List.of(parts).subList(skipped, parts.length));
            targets.add(new Target(rest.isEmpty() ? "" : rest + "/", false));
        }
        return targets;
    }
}
