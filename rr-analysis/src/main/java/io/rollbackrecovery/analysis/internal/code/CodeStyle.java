package io.rollbackrecovery.analysis.internal.code;

import io.rollbackrecovery.core.id.RepoPath;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How a family of languages writes comments, quotes, statements and conditions. */
public enum CodeStyle {
    /** Java, C, C++, C#: statements end with a semicolon. */
    CURLY,
    /** PHP: as {@link #CURLY}, with comments after a hash and interpolated texts. */
    PHP,
    /** Kotlin, Scala, Groovy, Swift: lines end statements, triple quotes, conditions in parentheses. */
    KOTLIN,
    /** JavaScript and TypeScript: lines may end statements, templates, regular expressions. */
    SCRIPT,
    /** Go: lines end statements, raw texts in backquotes, no parentheses around conditions. */
    GO,
    /** Rust: no parentheses around conditions, semicolons. */
    RUST,
    /** Python: blocks by indentation. */
    PYTHON,
    /** Ruby: lines, {@code end}, conditions behind what they guard. */
    RUBY,
    /** Shell, YAML, TOML, properties, Dockerfile: lines and comments after a hash. */
    LINES,
    /** SQL. */
    SQL;

    private static final Map<String, CodeStyle> BY_ENDING = Map.ofEntries(
            Map.entry("java", CURLY),
            Map.entry("c", CURLY),
            Map.entry("h", CURLY),
            Map.entry("cc", CURLY),
            Map.entry("cpp", CURLY),
            Map.entry("cxx", CURLY),
            Map.entry("hpp", CURLY),
            Map.entry("hh", CURLY),
            Map.entry("m", CURLY),
            Map.entry("mm", CURLY),
            Map.entry("cs", CURLY),
            Map.entry("dart", CURLY),
            Map.entry("php", PHP),
            Map.entry("kt", KOTLIN),
            Map.entry("kts", KOTLIN),
            Map.entry("scala", KOTLIN),
            Map.entry("groovy", KOTLIN),
            Map.entry("gradle", KOTLIN),
            Map.entry("swift", RUST),
            Map.entry("js", SCRIPT),
            Map.entry("mjs", SCRIPT),
            Map.entry("cjs", SCRIPT),
            Map.entry("jsx", SCRIPT),
            Map.entry("ts", SCRIPT),
            Map.entry("mts", SCRIPT),
            Map.entry("cts", SCRIPT),
            Map.entry("tsx", SCRIPT),
            Map.entry("vue", SCRIPT),
            Map.entry("svelte", SCRIPT),
            Map.entry("go", GO),
            Map.entry("rs", RUST),
            Map.entry("py", PYTHON),
            Map.entry("pyi", PYTHON),
            Map.entry("rb", RUBY),
            Map.entry("rake", RUBY),
            Map.entry("sh", LINES),
            Map.entry("bash", LINES),
            Map.entry("zsh", LINES),
            Map.entry("yml", LINES),
            Map.entry("yaml", LINES),
            Map.entry("toml", LINES),
            Map.entry("properties", LINES),
            Map.entry("ini", LINES),
            Map.entry("cfg", LINES),
            Map.entry("conf", LINES),
            Map.entry("env", LINES),
            Map.entry("tf", LINES),
            Map.entry("json", LINES),
            Map.entry("sql", SQL));

    /** The style of a file, by its name alone; empty if it is not read as code. */
    public static Optional<CodeStyle> of(RepoPath path) {
        String name = path.name().toLowerCase(Locale.ROOT);
        if (name.equals("dockerfile") || name.equals("jenkinsfile") || name.equals("makefile")) {
            return Optional.of(LINES);
        }
        int dot = name.lastIndexOf('.');
        return dot < 0 ? Optional.empty() : Optional.ofNullable(BY_ENDING.get(name.substring(dot + 1)));
    }

    /** Whether conditions are looked for. */
    public boolean isProgram() {
        return this != LINES && this != SQL;
    }

    boolean hashComments() {
        return this == PYTHON || this == RUBY || this == LINES || this == PHP;
    }

    boolean slashComments() {
        return this != PYTHON && this != RUBY && this != LINES && this != SQL;
    }

    boolean blockComments() {
        return slashComments() || this == SQL;
    }

    boolean tripleQuotes() {
        return this == PYTHON || this == KOTLIN || this == CURLY;
    }

    boolean backquotes() {
        return this == SCRIPT || this == GO;
    }

    /** Whether a quote that is not closed behind one character is none: a lifetime, an apostrophe. */
    boolean loneQuotes() {
        return this == RUST || this == LINES;
    }

    boolean wordOperators() {
        return this == PYTHON || this == RUBY || this == PHP;
    }

    /** Whether a new line outside parentheses begins a statement. */
    boolean linesEnd() {
        return this != CURLY && this != PHP && this != RUST && this != SQL;
    }

    /** Whether conditions stand in parentheses. */
    boolean parentheses() {
        return this == CURLY || this == PHP || this == KOTLIN || this == SCRIPT;
    }
}
