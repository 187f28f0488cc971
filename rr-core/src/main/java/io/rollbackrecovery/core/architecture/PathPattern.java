package io.rollbackrecovery.core.architecture;

import io.rollbackrecovery.core.id.RepoPath;
import java.util.Optional;

/**
 * A pattern for paths from the top of the repository. {@code *} stands for any characters within one component,
 * {@code ?} for one of them, {@code **} as a whole component for any number of components. A pattern covers the paths
 * that it matches and, where it matches a folder, everything in it: {@code src/web} covers {@code src/web/api/A.java}.
 * Case matters. Matching takes time in the length of the path times that of the pattern, whatever they are.
 *
 * <p>Immutable; equal when the text is.
 */
public final class PathPattern {
    private final String text;
    private final String[] components;

    private PathPattern(String text, String[] components) {
        this.text = text;
        this.components = components;
    }

    /**
     * Reads a pattern.
     *
     * @param text for example {@code src/*}{@code /web} or <code>**&#47;test_*.py</code>; one {@code /} at the end is
     *     left out
     * @return the pattern
     * @throws IllegalArgumentException if it is empty, begins with {@code /}, has an empty, {@code .} or {@code ..}
     *     component, or a {@code **} that is not a whole component
     */
    public static PathPattern of(String text) {
        String trimmed = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        Optional<String> fault = fault(trimmed);
        if (fault.isPresent()) {
            throw new IllegalArgumentException("not a path pattern: '" + text + "': " + fault.get());
        }
        return new PathPattern(trimmed, trimmed.split("/", -1));
    }

    /** What is wrong with a pattern, as a clause. */
    static Optional<String> fault(String text) {
        if (text.startsWith("/")) {
            return Optional.of("it begins with '/'; patterns begin at the top of the repository already");
        }
        for (String component : text.split("/", -1)) {
            if (component.isEmpty()) {
                return Optional.of("it has an empty component");
            }
            if (component.equals(".") || component.equals("..")) {
                return Optional.of("it has a component '" + component + "'");
            }
            if (component.contains("**") && !component.equals("**")) {
                return Optional.of("'**' must stand alone between slashes");
            }
        }
        return Optional.empty();
    }

    /**
     * Tells whether the pattern covers a path. A path that is not UTF-8 is matched as {@link RepoPath#toString} gives
     * it.
     *
     * @param path a path
     * @return true if the pattern matches the path or a folder above it
     */
    public boolean matches(RepoPath path) {
        String[] names = path.toString().split("/", -1);
        int pattern = 0;
        int name = 0;
        int starAt = -1;
        int starName = 0;
        while (pattern < components.length) {
            if (components[pattern].equals("**")) {
                starAt = pattern++;
                starName = name;
            } else if (name < names.length && component(components[pattern], names[name])) {
                pattern++;
                name++;
            } else if (starAt >= 0 && starName < names.length) {
                // Let the last '**' take one component more; an earlier one need not be tried again.
                pattern = starAt + 1;
                name = ++starName;
            } else {
                return false;
            }
        }
        return true;
    }

    private static boolean component(String pattern, String name) {
        int p = 0;
        int n = 0;
        int starAt = -1;
        int starName = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                starAt = p++;
                starName = n;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
                p++;
                n++;
            } else if (starAt >= 0) {
                p = starAt + 1;
                n = ++starName;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathPattern that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Gives the pattern as it was written, without a {@code /} at the end. */
    @Override
    public String toString() {
        return text;
    }
}
