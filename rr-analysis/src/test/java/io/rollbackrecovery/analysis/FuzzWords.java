package io.rollbackrecovery.analysis;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Words of the languages: a dictionary and first inputs for Jazzer, and random inputs for the build's own tests. */
final class FuzzWords {
    private static final List<String> WORDS = List.of(
            "import ",
            "from ",
            "package ",
            "class A",
            "class ",
            "def f(a):",
            "record A(int a) ",
            "enum E { X, Y }",
            "interface ",
            "static ",
            "extends ",
            "implements ",
            "@Override ",
            "public ",
            "return ",
            "new A()",
            "import a.b.*;",
            "import static a.B.c;",
            "package a;",
            "a.B.c()",
            "if TYPE_CHECKING:",
            "async ",
            "self.a = 1",
            "__all__ = ['a', 'b']",
            "importlib.import_module('a.b')",
            "from . import a",
            "from .. import *",
            "Class.forName(\"a.B\")",
            "func F() {",
            "type T struct {",
            "switch x := y.(type) {",
            "case ",
            "map[",
            ":=",
            "//go:embed a/*",
            "//go:build linux",
            "module example.com/m\n",
            "replace example.com/m => ./b\n",
            "use ./b\n",
            "import \"example.com/m/a\"",
            "fun f() = ",
            "val a by ",
            "object ",
            "${a}",
            "$a",
            "@file:JvmName(\"X\")",
            "namespace A.B;",
            "using A = B.C;",
            "use A\\{B, C};",
            "mod a;",
            "use crate::a::{self, b};",
            "<?php ",
            "?>",
            "r#\"",
            "\"#",
            "#include \"a.h\"",
            "require_relative 'a'",
            "source ./a.sh",
            "@import 'a';",
            "url(a.css)",
            "<script setup lang=\"ts\">",
            "</script>",
            "src=\"a.js\"",
            "export * from './a';",
            "export { a as b } from './a';",
            "import x, { y as z } from '@/a';",
            "require('./a')",
            "import('./a')",
            "import.meta.glob('./*.ts')",
            "declare module 'a' {",
            "/// <reference path=\"a\" />",
            "<A b={c}>",
            "</A>",
            "a ? b : c",
            "`a${",
            "}`",
            "{\"extends\": \"./tsconfig.json\", \"compilerOptions\": {\"paths\": {\"@/*\": [\"src/*\"]}}}",
            "{\"name\": \"a\", \"exports\": {\".\": {\"import\": \"./dist/a.mjs\"}}, \"workspaces\": [\"*\"]}",
            "packages:\n  - 'a/*'\n",
            "a/../b",
            "a",
            "B",
            "a.b.C",
            ".",
            "..",
            "*",
            "@",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "<",
            ">",
            ",",
            ";",
            ":",
            "=",
            "+=",
            "->",
            "=>",
            "::",
            "\"",
            "'",
            "\"\"\"",
            "'''",
            "f\"",
            "\\",
            "//",
            "/*",
            "*/",
            "#",
            "\n",
            "\r",
            "\r\n",
            "\n    ",
            "\n\t",
            " as ",
            "0x1",
            "1e-5",
            "\u00e9",
            "\ufeff",
            "if (isAdmin && !a) {",
            "raise Forbidden",
            "verify=False",
            "eval(x)",
            "password = \"aB3xY7pQ9\"",
            "SELECT a FROM b WHERE c = '",
            "\u202e",
            "throw new X();",
            "int f(A a, B... b) throws C {",
            "default void f() {}",
            "abstract ");

    private FuzzWords() {}

    /**
     * Writes a dictionary and a folder of first inputs.
     *
     * @param arguments the folder to write {@code words.dict} and {@code seeds} to
     * @throws IOException if it cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Path seeds = Files.createDirectories(folder.resolve("seeds"));
        List<String> lines = new ArrayList<>();
        for (String word : WORDS) {
            StringBuilder line = new StringBuilder("\"");
            for (byte one : word.getBytes(StandardCharsets.UTF_8)) {
                boolean plain = one >= ' ' && one < 127 && one != '"' && one != '\\';
                line.append(plain ? String.valueOf((char) one) : String.format(Locale.ROOT, "\\x%02X", one & 0xff));
            }
            lines.add(line.append('"').toString());
        }
        Files.write(folder.resolve("words.dict"), lines);
        Random random = new Random(42);
        for (int i = 0; i < 400; i++) {
            try (OutputStream out = Files.newOutputStream(seeds.resolve("words-" + i))) {
                out.write(input(random));
            }
        }
    }

    /** A language, and some files of words and a few bytes. */
    static byte[] input(Random random) {
        StringBuilder text = new StringBuilder();
        text.append((char) random.nextInt(100));
        int count = random.nextInt(60);
        for (int i = 0; i < count; i++) {
            int kind = random.nextInt(20);
            if (kind == 0) {
                text.append('\0');
            } else if (kind == 1) {
                text.append((char) random.nextInt(256));
            } else {
                text.append(WORDS.get(random.nextInt(WORDS.size())));
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
