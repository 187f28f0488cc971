package io.rollbackrecovery.analysis.internal.lang.go;

import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** All files of a revision, for what is compiled or embedded together with Go files. */
final class GoFolders {
    private static final Set<String> COMPILED_WITH_CGO =
            Set.of("c", "h", "cc", "cpp", "cxx", "hh", "hpp", "hxx", "m", "s", "S", "f", "F", "for", "f90", "syso");

    private final SortedMap<String, RepoPath> files = new TreeMap<>();

    GoFolders(SortedSet<RepoPath> paths) {
        paths.forEach(path -> files.put(path.toString(), path));
    }

    /** The files directly in a folder that cgo compiles. */
    List<RepoPath> compiledWithCgo(String folder) {
        List<RepoPath> found = new ArrayList<>();
        for (RepoPath path : files.subMap(folder, folder + Character.MAX_VALUE).values()) {
            String name = path.name();
            if (COMPILED_WITH_CGO.contains(name.substring(name.lastIndexOf('.') + 1))
                    && path.toString().length() == folder.length() + name.length()) {
                found.add(path);
            }
        }
        return found;
    }

    /** The files that a pattern of an embed directive means: those that match it, and those below folders that do. */
    List<RepoPath> embedded(String folder, String pattern) {
        boolean all = pattern.startsWith("all:");
        String glob = all ? pattern.substring(4) : pattern;
        while (glob.startsWith("./")) {
            glob = glob.substring(2);
        }
        if (glob.endsWith("/")) {
            glob = glob.substring(0, glob.length() - 1);
        }
        if (glob.startsWith("../") || glob.equals("..")) {
            return List.of();
        }
        String fixed = glob.equals(".") ? folder : folder + withoutWildcards(glob);
        List<RepoPath> found = new ArrayList<>();
        for (RepoPath path : files.subMap(fixed, fixed + Character.MAX_VALUE).values()) {
            String rest = path.toString().substring(folder.length());
            if (matches(rest, glob, all)) {
                found.add(path);
            }
        }
        return found;
    }

    /** The part of a pattern before its first wildcard. */
    private static String withoutWildcards(String glob) {
        int end = 0;
        while (end < glob.length() && "*?[\\".indexOf(glob.charAt(end)) < 0) {
            end++;
        }
        return glob.substring(0, end);
    }

    private static boolean matches(String path, String glob, boolean all) {
        if (glob.equals(".")) {
            return all || !isHidden(path, 0);
        }
        int slashes = (int) glob.chars().filter(c -> c == '/').count();
        int end = -1;
        for (int i = 0; i <= slashes; i++) {
            int next = path.indexOf('/', end + 1);
            if (next < 0) {
                return i == slashes && Glob.matches(path, glob);
            }
            end = next;
        }
        return Glob.matches(path.substring(0, end), glob) && (all || !isHidden(path, end + 1));
    }

    /** Whether a name from a place on begins with a dot or an underscore. */
    private static boolean isHidden(String path, int from) {
        for (String part : path.substring(from).split("/", -1)) {
            if (part.startsWith(".") || part.startsWith("_")) {
                return true;
            }
        }
        return false;
    }

    /** Shell patterns as Go's {@code path.Match} has them: a star stops at a slash. */
    private static final class Glob {
        private Glob() {}

        static boolean matches(String text, String glob) {
            int t = 0;
            int g = 0;
            int star = -1;
            int starText = 0;
            while (t < text.length()) {
                int step = g < glob.length() ? one(text.charAt(t), glob, g) : 0;
                if (g < glob.length() && glob.charAt(g) == '*') {
                    star = g++;
                    starText = t;
                } else if (step > 0) {
                    t++;
                    g += step;
                } else if (star >= 0 && text.charAt(starText) != '/') {
                    g = star + 1;
                    t = ++starText;
                } else {
                    return false;
                }
            }
            while (g < glob.length() && glob.charAt(g) == '*') {
                g++;
            }
            return g == glob.length();
        }

        /** How many characters of the pattern stand for one of the text; 0 if they do not match. */
        private static int one(char c, String glob, int g) {
            char p = glob.charAt(g);
            if (p == '?') {
                return c == '/' ? 0 : 1;
            }
            if (p == '\\' && g + 1 < glob.length()) {
                return glob.charAt(g + 1) == c ? 2 : 0;
            }
            int close = p == '[' ? glob.indexOf(']', g + 2) : -1;
            if (close < 0) {
                return p == c ? 1 : 0;
            }
            boolean negated = glob.charAt(g + 1) == '^';
            boolean in = false;
            for (int i = negated ? g + 2 : g + 1; i < close; i++) {
                boolean range = i + 2 < close && glob.charAt(i + 1) == '-';
                in |= range ? c >= glob.charAt(i) && c <= glob.charAt(i + 2) : c == glob.charAt(i);
                i += range ? 2 : 0;
            }
            return in != negated && c != '/' ? close - g + 1 : 0;
        }
    }
}
