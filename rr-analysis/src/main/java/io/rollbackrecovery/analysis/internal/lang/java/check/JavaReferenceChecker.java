package io.rollbackrecovery.analysis.internal.lang.java.check;

import io.rollbackrecovery.analysis.spi.Dangling;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.Mention;
import io.rollbackrecovery.analysis.spi.ReferenceChecker;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Checks the Java files that a change can have broken: those that it changed, and those that name a member or type
 * whose declaration it changed. A problem counts if the file did not have it before.
 */
public final class JavaReferenceChecker implements ReferenceChecker {
    @Override
    public List<Dangling> check(State before, State after, Set<RepoPath> changed) {
        Platform platform = new Platform();
        Units units = new Units();
        JavaWorld old = new JavaWorld(before.facts(), path -> units.of(before, path), platform);
        JavaWorld now = new JavaWorld(after.facts(), path -> units.of(after, path), platform);
        List<Dangling> dangling = new ArrayList<>();
        for (RepoPath path : candidates(before, after, changed, old, now)) {
            Set<String> known = new HashSet<>();
            old.unit(path)
                    .ifPresent(unit -> FileCheck.problems(unit, old).forEach(problem -> known.add(problem.key())));
            now.unit(path).ifPresent(unit -> {
                old.unit(path).ifPresent(was -> now.lose(path, unit.lostImports(was)));
                for (Problem problem : FileCheck.problems(unit, now)) {
                    if (known.add(problem.key())) {
                        dangling.add(new Dangling(path, problem.line(), problem.symbol(), problem.target()));
                    }
                }
            });
        }
        return dangling;
    }

    private static SortedSet<RepoPath> candidates(
            State before, State after, Set<RepoPath> changed, JavaWorld old, JavaWorld now) {
        Set<String> names = new HashSet<>();
        SortedSet<RepoPath> candidates = new TreeSet<>();
        for (RepoPath path : changed) {
            if (before.facts().containsKey(path) || after.facts().containsKey(path)) {
                names.addAll(Differences.names(old.unit(path), now.unit(path)));
                candidates.add(path);
            }
        }
        Set<String> searched = new HashSet<>();
        while (!names.isEmpty()) {
            searched.addAll(names);
            Set<String> wanted = names;
            names = new HashSet<>();
            for (Map.Entry<RepoPath, FileFacts> file : after.facts().entrySet()) {
                if (mentions(file.getValue(), wanted) && candidates.add(file.getKey())) {
                    // A class that inherits from one that changed has changed for those who use it.
                    for (JavaType type : now.unit(file.getKey())
                            .map(unit -> unit.types().values())
                            .orElse(List.of())) {
                        if (type.isAbstract() && inherits(type, wanted) && !searched.contains(type.name())) {
                            names.add(type.name());
                        }
                    }
                }
            }
        }
        candidates.retainAll(after.facts().keySet());
        return candidates;
    }

    private static boolean inherits(JavaType type, Set<String> names) {
        return type.supertypes().stream()
                .anyMatch(parent ->
                        names.contains(parent.name().substring(parent.name().lastIndexOf('.') + 1)));
    }

    private static boolean mentions(FileFacts facts, Set<String> names) {
        for (List<Mention> mentions : List.of(facts.names(), facts.members())) {
            for (Mention mention : mentions) {
                if (names.contains(mention.text())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Parses each content once, whichever revision asks for it. */
    private static final class Units {
        private final Map<String, Optional<JavaUnit>> parsed = new HashMap<>();

        Optional<JavaUnit> of(State state, RepoPath path) {
            return state.content(path)
                    .flatMap(blob -> parsed.computeIfAbsent(
                            path + " " + blob, key -> state.bytes(path).map(bytes -> UnitParser.parse(path, bytes))));
        }
    }
}
