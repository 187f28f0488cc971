package io.rollbackrecovery.analysis.internal.lang;

import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a file is, as far as its name tells: code of a language that is not analysed, a global input, a test. */
public final class FileClasses {
    private static final Map<String, String> NOT_ANALYSED = Map.ofEntries(
            Map.entry("scala", "Scala"),
            Map.entry("groovy", "Groovy"),
            Map.entry("clj", "Clojure"),
            Map.entry("swift", "Swift"),
            Map.entry("fs", "F#"),
            Map.entry("vb", "Visual Basic"),
            Map.entry("pl", "Perl"),
            Map.entry("pm", "Perl"),
            Map.entry("lua", "Lua"),
            Map.entry("r", "R"),
            Map.entry("jl", "Julia"),
            Map.entry("ex", "Elixir"),
            Map.entry("exs", "Elixir"),
            Map.entry("erl", "Erlang"),
            Map.entry("hs", "Haskell"),
            Map.entry("ml", "OCaml"),
            Map.entry("dart", "Dart"),
            Map.entry("zig", "Zig"),
            Map.entry("ps1", "PowerShell"),
            Map.entry("pyx", "Cython"),
            Map.entry("pxd", "Cython"),
            Map.entry("ipynb", "notebooks"));

    private static final Set<String> GLOBAL_NAMES = Set.of(
            "pom.xml",
            "build.gradle",
            "build.gradle.kts",
            "settings.gradle",
            "settings.gradle.kts",
            "gradle.properties",
            "gradle.lockfile",
            "libs.versions.toml",
            "build.xml",
            "build.sbt",
            "package.json",
            "package-lock.json",
            "npm-shrinkwrap.json",
            "yarn.lock",
            "pnpm-lock.yaml",
            "pnpm-workspace.yaml",
            "bun.lockb",
            "tsconfig.json",
            "turbo.json",
            "nx.json",
            "lerna.json",
            "pyproject.toml",
            "setup.py",
            "setup.cfg",
            "pipfile",
            "pipfile.lock",
            "poetry.lock",
            "uv.lock",
            "pdm.lock",
            "tox.ini",
            "noxfile.py",
            "pytest.ini",
            "go.mod",
            "go.sum",
            "go.work",
            "cargo.toml",
            "cargo.lock",
            "gemfile",
            "gemfile.lock",
            "composer.json",
            "composer.lock",
            "makefile",
            "gnumakefile",
            "cmakelists.txt",
            "meson.build",
            "dockerfile",
            "docker-compose.yml",
            "docker-compose.yaml",
            "workspace",
            "workspace.bazel",
            "module.bazel",
            "build",
            "build.bazel",
            ".bazelrc",
            "jenkinsfile",
            ".gitlab-ci.yml",
            ".gitattributes",
            ".env");

    private static final List<String> GLOBAL_FOLDERS =
            List.of(".github/workflows/", ".circleci/", ".mvn/", "gradle/wrapper/");

    private FileClasses() {}

    /** The language of a file that holds code RR does not analyse; empty for documents, data and analysed languages. */
    public static Optional<String> notAnalysed(RepoPath path) {
        String name = path.name();
        int dot = name.lastIndexOf('.');
        return dot < 1
                ? Optional.empty()
                : Optional.ofNullable(NOT_ANALYSED.get(name.substring(dot + 1).toLowerCase(Locale.ROOT)));
    }

    /** Whether a change to a file could affect everything: build, lock, container and pipeline files. */
    public static boolean isGlobalInput(RepoPath path) {
        String name = path.name().toLowerCase(Locale.ROOT);
        String whole = path.toString();
        return GLOBAL_NAMES.contains(name)
                || (name.startsWith("requirements") && (name.endsWith(".txt") || name.endsWith(".in")))
                || (name.startsWith("constraints") && name.endsWith(".txt"))
                || GLOBAL_FOLDERS.stream().anyMatch(whole::startsWith);
    }

    /** Whether a file holds tests, by the customs of its language. */
    public static boolean isTest(RepoPath path) {
        String name = path.name();
        int dot = name.lastIndexOf('.');
        if (dot < 1) {
            return false;
        }
        String base = name.substring(0, dot);
        String folders = "/" + path;
        return switch (name.substring(dot + 1)) {
            case "java", "kt", "groovy", "scala" ->
                base.endsWith("Test")
                        || base.endsWith("Tests")
                        || base.endsWith("TestCase")
                        || base.endsWith("IT")
                        || base.endsWith("Spec")
                        || (base.endsWith("Properties") && folders.contains("/src/test/"))
                        || isPrefixed(base);
            case "py" -> base.startsWith("test_") || base.endsWith("_test") || base.equals("tests");
            case "go", "rb", "exs", "dart" -> base.endsWith("_test") || base.endsWith("_spec");
            case "js", "jsx", "ts", "tsx", "mjs", "cjs", "mts", "cts" ->
                base.endsWith(".test")
                        || base.endsWith(".spec")
                        || base.endsWith(".cy")
                        || base.endsWith(".e2e")
                        || folders.contains("/__tests__/")
                        || ((folders.contains("/test/") || folders.contains("/tests/")) && !isFixture(folders));
            case "cs", "php", "swift" -> base.endsWith("Test") || base.endsWith("Tests");
            default -> false;
        };
    }

    private static boolean isFixture(String path) {
        return path.contains("/fixtures/")
                || path.contains("/__fixtures__/")
                || path.contains("/support/")
                || path.contains("/helpers/")
                || path.contains("/utils/");
    }

    private static boolean isPrefixed(String base) {
        return base.length() > 4 && base.startsWith("Test") && Character.isUpperCase(base.charAt(4));
    }
}
