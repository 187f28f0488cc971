package io.rollbackrecovery.git.internal.layout;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Config;
import org.jspecify.annotations.Nullable;

/**
 * What a repository's format asks of whoever reads it.
 *
 * @param version {@code core.repositoryformatversion}, 0 or 1
 * @param shallow whether history is cut off (a shallow clone), so that older commits are missing
 * @param promisor the remote that missing objects would come from, in a partial clone; RR never fetches
 */
public record RepositoryFormat(int version, boolean shallow, Optional<String> promisor) {
    private static final Set<String> KNOWN_EXTENSIONS = Set.of(
            "noop",
            "noop-v1",
            "preciousobjects",
            "partialclone",
            "worktreeconfig",
            "objectformat",
            "refstorage",
            "relativeworktrees");

    /**
     * Reads a repository's format.
     *
     * @throws RrException {@code UNSUPPORTED_REPOSITORY} if RR cannot work with it: a newer version, SHA-256 objects,
     *     reftable refs, an unknown extension
     */
    public static RepositoryFormat check(GitLayout layout, RepositoryConfig configuration) throws IOException {
        Config config = configuration.localValues();
        int version = config.getInt("core", null, "repositoryformatversion", 0);
        if (version > 1) {
            throw unsupported("repository format " + version + " is newer than 1");
        }
        requireValue(config, "objectFormat", "sha1", "its objects have SHA-256 ids");
        requireValue(config, "refStorage", "files", "its refs are stored as reftable");
        if (version == 1) {
            for (String name : config.getNames("extensions")) {
                if (!KNOWN_EXTENSIONS.contains(name.toLowerCase(Locale.ROOT))) {
                    throw unsupported("it uses the unknown extension '" + name + "'");
                }
            }
        }
        return new RepositoryFormat(
                version,
                Files.exists(layout.commonDir().resolve("shallow")),
                Optional.ofNullable(config.getString("extensions", null, "partialClone"))
                        .or(() -> promisorOf(config)));
    }

    private static Optional<String> promisorOf(Config config) {
        return config.getSubsections("remote").stream()
                .filter(name -> config.getBoolean("remote", name, "promisor", false))
                .findFirst();
    }

    private static void requireValue(Config config, String extension, String supported, String problem) {
        @Nullable String value = config.getString("extensions", null, extension);
        if (value != null && !value.toLowerCase(Locale.ROOT).equals(supported)) {
            throw unsupported(problem + " (extensions." + extension + " = " + value + ")");
        }
    }

    private static RrException unsupported(String problem) {
        return new RrException(
                ErrorCode.UNSUPPORTED_REPOSITORY,
                "RR cannot work with this repository: " + problem,
                "RR works with SHA-1 repositories whose refs are files; a clone with git clone makes one.");
    }
}
