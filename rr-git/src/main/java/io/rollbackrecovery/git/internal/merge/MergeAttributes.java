package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.id.RepoPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.attributes.Attribute;
import org.eclipse.jgit.attributes.AttributesNode;
import org.eclipse.jgit.attributes.AttributesRule;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Which merge driver a path has: the {@code merge} attribute by the {@code .gitattributes} files of a tree, with the
 * ranks of gitattributes(5): {@code info/attributes}, then the file in the path's own folder, then those above it, then
 * the shared ones; within a file the last line that fits. Macros are expanded. Not thread-safe.
 */
final class MergeAttributes {
    /** How a path is merged. */
    enum Driver {
        TEXT,
        UNION,
        BINARY,
        /** A configured command, which is not run. */
        COMMAND
    }

    private static final RepoPath FILE = RepoPath.of(".gitattributes");
    private static final String MACRO = "[attr]";
    private static final int MAX_MACRO_DEPTH = 20;

    private final ObjectSource source;
    private final ObjectId tree;
    private final MergeSettings settings;
    private final Map<String, Optional<List<AttributesRule>>> folders = new HashMap<>();
    private final Map<String, List<Attribute>> macros = new HashMap<>();
    private final List<AttributesRule> info;
    private final List<AttributesRule> shared;

    MergeAttributes(ObjectSource source, ObjectId tree, MergeSettings settings) {
        this.source = source;
        this.tree = tree;
        this.settings = settings;
        macros.put(
                "binary",
                List.of(
                        new Attribute("diff", Attribute.State.UNSET),
                        new Attribute("merge", Attribute.State.UNSET),
                        new Attribute("text", Attribute.State.UNSET)));
        this.shared = rules(settings.sharedAttributes().toArray());
        collectMacros(shared);
        collectMacros(folder(Optional.empty()));
        this.info = rules(settings.infoAttributes().toArray());
        collectMacros(info);
    }

    /** Finds the driver of a path. */
    Driver driver(RepoPath path) {
        String name = mergeAttribute(path);
        if (name.isEmpty()) {
            name = settings.defaultDriver().orElse("text");
        }
        if (settings.drivers().contains(name)) {
            return Driver.COMMAND;
        }
        return switch (name) {
            case "binary" -> Driver.BINARY;
            case "union" -> Driver.UNION;
            // A name that nothing defines is merged as text, as in git.
            default -> Driver.TEXT;
        };
    }

    /** Gives the value of the merge attribute: text if set, binary if unset, empty if nothing says. */
    private String mergeAttribute(RepoPath path) {
        Optional<String> found = find(info, path.toString());
        Optional<RepoPath> folder = path.parent();
        while (found.isEmpty()) {
            String relative = folder.isPresent()
                    ? path.toString().substring(folder.get().toString().length() + 1)
                    : path.toString();
            found = find(folder(folder), relative);
            if (folder.isEmpty()) {
                break;
            }
            folder = folder.get().parent();
        }
        return found.or(() -> find(shared, path.toString())).orElse("");
    }

    private Optional<String> find(List<AttributesRule> rules, String relative) {
        for (int i = rules.size() - 1; i >= 0; i--) {
            AttributesRule rule = rules.get(i);
            if (rule.getPattern().startsWith(MACRO) || !rule.isMatch(relative, false)) {
                continue;
            }
            Optional<String> found = find(rule.getAttributes(), new HashSet<>(), 0);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<String> find(List<Attribute> attributes, Set<String> expanded, int depth) {
        for (int i = attributes.size() - 1; i >= 0; i--) {
            Attribute attribute = attributes.get(i);
            if (attribute.getKey().equals("merge")) {
                return Optional.of(
                        switch (attribute.getState()) {
                            case SET -> "text";
                            case UNSET -> "binary";
                            case UNSPECIFIED -> "";
                            case CUSTOM -> attribute.getValue();
                        });
            }
            List<Attribute> macro = macros.get(attribute.getKey());
            if (macro != null
                    && attribute.getState() == Attribute.State.SET
                    && depth < MAX_MACRO_DEPTH
                    && expanded.add(attribute.getKey())) {
                Optional<String> found = find(macro, expanded, depth + 1);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private void collectMacros(List<AttributesRule> rules) {
        for (AttributesRule rule : rules) {
            if (rule.getPattern().startsWith(MACRO)) {
                macros.put(rule.getPattern().substring(MACRO.length()).trim(), rule.getAttributes());
            }
        }
    }

    private List<AttributesRule> folder(Optional<RepoPath> folder) {
        return folders.computeIfAbsent(folder.map(RepoPath::toString).orElse(""), absent -> read(folder))
                .orElse(List.of());
    }

    private Optional<List<AttributesRule>> read(Optional<RepoPath> folder) {
        RepoPath path = folder.map(parent -> parent.resolve(FILE)).orElse(FILE);
        return source.find(tree, path).filter(Version::isFile).map(version -> rules(source.blob(version.id())));
    }

    private static List<AttributesRule> rules(byte[] content) {
        if (content.length == 0) {
            return List.of();
        }
        AttributesNode node = new AttributesNode();
        try {
            node.parse(new ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new AssertionError("bytes in memory can be read", e);
        }
        return new ArrayList<>(node.getRules());
    }
}
