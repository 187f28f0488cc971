package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.git.internal.attributes.TreeAttributes;
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

    private final TreeAttributes attributes;
    private final MergeSettings settings;

    MergeAttributes(ObjectSource source, ObjectId tree, MergeSettings settings) {
        this.attributes = new TreeAttributes(
                path -> source.find(tree, path).filter(Version::isFile).map(version -> source.blob(version.id())),
                settings.infoAttributes().toArray(),
                settings.sharedAttributes().toArray());
        this.settings = settings;
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
        return attributes
                .find(path, "merge")
                .map(attribute -> switch (attribute.getState()) {
                    case SET -> "text";
                    case UNSET -> "binary";
                    case UNSPECIFIED -> "";
                    case CUSTOM -> attribute.getValue();
                })
                .orElse("");
    }
}
