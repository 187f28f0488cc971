package io.rollbackrecovery.analysis.internal.lang.javascript;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.analysis.spi.Link;
import io.rollbackrecovery.analysis.spi.LinkSink;
import io.rollbackrecovery.core.id.RepoPath;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Assertions;

/** Any text, in any form of the language, gives facts and links in time, and twice the same. */
class JavaScriptProperties {
    private static final JavaScriptLanguage LANGUAGE = new JavaScriptLanguage();
    private static final int HOSTILE_BYTES = 1 << 18;
    private static final List<String> PARTS = List.of(
            "import ",
            "export ",
            "from ",
            "* as ",
            "default ",
            "type ",
            "require(",
            "import(",
            "module.exports = ",
            "exports.a = ",
            "const ",
            "function ",
            "class ",
            "interface ",
            "enum ",
            "namespace ",
            "declare ",
            "global ",
            "async ",
            "extends ",
            "=> ",
            "'./a'",
            "\"./b\"",
            "'x'",
            "`",
            "${",
            "a",
            "B",
            "a.b.c",
            "{",
            "}",
            "(",
            ")",
            "[",
            "]",
            "<",
            ">",
            "</",
            "/>",
            "<a>",
            "<A ",
            "</a>",
            "/",
            "//",
            "/*",
            "/**",
            "*/",
            "///",
            "<!--",
            "-->",
            "=",
            "==",
            ":",
            ";",
            ",",
            ".",
            "...",
            "?.",
            "??",
            "?",
            "!",
            "@",
            "#",
            "'",
            "\"",
            "\\",
            "\n",
            "\r\n",
            " as ",
            "1.5e-3",
            "<script>",
            "</script>",
            "<script src='./a'>",
            "\"name\": \"x\"",
            "\"exports\": {",
            "\"paths\": {",
            "\"./*\": \"./src/*.js\"",
            "\"extends\": \"./tsconfig.json\"",
            "\"workspaces\": [\"*\"]",
            "packages:\n",
            "- '*'\n",
            "é",
            "\u0000",
            "\ufeff");

    @Provide
    Arbitrary<String> soup() {
        return Arbitraries.of(PARTS).list().ofMaxSize(60).map(parts -> String.join("", parts));
    }

    private static FileFacts extract(String text, Dialect dialect) {
        return LANGUAGE.extract(text.getBytes(StandardCharsets.UTF_8), dialect.word());
    }

    @Property(seed = "42", shrinking = ShrinkingMode.OFF)
    void anyTextGivesFacts(@ForAll("soup") String soup) {
        long lines = soup.split("\r\n|\n|\r", -1).length;
        for (Dialect dialect : Dialect.values()) {
            FileFacts facts = extract(soup, dialect);
            assertThat(facts).isEqualTo(extract(soup, dialect));
            for (Declaration declaration : facts.declarations()) {
                assertThat(declaration.name()).isNotEmpty();
                assertThat((long) declaration.firstLine()).isBetween(1L, lines);
                assertThat((long) declaration.lastLine()).isBetween((long) declaration.firstLine(), lines);
            }
            for (ImportFact fact : facts.imports()) {
                assertThat((long) fact.line()).isBetween(1L, lines);
            }
        }
    }

    @Property(seed = "42", shrinking = ShrinkingMode.OFF)
    void anyFactsCanBeLinked(@ForAll("soup") String one, @ForAll("soup") String two, @ForAll("soup") String three) {
        SortedMap<RepoPath, FileFacts> files = new TreeMap<>();
        List<String> names = List.of(
                "package.json",
                "tsconfig.json",
                "a.ts",
                "b.js",
                "x/package.json",
                "x/tsconfig.json",
                "x/a/index.vue",
                "x/b.d.ts",
                "pnpm-workspace.yaml",
                "src/x.tsx");
        List<String> texts = List.of(one, two, three, one + "\n" + three);
        for (int i = 0; i < names.size(); i++) {
            Dialect dialect = Dialect.ofPath(names.get(i)).orElseThrow();
            files.put(RepoPath.of(names.get(i)), extract(texts.get(i % texts.size()), dialect));
        }
        Set<RepoPath> paths = new HashSet<>(files.keySet());
        paths.add(RepoPath.of("style.css"));
        Set<Link> links = links(files, paths);
        assertThat(links).allMatch(link -> files.containsKey(link.from()) && paths.contains(link.to()));
        assertThat(links(files, paths)).isEqualTo(links);
    }

    private static Set<Link> links(SortedMap<RepoPath, FileFacts> files, Set<RepoPath> paths) {
        Set<Link> links = new HashSet<>();
        LANGUAGE.linker().link(files, paths, new LinkSink() {
            @Override
            public void link(Link link) {
                links.add(link);
            }

            @Override
            public void indirect(Link link) {
                links.add(link);
            }

            @Override
            public void unresolved(RepoPath from, int line, String reference) {
                assertThat(line).isPositive();
            }
        });
        return links;
    }

    @Example
    void hostileFilesEndSoon() {
        List<String> units = new ArrayList<>(PARTS);
        units.addAll(Arrays.asList(
                "`${",
                "/[",
                "<a>{",
                "<A b={",
                "<a",
                "< a",
                "a<b>(",
                "<T>(",
                "import {a,",
                "export * from './a';",
                "const {a,",
                "class A{b(){",
                "{a:",
                "a.",
                "import('./a',",
                "import(`${",
                "/**import(",
                "<script/>",
                "<script></script>",
                "<!-- -->",
                "<!--<script>",
                "@a(",
                "exports.a=",
                "a.b=",
                "a=require('b');",
                "\"a\":{",
                "[",
                "<a\n",
                "//\n",
                "-->",
                " -->",
                "x\n"));
        for (String unit : units) {
            byte[] bytes = unit.repeat(HOSTILE_BYTES / unit.length()).getBytes(StandardCharsets.UTF_8);
            for (Dialect dialect : Dialect.values()) {
                Assertions.assertTimeoutPreemptively(
                        Duration.ofSeconds(20), () -> LANGUAGE.extract(bytes, dialect.word()), dialect + ": " + unit);
            }
        }
    }

    @Example
    void hostileRepositoriesAreLinkedSoon() {
        SortedMap<RepoPath, FileFacts> files = new TreeMap<>();
        for (int i = 0; i < 5_000; i++) {
            files.put(
                    RepoPath.of("f" + i + ".ts"),
                    extract("export * from './f" + (i + 1) % 5_000 + "'; import { x } from './f0'", Dialect.TS));
            files.put(
                    RepoPath.of("c" + i + "/tsconfig.json"),
                    extract("{ \"extends\": \"../c" + (i + 1) % 5_000 + "/tsconfig.json\" }", Dialect.JSON));
            files.put(RepoPath.of("c" + i + "/a.ts"), extract("import 'b'; import('./../**/*.ts')", Dialect.TS));
        }
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> links(files, files.keySet()));
    }
}
