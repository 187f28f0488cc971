package io.rollbackrecovery.git.internal.scratch;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.git.internal.files.FileNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which paths of a tree may be written to a disk: those that stay in their folder and out of {@code .git}. */
final class PathSafety {
    private static final boolean ON_WINDOWS =
            !java.nio.file.FileSystems.getDefault().getSeparator().equals("/");
    /** Code points that HFS+ does not see in a name. */
    private static final Pattern IGNORED = Pattern.compile("[\\u200c-\\u200f\\u202a-\\u202e\\u206a-\\u206f\\ufeff]");
    /** What NTFS does not see at the end of a name: dots and spaces, and the name of a stream. */
    private static final Pattern NTFS_END = Pattern.compile("[. ]*(?::.*|\\\\.*)?$", Pattern.DOTALL);

    private PathSafety() {}

    /**
     * Answers where a path of a tree lies in a folder.
     *
     * @throws RrException {@code UNSAFE_PATH} if it would leave the folder, is git's own in any spelling, or is no name
     *     on this machine
     */
    static Path resolve(Path folder, RepoPath path) {
        for (String name : path.isUtf8() ? path.toString().split("/", -1) : latin1(path)) {
            if (name.equals(".") || name.equals("..") || isGit(name) || ON_WINDOWS && name.indexOf('\\') >= 0) {
                throw unsafe(path, "it must not be written to a disk");
            }
        }
        try {
            return FileNames.resolve(folder, path.bytes());
        } catch (InvalidPathException impossible) {
            throw unsafe(path, "this machine cannot have such a name");
        }
    }

    static RrException unsafe(RepoPath path, String reason) {
        return new RrException(
                ErrorCode.UNSAFE_PATH,
                "cannot check out the path '" + path + "': " + reason,
                "Look at the commit that added it; git would refuse to check it out too.");
    }

    private static String[] latin1(RepoPath path) {
        return new String(path.bytes(), StandardCharsets.ISO_8859_1).split("/", -1);
    }

    private static boolean isGit(String name) {
        String plain = IGNORED.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
        String ntfs = NTFS_END.matcher(plain).replaceFirst("");
        return plain.equals(".git") || ntfs.equals(".git") || ntfs.equals("git~1");
    }
}
