package io.rollbackrecovery.analysis.internal.lang.javascript;

import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.core.graph.EdgeKind;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The packages of a repository, and which of them belong to a workspace. */
final class NpmPackages {
    private final Map<String, NpmPackage> byFolder = new HashMap<>();
    private final Map<String, List<NpmPackage>> byName = new HashMap<>();
    private final Map<String, Boolean> inWorkspace = new HashMap<>();
    private final Map<String, Optional<NpmPackage>> nearest = new HashMap<>();
    private final List<Globs> workspaces = new ArrayList<>();

    /** The packages that the one in a folder declares as its workspace. */
    private record Globs(String folder, List<Glob> in, List<Glob> out) {}

    NpmPackages(FileTree tree) {
        tree.facts().forEach((path, facts) -> add(path, facts));
    }

    private void add(RepoPath path, FileFacts facts) {
        String text = path.toString();
        String folder = FileTree.folderOf(text);
        String name = text.substring(folder.length());
        if (folder.contains("node_modules/")) {
            return;
        }
        boolean isPackage = name.equals("package.json");
        if (!isPackage && !name.equals("lerna.json") && !name.startsWith("pnpm-workspace.")) {
            return;
        }
        NpmPackage read = new NpmPackage(folder, facts);
        if (isPackage) {
            byFolder.put(folder, read);
            if (!read.name().isEmpty()) {
                byName.computeIfAbsent(read.name(), key -> new ArrayList<>(1)).add(read);
            }
        }
        if (!read.workspaces().isEmpty()) {
            List<Glob> in = new ArrayList<>();
            List<Glob> out = new ArrayList<>();
            for (String text2 : read.workspaces()) {
                boolean excluded = text2.startsWith("!");
                FileTree.join("", excluded ? text2.substring(1) : text2)
                        .ifPresent(pattern -> (excluded ? out : in).add(Glob.of(pattern)));
            }
            workspaces.add(new Globs(folder, in, out));
        }
    }

    Optional<NpmPackage> in(String folder) {
        return Optional.ofNullable(byFolder.get(folder));
    }

    /** The package to which the files of a folder belong. */
    Optional<NpmPackage> of(String folder) {
        Optional<NpmPackage> known = nearest.get(folder);
        if (known == null) {
            known = Optional.empty();
            Optional<String> at = Optional.of(folder);
            while (at.isPresent() && known.isEmpty()) {
                known = in(at.get());
                at = FileTree.above(at.get());
            }
            nearest.put(folder, known);
        }
        return known;
    }

    boolean hasName(String name) {
        return byName.containsKey(name);
    }

    /** The packages that a name means for the files of a folder, and how sure that is. */
    record Found(List<NpmPackage> packages, EdgeKind atBest) {}

    Found named(String name, String folder) {
        List<NpmPackage> all = byName.getOrDefault(name, List.of());
        Optional<NpmPackage> own = of(folder);
        Optional<NpmPackage> beside = own.flatMap(from -> declared(from, name));
        if (beside.isPresent()) {
            return new Found(List.of(beside.get()), EdgeKind.IMPORT);
        }
        List<NpmPackage> joined = all.stream().filter(this::isInWorkspace).toList();
        if (!joined.isEmpty()) {
            return new Found(joined, joined.size() > 1 ? EdgeKind.AMBIGUOUS : EdgeKind.IMPORT);
        }
        if (own.isPresent() && own.get().name().equals(name)) {
            return new Found(List.of(own.get()), own.get().hasExports() ? EdgeKind.IMPORT : EdgeKind.REFERENCE);
        }
        List<NpmPackage> above =
                all.stream().filter(found -> folder.startsWith(found.folder())).toList();
        boolean alone = workspaces.isEmpty() && all.size() == 1;
        return new Found(above.isEmpty() && alone ? all : above, EdgeKind.REFERENCE);
    }

    private Optional<NpmPackage> declared(NpmPackage from, String name) {
        String text = from.local(name).orElse("");
        for (String scheme : new String[] {"link:", "file:", "portal:"}) {
            if (text.startsWith(scheme)) {
                return FileTree.join(from.folder(), text.substring(scheme.length()))
                        .flatMap(path -> in(path.isEmpty() ? "" : path + "/"));
            }
        }
        return Optional.empty();
    }

    private boolean isInWorkspace(NpmPackage found) {
        return inWorkspace.computeIfAbsent(found.folder(), folder -> {
            for (Globs globs : workspaces) {
                if (folder.startsWith(globs.folder())
                        && folder.length() > globs.folder().length()) {
                    String path = folder.substring(globs.folder().length(), folder.length() - 1);
                    if (globs.in().stream().anyMatch(glob -> glob.matches(path))
                            && globs.out().stream().noneMatch(glob -> glob.matches(path))) {
                        return true;
                    }
                } else if (folder.equals(globs.folder())) {
                    return true;
                }
            }
            return false;
        });
    }
}
