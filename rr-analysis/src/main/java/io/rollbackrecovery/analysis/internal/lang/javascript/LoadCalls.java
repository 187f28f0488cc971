package io.rollbackrecovery.analysis.internal.lang.javascript;

import java.util.List;
import java.util.Set;

/** Which calls load another file, or name one that is loaded. */
enum LoadCalls {
    /** {@code import(x)}. */
    IMPORT,
    /** {@code require(x)}. */
    REQUIRE,
    /** Names a file in its first argument, and loads it or not; an argument that is no literal is none of our business. */
    NAMES,
    /** {@code import.meta.glob(patterns)}. */
    GLOB,
    /** {@code require.context(folder, ..)}. */
    CONTEXT,
    /** {@code new URL(x, import.meta.url)}. */
    URL,
    /** {@code define([names], ..)}. */
    DEFINE,
    /** Some other call. */
    NONE;

    private static final Set<String> MOCKERS = Set.of("jest", "vi", "vitest");
    private static final Set<String> MOCKS = Set.of(
            "mock",
            "unmock",
            "doMock",
            "doUnmock",
            "dontMock",
            "deepUnmock",
            "setMock",
            "requireActual",
            "requireMock",
            "importActual",
            "importMock",
            "createMockFromModule",
            "genMockFromModule",
            "unstable_mockModule");

    static LoadCalls of(List<String> callee) {
        if (callee.isEmpty() || callee.size() > 3) {
            return NONE;
        }
        String head = callee.get(0);
        String last = callee.get(callee.size() - 1);
        return switch (callee.size()) {
            case 1 ->
                switch (head) {
                    case "import" -> IMPORT;
                    case "require" -> REQUIRE;
                    case "URL" -> URL;
                    case "define" -> DEFINE;
                    case "proxyquire" -> NAMES;
                    default -> NONE;
                };
            case 2 ->
                head.equals("require") && last.equals("resolve")
                        ? NAMES
                        : head.equals("require") && last.equals("context")
                                ? CONTEXT
                                : head.equals("module") && last.equals("require")
                                        ? REQUIRE
                                        : MOCKERS.contains(head) && MOCKS.contains(last) ? NAMES : NONE;
            default ->
                head.equals("import") && callee.get(1).equals("meta")
                        ? last.equals("glob") || last.equals("globEager") ? GLOB : last.equals("resolve") ? NAMES : NONE
                        : NONE;
        };
    }
}
