package io.rollbackrecovery.analysis.internal.lang.simple;

import io.rollbackrecovery.analysis.internal.link.Keys;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.Locale;

/**
 * The keys by which files are found by their paths: the name without signs and capitals up to its first dot, or that of
 * the folder for an index.
 */
final class PathUses {
    private static final char FILE = '/';

    private PathUses() {}

    /** What asks whether a path is there. */
    static void path(RepoPath path, Keys keys) {
        String text = path.toString();
        String folder = PathIndex.folderOf(path);
        String name = plain(text.substring(folder.length()));
        keys.add(FILE, name);
        if ((name.equals("index") || name.equals("init")) && !folder.isEmpty()) {
            keys.add(FILE, plain(folder.substring(PathIndex.parent(folder).length())));
        }
    }

    /** What a path in a file, perhaps without its ending, asks for. */
    static void reference(String text, Keys keys) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') {
            end--;
        }
        keys.add(FILE, plain(text.substring(text.lastIndexOf('/', end - 1) + 1, end)));
        if (end < text.length() || text.endsWith(".")) {
            keys.add(FILE, "index");
        }
    }

    /** What a dotted name asks for, its last part and the one before standing for files. */
    static void dotted(String text, Keys keys) {
        int last = text.lastIndexOf('.');
        keys.add(FILE, plain(text.substring(last + 1)));
        if (last > 0) {
            keys.add(FILE, plain(text.substring(text.lastIndexOf('.', last - 1) + 1, last)));
        }
    }

    private static String plain(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '.' && plain.length() > 0) {
                break;
            }
            if (c != '_' && c != '.' && c != '-' && c != '/') {
                plain.append(c);
            }
        }
        return plain.toString().toLowerCase(Locale.ROOT);
    }
}
