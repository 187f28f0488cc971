package io.rollbackrecovery.analysis.internal.risk;

import io.rollbackrecovery.analysis.internal.lang.FileClasses;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A file before and after some commits; for a renamed one under its old and its new path.
 *
 * @param before what it was; empty for a new file
 * @param after what it is; empty for a deleted file
 */
public record Changed(Optional<SourceText> before, Optional<SourceText> after) {
    private static final Set<String> SUPPORTING = Set.of(
            "test",
            "tests",
            "testing",
            "testsuite",
            "testdata",
            "tst",
            "fixture",
            "fixtures",
            "mock",
            "mocks",
            "example",
            "examples",
            "sample",
            "samples",
            "benchmark",
            "benchmarks",
            "bench",
            "docs",
            "doc",
            "e2e",
            "playground",
            "demo",
            "demos",
            "tutorial",
            "tutorials",
            "jmh",
            "cypress");
    private static final List<String> FOREIGN = List.of(
            "/node_modules/",
            "/vendor/",
            "/third_party/",
            "/thirdparty/",
            "/dist/",
            "/.yarn/",
            "/generated/",
            "/gen/",
            "/bower_components/");

    /** The path after the change; for a deleted file the one before. */
    public RepoPath path() {
        return after.or(() -> before).orElseThrow().path();
    }

    SourceText any() {
        return after.or(() -> before).orElseThrow();
    }

    /** Whether it is a test, an example or a document, where weaker code does less harm. */
    boolean isSupporting() {
        Set<String> folders =
                path().parent().map(folder -> Words.of(folder.toString())).orElse(Set.of());
        return FileClasses.isTest(path())
                || folders.stream()
                        .anyMatch(word -> SUPPORTING.contains(word) || word.endsWith("test") || word.endsWith("tests"));
    }

    /** Whether others wrote it, or a program did. */
    boolean isForeign() {
        String folders = "/" + path().toString().toLowerCase(Locale.ROOT);
        return FOREIGN.stream().anyMatch(folders::contains)
                || folders.contains(".min.")
                || folders.endsWith(".pb.go")
                || folders.endsWith("_pb2.py")
                || folders.endsWith(".bundle.js")
                || folders.endsWith(".snap");
    }
}
