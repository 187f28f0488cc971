package io.rollbackrecovery.analysis.internal.lang.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.analysis.spi.Mention;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PythonScannerTest {
    private static FileFacts scan(String... lines) {
        return new PythonLanguage().extract(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> declarations(String... lines) {
        return scan(lines).declarations().stream()
                .map(d -> d.kind() + " " + d.name() + " " + d.firstLine() + "-" + d.lastLine())
                .toList();
    }

    private static List<String> imports(String... lines) {
        return scan(lines).imports().stream()
                .map(i -> i.line() + " " + i.kind().word() + " " + i.reference()
                        + (i.alias().isEmpty() ? "" : " as " + i.alias()))
                .toList();
    }

    private static List<String> texts(List<Mention> mentions) {
        return mentions.stream().map(Mention::text).toList();
    }

    @Test
    void declaresWhatOthersCanTake() {
        assertThat(declarations(
                        "import os.path as p, sys",
                        "X, Y = 1, 2",
                        "Z: int = 3",
                        "x.y = 1",
                        "def f(a, b=(1,",
                        "        2)):",
                        "    local = 1",
                        "    def inner(): pass",
                        "",
                        "class C(Base):",
                        "    field: str = ''",
                        "    other = 1",
                        "    async def m(self):",
                        "        self.attr = 1",
                        "        self.a.b = 2",
                        "    class In:",
                        "        def n(self): pass",
                        "if cond:",
                        "    def g(): return 1",
                        "else:",
                        "    from q import g as h",
                        "# end"))
                .containsExactly(
                        "IMPORTED p 1-1",
                        "IMPORTED sys 1-1",
                        "VARIABLE X 2-2",
                        "VARIABLE Y 2-2",
                        "VARIABLE Z 3-3",
                        "FUNCTION f 5-8",
                        "TYPE C 10-17",
                        "FIELD C.field 11-11",
                        "FIELD C.other 12-12",
                        "METHOD C.m 13-15",
                        "FIELD C.attr 14-14",
                        "TYPE C.In 16-17",
                        "METHOD C.In.n 17-17",
                        "FUNCTION g 19-19",
                        "IMPORTED h 21-21");
    }

    @Test
    void readsEveryFormOfImport() {
        assertThat(imports(
                        "import a, b.c as d; import e",
                        "from . import f",
                        "from ...g.h import (i as j,  # comment",
                        "    k,",
                        ")",
                        "from l import *",
                        "try: import m",
                        "except ImportError: n = None",
                        "if TYPE_CHECKING:",
                        "    from o import P",
                        "import q",
                        "def f():",
                        "    from r \\",
                        "        import s",
                        "raise A from import_error",
                        "x = yield from y",
                        "''' import no '''",
                        "f'import no'"))
                .containsExactly(
                        "1 import a",
                        "1 import b.c as d",
                        "1 import e",
                        "2 import .:f as f",
                        "3 import ...g.h:i as j",
                        "4 import ...g.h:k as k",
                        "6 wildcard l:*",
                        "7 import m",
                        "10 type-only o:P as P",
                        "11 import q",
                        "14 import r:s as s");
    }

    @Test
    void noticesLoadedModulesExportsAndLiterals() {
        FileFacts facts = scan(
                "import importlib, pkg",
                "importlib.import_module('a.b')",
                "importlib.import_module('.c', package=__name__)",
                "__import__(name)",
                "importlib.import_module(f'{x}.y')",
                "__all__ = ['f', \"g\"]",
                "__all__ += ['h']",
                "BACKEND = r'one.two.Three'",
                "pkg.sub.run(pkg.sub.other)");

        assertThat(facts.imports()).extracting(ImportFact::reference).containsExactly("importlib", "pkg", "a.b", ".c");
        assertThat(texts(facts.dynamic())).containsExactly("__import__", "importlib.import_module");
        assertThat(facts.exports()).containsExactly("f", "g", "h");
        assertThat(texts(facts.literals())).containsExactly("a.b", "one.two.Three");
        assertThat(texts(facts.chains())).containsExactly("importlib.import_module", "pkg.sub.run", "pkg.sub.other");
    }

    @Test
    void saysWhereItLostItsPlaceAndGoesOn() {
        FileFacts open = scan("x = '''", "import a", "from b import c");
        assertThat(open.partial()).contains("a triple quote in line 1 is not closed");
        assertThat(open.imports()).extracting(ImportFact::module).containsExactly("a", "b");

        FileFacts bracket = scan("f(1,", "import a", "def g(): pass");
        assertThat(bracket.partial()).isPresent();
        assertThat(bracket.imports()).extracting(ImportFact::module).containsExactly("a");
        assertThat(bracket.declarations()).extracting(d -> d.name()).containsExactly("a", "g");

        assertThat(scan("x = 'open", "import a").imports()).hasSize(1);
        assertThat(scan("from a import", "import b").imports())
                .extracting(ImportFact::module)
                .containsExactly("b");
    }
}
