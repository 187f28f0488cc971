package io.rollbackrecovery.git.internal.worktree;

import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.git.internal.files.FileNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which paths of a tree may be written to a disk: those that stay in their folder and out of {@code .git}. */
public final class PathSafety {
    private static final boolean ON_WINDOWS =
            !FileSystems.getDefault().getSeparator().equals("/");
    /** Code points that HFS+ does not see in a name. */
    private static final Pattern IGNORED = Pattern.compile("[\\u200c-\\u200f\\u202a-\\u202e\\u206a-\\u206f\\ufeff]");
    /** What NTFS does not see at the end of a name: dots and spaces, and the name of a stream. */
    private static final Pattern NTFS_END = Pattern.compile("[. ]*(?::.*|\\\\.*)?$", Pattern.DOTALL);

    private PathSafety() {}

    /** Says why a path must not or cannot be written into any folder of this machine; empty if it can. */
    public static Optional<String> objection(RepoPath path) {
        for (String name : names(path)) {
            if (name.equals(".") || name.equals("..")) {
                return Optional.of("it leaves its folder");
            }
            if (isGit(name)) {
                return Optional.of("it is git's own, or is taken for it on some machines");
            }
            if (ON_WINDOWS && name.indexOf('\\') >= 0) {
                return Optional.of("it has a backslash");
            }
        }
        try {
            FileNames.resolve(Path.of("").toAbsolutePath(), path.bytes());
            return Optional.empty();
        } catch (InvalidPathException impossible) {
            return Optional.of("this machine cannot have such a name");
        }
    }

    private static String[] names(RepoPath path) {
        String text = path.isUtf8() ? path.toString() : new String(path.bytes(), StandardCharsets.ISO_8859_1);
        return text.split("/", -1);
    }

    private static boolean isGit(String name) {
        String plain = IGNORED.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
        String ntfs = NTFS_END.matcher(plain).replaceFirst("");
        return plain.equals(".git") || ntfs.equals(".git") || ntfs.equals("git~1");
    }
}
