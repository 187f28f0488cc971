package io.rollbackrecovery.git.internal.attributes;

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
import java.util.function.Function;
import org.eclipse.jgit.attributes.Attribute;
import org.eclipse.jgit.attributes.AttributesNode;
import org.eclipse.jgit.attributes.AttributesRule;

/**
 * The attributes of paths by the {@code .gitattributes} files of a tree, with the ranks of gitattributes(5):
 * {@code info/attributes}, then the file in the path's own folder, then those above it, then the user's own; within a
 * file the last line that fits. Macros are expanded. Not thread-safe.
 */
public final class TreeAttributes {
    private static final RepoPath FILE = RepoPath.of(".gitattributes");
    private static final String MACRO = "[attr]";
    private static final int MAX_MACRO_DEPTH = 20;

    private final Function<RepoPath, Optional<byte[]>> files;
    private final Map<String, List<AttributesRule>> folders = new HashMap<>();
    private final Map<String, List<Attribute>> macros = new HashMap<>();
    private final List<AttributesRule> info;
    private final List<AttributesRule> shared;

    /**
     * Reads attributes.
     *
     * @param files gives the bytes of a {@code .gitattributes} file, if there is one at that path
     * @param info the bytes of {@code info/attributes}, empty if there is none
     * @param shared the bytes of the user's own file, empty if there is none
     */
    public TreeAttributes(Function<RepoPath, Optional<byte[]>> files, byte[] info, byte[] shared) {
        this.files = files;
        macros.put(
                "binary",
                List.of(
                        new Attribute("diff", Attribute.State.UNSET),
                        new Attribute("merge", Attribute.State.UNSET),
                        new Attribute("text", Attribute.State.UNSET)));
        this.shared = rules(shared);
        collectMacros(this.shared);
        collectMacros(folder(Optional.empty()));
        this.info = rules(info);
        collectMacros(this.info);
    }

    /**
     * Finds an attribute of a path.
     *
     * @param path a file
     * @param name the attribute
     * @return its state; empty if nothing says, or if it is said to be unspecified
     */
    public Optional<Attribute> find(RepoPath path, String name) {
        return findAny(path, name).filter(attribute -> attribute.getState() != Attribute.State.UNSPECIFIED);
    }

    private Optional<Attribute> findAny(RepoPath path, String name) {
        String whole = path.toString();
        Optional<Attribute> found = find(info, whole, name);
        Optional<RepoPath> folder = path.parent();
        while (found.isEmpty()) {
            String relative = folder.map(
                            parent -> whole.substring(parent.toString().length() + 1))
                    .orElse(whole);
            found = find(folder(folder), relative, name);
            if (folder.isEmpty()) {
                break;
            }
            folder = folder.get().parent();
        }
        return found.or(() -> find(shared, whole, name));
    }

    private Optional<Attribute> find(List<AttributesRule> rules, String relative, String name) {
        for (int i = rules.size() - 1; i >= 0; i--) {
            AttributesRule rule = rules.get(i);
            if (!rule.getPattern().startsWith(MACRO) && rule.isMatch(relative, false)) {
                Optional<Attribute> found = find(rule.getAttributes(), name, new HashSet<>(), 0);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Attribute> find(List<Attribute> attributes, String name, Set<String> expanded, int depth) {
        for (int i = attributes.size() - 1; i >= 0; i--) {
            Attribute attribute = attributes.get(i);
            if (attribute.getKey().equals(name)) {
                return Optional.of(attribute);
            }
            List<Attribute> macro = macros.get(attribute.getKey());
            if (macro != null
                    && attribute.getState() == Attribute.State.SET
                    && depth < MAX_MACRO_DEPTH
                    && expanded.add(attribute.getKey())) {
                Optional<Attribute> found = find(macro, name, expanded, depth + 1);
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
        String key = folder.map(RepoPath::toString).orElse("");
        List<AttributesRule> known = folders.get(key);
        if (known == null) {
            known = rules(files.apply(folder.map(parent -> parent.resolve(FILE)).orElse(FILE))
                    .orElse(new byte[0]));
            folders.put(key, known);
        }
        return known;
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
