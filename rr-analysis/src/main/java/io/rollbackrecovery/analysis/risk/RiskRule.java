package io.rollbackrecovery.analysis.risk;

import io.rollbackrecovery.core.architecture.PathPattern;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule that says which changes are worth a look. Rules are data: those of RR are values of this class, see
 * {@link RiskRules#builtIn()}, and who embeds RR adds others, leaves some out or changes their level. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * RiskRule.addedCode("no-legacy-client", RiskLevel.WARN, "the old client is used", "LegacyClient . connect (")
 *         .in("src/main");
 * RiskRule.condition("billing-condition", "what is billed", List.of("billable", "invoice"), List.of("plan"));
 * }</pre>
 */
public final class RiskRule {
    private final String id;
    private final RiskLevel level;
    private final String what;
    private final RiskTrigger trigger;
    private final List<String> patterns;
    private final List<String> weakWords;
    private final List<PathPattern> paths;
    private final List<PathPattern> except;

    private RiskRule(
            String id,
            RiskLevel level,
            String what,
            RiskTrigger trigger,
            List<String> patterns,
            List<String> weakWords,
            List<PathPattern> paths,
            List<PathPattern> except) {
        this.id = id;
        this.level = level;
        this.what = what;
        this.trigger = trigger;
        this.patterns = List.copyOf(patterns);
        this.weakWords = List.copyOf(weakWords);
        this.paths = List.copyOf(paths);
        this.except = List.copyOf(except);
    }

    /**
     * Makes a rule for changes of files by their path alone.
     *
     * @param id a stable name of the rule
     * @param level the level of what it finds
     * @param what what such a file is, one clause for people
     * @param patterns the paths, see {@link PathPattern}
     * @return the rule
     * @throws IllegalArgumentException if a pattern is not one
     */
    public static RiskRule changedPath(String id, RiskLevel level, String what, String... patterns) {
        return new RiskRule(id, level, what, RiskTrigger.CHANGED_PATH, List.of(), List.of(), List.of(), List.of())
                .in(patterns);
    }

    /**
     * Makes a rule for code that was not there before. Code that only moved, was renamed or formatted anew is no new
     * code; comments are no code.
     *
     * @param id a stable name of the rule
     * @param level the level of what it finds; in tests it is lower
     * @param what what is wrong with such code, one clause for people
     * @param patterns sequences of tokens with spaces between: {@code a|b} for either of two tokens, {@code *} for any
     *     one, {@code ...} for up to 12, {@code "text} for a text literal that has this text in it, {@code "*} for any
     *     text literal, {@code /expression/} for a name that a regular expression matches, {@code !} in front for no
     *     member and no declaration, {@code unless:a|b} at the end for a statement without these names
     * @return the rule
     */
    public static RiskRule addedCode(String id, RiskLevel level, String what, String... patterns) {
        return new RiskRule(
                id, level, what, RiskTrigger.ADDED_CODE, List.of(patterns), List.of(), List.of(), List.of());
    }

    /**
     * Makes a rule for code that is gone while what was around it is still there.
     *
     * @param id a stable name of the rule
     * @param level the level of what it finds; in tests it is lower
     * @param what what such code did, one clause for people
     * @param patterns sequences of tokens, as in {@link #addedCode}
     * @return the rule
     */
    public static RiskRule removedCode(String id, RiskLevel level, String what, String... patterns) {
        return new RiskRule(
                id, level, what, RiskTrigger.REMOVED_CODE, List.of(patterns), List.of(), List.of(), List.of());
    }

    /**
     * Makes a rule for conditions that decide something else than before: {@link RiskLevel#HIGH} where something is let
     * through now that was not, or where the condition is gone; {@link RiskLevel#WARN} where it is only stricter or
     * cannot be compared.
     *
     * @param id a stable name of the rule
     * @param what what such conditions decide, a noun for people
     * @param words words in lower case that show by themselves that a condition is of this sort: parts of the names
     *     and texts in it, {@code admin} in {@code isAdmin}
     * @param weakWords words that show it only together with others, or by where they stand
     * @return the rule
     */
    public static RiskRule condition(String id, String what, List<String> words, List<String> weakWords) {
        return new RiskRule(id, RiskLevel.HIGH, what, RiskTrigger.CONDITION, words, weakWords, List.of(), List.of());
    }

    /**
     * Makes a rule for functions whose tokens changed.
     *
     * @param id a stable name of the rule
     * @param level the level of what it finds
     * @param what what such functions do, a noun for people
     * @param words words in lower case, parts of their names
     * @return the rule
     */
    public static RiskRule declaration(String id, RiskLevel level, String what, List<String> words) {
        return new RiskRule(id, level, what, RiskTrigger.DECLARATION, words, List.of(), List.of(), List.of());
    }

    /**
     * Makes a rule of a sort that RR has code for.
     *
     * @param id a stable name of the rule
     * @param level the highest level of what it finds
     * @param what what it is about, one clause for people
     * @param trigger the sort
     * @return the rule
     */
    public static RiskRule of(String id, RiskLevel level, String what, RiskTrigger trigger) {
        return new RiskRule(id, level, what, trigger, List.of(), List.of(), List.of(), List.of());
    }

    /**
     * Confines the rule to some paths.
     *
     * @param patterns the paths, see {@link PathPattern}
     * @return a new rule
     * @throws IllegalArgumentException if a pattern is not one
     */
    public RiskRule in(String... patterns) {
        return new RiskRule(id, level, what, trigger, this.patterns, weakWords, read(patterns), except);
    }

    /**
     * Leaves some paths out.
     *
     * @param patterns the paths, see {@link PathPattern}
     * @return a new rule
     * @throws IllegalArgumentException if a pattern is not one
     */
    public RiskRule notIn(String... patterns) {
        return new RiskRule(id, level, what, trigger, this.patterns, weakWords, paths, read(patterns));
    }

    /**
     * Changes the level.
     *
     * @param newLevel the highest level of what the rule finds
     * @return a new rule
     */
    public RiskRule at(RiskLevel newLevel) {
        return new RiskRule(id, newLevel, what, trigger, patterns, weakWords, paths, except);
    }

    private static List<PathPattern> read(String... patterns) {
        List<PathPattern> read = new ArrayList<>();
        for (String pattern : patterns) {
            read.add(PathPattern.of(pattern));
        }
        return read;
    }

    /**
     * Gives the stable name.
     *
     * @return for example {@code authorization-condition}
     */
    public String id() {
        return id;
    }

    /**
     * Gives the highest level of what it finds.
     *
     * @return the level
     */
    public RiskLevel level() {
        return level;
    }

    /**
     * Gives what it is about.
     *
     * @return a clause for people
     */
    public String what() {
        return what;
    }

    /**
     * Gives its sort.
     *
     * @return what it looks at
     */
    public RiskTrigger trigger() {
        return trigger;
    }

    /**
     * Gives the sequences of tokens, or for conditions the words.
     *
     * @return as they were given; empty for other sorts
     */
    public List<String> patterns() {
        return patterns;
    }

    /**
     * Gives the words that count only together with others.
     *
     * @return as they were given; empty for other sorts than conditions
     */
    public List<String> weakWords() {
        return weakWords;
    }

    /**
     * Tells whether the rule looks at a file.
     *
     * @param path a path
     * @return true if it is not confined to other paths
     */
    public boolean appliesTo(RepoPath path) {
        return (paths.isEmpty() || paths.stream().anyMatch(pattern -> pattern.matches(path)))
                && except.stream().noneMatch(pattern -> pattern.matches(path));
    }

    @Override
    public String toString() {
        return id + " (" + level.word() + "): " + what;
    }
}
