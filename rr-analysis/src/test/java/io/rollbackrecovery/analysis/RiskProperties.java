package io.rollbackrecovery.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.analysis.risk.Risk;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.source.FileMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.Assertions;

/** Whatever is in the files: no exception, the same answer twice, and in time. */
class RiskProperties {
    private static final List<String> ENDINGS =
            List.of("java", "py", "ts", "go", "kt", "rb", "php", "rs", "c", "sql", "yml", "json", "sh", "md", "vue");
    private static final List<String> WORDS = List.of(
            "if",
            "(",
            ")",
            "{",
            "}",
            "[",
            "]",
            ";",
            ":",
            "\n",
            "    ",
            "&&",
            "||",
            "!",
            "not",
            "and",
            "is_admin",
            "return",
            "def f():",
            "class A",
            "@",
            "login_required",
            "raise",
            "throw",
            "Forbidden",
            "==",
            "'",
            "\"",
            "`",
            "#",
            "//",
            "/*",
            "*/",
            "\"\"\"",
            "=",
            "true",
            "eval(",
            "${",
            "\\",
            ",",
            "=>",
            "func",
            "unless",
            "verify=False",
            ".",
            "password",
            "\u202E",
            "SELECT a FROM b WHERE c = '",
            "+",
            "elif",
            "assert",
            "..",
            "-----BEGIN PRIVATE KEY");

    @Provide
    Arbitrary<byte[]> content() {
        Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(400);
        Arbitrary<byte[]> code = Arbitraries.of(WORDS)
                .list()
                .ofMaxSize(80)
                .map(words -> String.join(" ", words).getBytes(StandardCharsets.UTF_8));
        return Arbitraries.oneOf(bytes, code, code);
    }

    @Property(seed = "42", tries = 400)
    void anyBytesGiveTheSameAnswerTwice(@ForAll("content") byte[] before, @ForAll("content") byte[] after) {
        for (String ending : ENDINGS) {
            MemoryRepository repository = new MemoryRepository();
            RepoPath path = RepoPath.of("src/file." + ending);
            TreeId one = repository.file(path, FileMode.REGULAR, before).tree();
            TreeId other = repository.file(path, FileMode.REGULAR, after).tree();
            RiskAnalyzer risks = new RiskAnalyzer(repository, repository);
            List<Risk> found = risks.between(one, other);
            assertThat(risks.between(one, other)).isEqualTo(found);
            assertThat(risks.between(one, one)).isEmpty();
            BlastRadiusAnalyzer analyzer = new BlastRadiusAnalyzer(repository, repository);
            assertThat(analyzer.changedSymbols(repository, one, other))
                    .isEqualTo(analyzer.changedSymbols(repository, one, other));
        }
    }

    @Example
    void hostileFilesEndInTime() {
        List<String> hostile = List.of(
                "(".repeat(50_000),
                "if (a) { ".repeat(20_000),
                "class A { ".repeat(10_000),
                "class A { void f() { if (isAdmin) { throw x; } } } ".repeat(4_000),
                "if isAdmin && !a:\n    raise Forbidden\n".repeat(5_000),
                "eval(x)\n".repeat(20_000),
                "!".repeat(150_000),
                "a && ".repeat(40_000),
                "\"" + "\\\"".repeat(80_000),
                "x".repeat(900_000),
                "return ".repeat(40_000),
                "check(".repeat(40_000),
                "(".repeat(30_000) + "}".repeat(30_000),
                "=/[".repeat(40_000),
                "password = \"" + "aB3".repeat(50_000));
        for (String text : hostile) {
            for (String ending : List.of("java", "py", "ts")) {
                MemoryRepository repository = new MemoryRepository();
                RepoPath path = RepoPath.of("src/file." + ending);
                TreeId none = repository.tree();
                TreeId one = repository
                        .file(path, FileMode.REGULAR, text.getBytes(StandardCharsets.UTF_8))
                        .tree();
                TreeId other = repository
                        .file(path, FileMode.REGULAR, ("x = 1\n" + text + "\ny = 2").getBytes(StandardCharsets.UTF_8))
                        .tree();
                Assertions.assertThatCode(() -> {
                            long begun = System.nanoTime();
                            RiskAnalyzer risks = new RiskAnalyzer(repository, repository);
                            risks.between(none, one);
                            risks.between(one, other);
                            new BlastRadiusAnalyzer(repository, repository).changedSymbols(repository, one, other);
                            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                                    .as("%s of %.20s", ending, text)
                                    .isLessThan(Duration.ofSeconds(20));
                        })
                        .doesNotThrowAnyException();
            }
        }
    }
}
