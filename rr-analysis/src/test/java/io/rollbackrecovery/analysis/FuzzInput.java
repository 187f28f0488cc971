package io.rollbackrecovery.analysis;

import io.rollbackrecovery.analysis.internal.lang.Languages;
import io.rollbackrecovery.analysis.spi.FactExtractor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Cuts what a fuzzer gives into what the code takes: the first byte chooses the language, NULs part the files. */
final class FuzzInput {
    private static final List<FactExtractor> LANGUAGES = Languages.builtIn();

    /** Names of files by language, those that linkers treat in their own way among them. */
    private static final Map<String, List<String>> NAMES = Map.ofEntries(
            Map.entry("java", List.of("a/A.java", "a/B.java", "src/a/b/A.java", "C.java")),
            Map.entry("kotlin", List.of("a/A.kt", "a/Util.kt", "src/a/b/A.kts", "C.kt")),
            Map.entry("python", List.of("a/__init__.py", "a/b.py", "src/a/c.py", "b.pyi", "setup.py")),
            Map.entry(
                    "javascript",
                    List.of(
                            "a/index.ts",
                            "tsconfig.json",
                            "package.json",
                            "a/b.js",
                            "b/package.json",
                            "b/tsconfig.json",
                            "b/src/a.tsx",
                            "pnpm-workspace.yaml",
                            "a/c.vue",
                            "a/d.d.ts",
                            "a/e.svelte")),
            Map.entry("go", List.of("go.mod", "a/a.go", "a/b_test.go", "b/go.mod", "b/c.go", "go.work")),
            Map.entry("rust", List.of("Cargo.toml", "src/lib.rs", "src/a.rs", "src/a/b.rs", "src/b/mod.rs")),
            Map.entry("c", List.of("a.h", "a/b.h", "a/b.c", "c.cpp", "d.m")),
            Map.entry("csharp", List.of("a/A.cs", "b/B.cs", "C.cs")),
            Map.entry("php", List.of("a/A.php", "b/B.php", "c.php")),
            Map.entry("ruby", List.of("a/a.rb", "lib/b.rb", "c.rb")),
            Map.entry("shell", List.of("a.sh", "b/c.sh", "d.bash")),
            Map.entry("protobuf", List.of("a.proto", "b/c.proto")),
            Map.entry("sql", List.of("a.sql", "b/c.sql")),
            Map.entry("css", List.of("a.css", "_b.scss", "c/d.less")),
            Map.entry("html", List.of("a.html", "b/c.html")));

    private static final List<String> OTHER_NAMES = List.of("a.yml", "b/c.json", "d.toml", "Dockerfile", "Makefile");

    private FuzzInput() {}

    static FactExtractor language(byte[] data) {
        return data.length == 0 ? LANGUAGES.get(0) : LANGUAGES.get((data[0] & 0xff) % LANGUAGES.size());
    }

    /** The files of the language; more parts than names begin anew in another folder. */
    static List<String> names(FactExtractor language, int count) {
        List<String> known = NAMES.getOrDefault(language.language(), OTHER_NAMES);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int round = i / known.size();
            names.add((round == 0 ? "" : "m" + round + "/") + known.get(i % known.size()));
        }
        return names;
    }

    /** The parts between NULs after the first byte, at most a few. */
    static List<byte[]> parts(byte[] data, int most) {
        List<byte[]> parts = new ArrayList<>();
        int begin = 1;
        for (int i = 1; i <= data.length; i++) {
            boolean ends = i == data.length || (data[i] == 0 && parts.size() < most - 1);
            if (ends) {
                parts.add(Arrays.copyOfRange(data, begin, i));
                begin = i + 1;
            }
        }
        return parts;
    }
}
