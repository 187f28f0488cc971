package io.rollbackrecovery.analysis.internal.lang.python;

import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * The modules of a revision by place: a folder is a package whether it has an {@code __init__} file or not (PEP 420).
 * Folders are given as text that ends in a slash, the top of the repository as empty text.
 */
final class PythonModules {
    private static final int MOST_STAR_HOPS = 16;

    private final Map<String, RepoPath> files = new HashMap<>();
    private final Map<RepoPath, FileFacts> facts = new HashMap<>();
    private final Map<RepoPath, Set<String>> declared = new HashMap<>();
    private final Set<String> folders = new HashSet<>();
    private final Set<String> packages = new HashSet<>();
    private final Map<String, TreeSet<String>> rootsOf = new HashMap<>();

    /** A module: its file, or none for a package without an {@code __init__} file; and its folder if it is a package. */
    record Module(Optional<RepoPath> file, Optional<String> folder) {}

    PythonModules(SortedMap<RepoPath, FileFacts> all) {
        all.forEach((path, of) -> {
            files.put(path.toString(), path);
            facts.put(path, of);
            String folder = folderOf(path);
            for (String above = folder; folders.add(above) && !above.isEmpty(); ) {
                above = parent(above);
            }
            if (isInit(path)) {
                packages.add(folder);
            }
            Set<String> names = new HashSet<>();
            for (Declaration declaration : of.declarations()) {
                names.add(declaration.name());
            }
            declared.put(path, names);
        });
        for (RepoPath path : all.keySet()) {
            addRoots(path);
        }
    }

    /** A folder that is not a package can be where absolute imports begin. */
    private void addRoots(RepoPath path) {
        String first = moduleName(path);
        String folder = folderOf(path);
        while (true) {
            if (!packages.contains(folder) && !first.equals("__init__")) {
                rootsOf.computeIfAbsent(first, name -> new TreeSet<>()).add(folder);
            }
            if (folder.isEmpty()) {
                return;
            }
            first = nameOf(folder);
            folder = parent(folder);
        }
    }

    static String folderOf(RepoPath path) {
        String text = path.toString();
        return text.substring(0, text.lastIndexOf('/') + 1);
    }

    static String parent(String folder) {
        return folder.substring(0, folder.lastIndexOf('/', folder.length() - 2) + 1);
    }

    static String nameOf(String folder) {
        return folder.substring(parent(folder).length(), folder.length() - 1);
    }

    static String moduleName(RepoPath path) {
        String name = path.name();
        return name.substring(0, name.lastIndexOf('.'));
    }

    static boolean isInit(RepoPath path) {
        return moduleName(path).equals("__init__");
    }

    boolean isPackage(String folder) {
        return packages.contains(folder);
    }

    /** All folders that hold Python files, at any depth. */
    Set<String> folders() {
        return folders;
    }

    /** The first names of absolute imports, with the folders in which they begin. */
    Map<String, ? extends Set<String>> roots() {
        return rootsOf;
    }

    Set<String> packages() {
        return packages;
    }

    /** The folders outside packages in which a top-level module of this name lies. */
    Set<String> rootsOf(String topLevel) {
        return rootsOf.getOrDefault(topLevel, new TreeSet<>());
    }

    /** Those of the {@link #rootsOf} a name that lie above a folder, ordered. */
    List<String> above(String folder, String topLevel) {
        Set<String> roots = rootsOf.getOrDefault(topLevel, new TreeSet<>());
        List<String> above = new ArrayList<>();
        String at = folder;
        while (true) {
            if (roots.contains(at)) {
                above.add(0, at);
            }
            if (at.isEmpty()) {
                return above;
            }
            at = parent(at);
        }
    }

    boolean isConventionalRoot(String root) {
        return root.isEmpty()
                || root.endsWith("src/")
                || root.endsWith("lib/")
                || root.endsWith("python/")
                || files.containsKey(root + "setup.py");
    }

    /** The package in a folder; empty if no Python file lies under it. */
    Optional<Module> packageIn(String folder) {
        if (!folders.contains(folder)) {
            return Optional.empty();
        }
        RepoPath init = files.getOrDefault(folder + "__init__.py", files.get(folder + "__init__.pyi"));
        return Optional.of(new Module(Optional.ofNullable(init), Optional.of(folder)));
    }

    /** The module of a dotted name that begins in a folder; the folder's own package for empty text. */
    Optional<Module> module(String folder, String dotted) {
        if (dotted.isEmpty()) {
            return packageIn(folder);
        }
        String place = folder + dotted.replace('.', '/');
        // A package hides a module of the same name, and a module hides a folder without an __init__ file.
        if (packages.contains(place + "/")) {
            return packageIn(place + "/");
        }
        RepoPath file = files.getOrDefault(place + ".py", files.get(place + ".pyi"));
        if (file != null) {
            return Optional.of(new Module(Optional.of(file), Optional.empty()));
        }
        return packageIn(place + "/");
    }

    /** Whether a file declares or imports a name, itself or through imports of everything. */
    boolean declares(RepoPath file, String name) {
        return declares(file, name, new HashSet<>());
    }

    private boolean declares(RepoPath file, String name, Set<RepoPath> visited) {
        // A worklist, not recursion: modules can import each other whole in long chains.
        List<RepoPath> open = new ArrayList<>(List.of(file));
        while (!open.isEmpty() && visited.size() < MOST_STAR_HOPS) {
            RepoPath here = open.remove(open.size() - 1);
            FileFacts known = facts.get(here);
            if (known == null || !visited.add(here)) {
                continue;
            }
            if (declared.getOrDefault(here, Set.of()).contains(name)) {
                return true;
            }
            for (ImportFact fact : known.imports()) {
                if (fact.name().equals(ImportFact.ALL) && fact.level() > 0) {
                    relative(here, fact.level(), fact.module())
                            .flatMap(Module::file)
                            .ifPresent(open::add);
                }
            }
        }
        return false;
    }

    /** Whether a file can have names that its text does not show: by importing everything, or by answering on demand. */
    boolean bindsBlindly(RepoPath file) {
        FileFacts known = factsOf(file);
        return known.partial().isPresent()
                || declared.getOrDefault(file, Set.of()).contains("__getattr__")
                || known.imports().stream().anyMatch(fact -> fact.name().equals(ImportFact.ALL));
    }

    /** The module that a relative import names. */
    Optional<Module> relative(RepoPath from, int level, String dotted) {
        String folder = folderOf(from);
        for (int up = 1; up < level; up++) {
            if (folder.isEmpty()) {
                return Optional.empty();
            }
            folder = parent(folder);
        }
        return module(folder, dotted);
    }

    /** As much of a dotted name as a file declares: {@code Class.method} of {@code Class.method.attribute}. */
    String declaredPart(RepoPath file, String whole) {
        String part = whole;
        while (!declares(file, part)) {
            int dot = part.lastIndexOf('.');
            if (dot < 0) {
                return "";
            }
            part = part.substring(0, dot);
        }
        return part;
    }

    FileFacts factsOf(RepoPath file) {
        return facts.getOrDefault(file, FileFacts.empty());
    }
}
