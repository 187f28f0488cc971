package io.rollbackrecovery.core.plan;

import io.rollbackrecovery.core.architecture.PathPattern;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;
import java.util.stream.Stream;

/**
 * A rule that says which files a program makes from others, so that nobody needs to merge them: lock files, minified
 * scripts. Nearly every commit changes them in the same places, which would bind half of history together. They bind no
 * commits; where taking commits back conflicts in one, it is left as it is, to be made anew afterwards.
 *
 * <p>Immutable; equal if the patterns are.
 */
public final class GeneratedPaths {
    private static final List<String> USUAL = List.of(
            "**/package-lock.json",
            "**/npm-shrinkwrap.json",
            "**/yarn.lock",
            "**/pnpm-lock.yaml",
            "**/bun.lock",
            "**/bun.lockb",
            "**/deno.lock",
            "**/Cargo.lock",
            "**/poetry.lock",
            "**/uv.lock",
            "**/pdm.lock",
            "**/Pipfile.lock",
            "**/composer.lock",
            "**/Gemfile.lock",
            "**/go.sum",
            "**/gradle.lockfile",
            "**/packages.lock.json",
            "**/flake.lock",
            "**/*.min.js",
            "**/*.min.css");

    private final List<PathPattern> patterns;

    private GeneratedPaths(List<PathPattern> patterns) {
        this.patterns = patterns;
    }

    /**
     * Gives the rule by which no file is generated.
     *
     * @return a rule without a pattern
     */
    public static GeneratedPaths none() {
        return new GeneratedPaths(List.of());
    }

    /**
     * Gives a rule for what is usual: the lock files of package managers, {@code *.min.js} and {@code *.min.css}.
     *
     * @return the rule
     */
    public static GeneratedPaths usual() {
        return of(USUAL);
    }

    /**
     * Makes a rule.
     *
     * @param patterns patterns as {@link PathPattern} reads them
     * @return the rule that covers what any of them covers
     * @throws IllegalArgumentException if one cannot be read
     */
    public static GeneratedPaths of(List<String> patterns) {
        return new GeneratedPaths(patterns.stream().map(PathPattern::of).toList());
    }

    /**
     * Adds patterns.
     *
     * @param more patterns as {@link PathPattern} reads them
     * @return a rule that covers what this one covers and what any of them covers
     * @throws IllegalArgumentException if one cannot be read
     */
    public GeneratedPaths and(String... more) {
        return new GeneratedPaths(
                Stream.concat(patterns.stream(), Stream.of(more).map(PathPattern::of))
                        .toList());
    }

    /**
     * Tells whether a file is generated.
     *
     * @param path its path
     * @return true if a pattern covers it
     */
    public boolean matches(RepoPath path) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(path));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GeneratedPaths that && patterns.equals(that.patterns);
    }

    @Override
    public int hashCode() {
        return patterns.hashCode();
    }

    /** Gives the patterns. */
    @Override
    public String toString() {
        return patterns.toString();
    }
}
