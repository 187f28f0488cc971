package io.rollbackrecovery.core.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.id.RepoPath;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ArchitectureProperties {
    @Provide
    Arbitrary<String> nearMisses() {
        return Arbitraries.of(
                        "layer",
                        "allow",
                        "a",
                        "b",
                        "->",
                        "*",
                        "**",
                        "/",
                        "a/b",
                        "\n",
                        "\r\n",
                        " ",
                        "#",
                        "```",
                        "~~~",
                        "rr-architecture",
                        "```rr-architecture\n",
                        "\n```\n",
                        "..",
                        "\u0000",
                        "\ud800")
                .list()
                .ofMaxSize(40)
                .map(words -> String.join("", words));
    }

    @Provide
    Arbitrary<List<String>> patternComponents() {
        return Arbitraries.of("**", "*", "a", "b", "a*", "?b", "*a*b")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<List<String>> names() {
        return Arbitraries.of("a", "b", "ab", "aab", "ba").list().ofMinSize(1).ofMaxSize(5);
    }

    @Property(seed = "42")
    void anyBytesGiveAnArchitectureOrErrorsOrNothing(@ForAll byte[] bytes, @ForAll("nearMisses") String text) {
        for (String input : List.of(
                text,
                new String(bytes, StandardCharsets.UTF_8),
                "```rr-architecture\n" + new String(bytes, StandardCharsets.ISO_8859_1) + "\n```",
                "```rr-architecture\nlayer x " + text)) {
            ParsedArchitecture parsed = ArchitectureParser.parse(input);
            assertThat(parsed.architecture().isPresent() && !parsed.errors().isEmpty())
                    .isFalse();
            assertThat(parsed).isEqualTo(ArchitectureParser.parse(input));
            int lines = input.split("\r\n|\n|\r", -1).length;
            assertThat(parsed.errors()).allMatch(error -> error.line() >= 1 && error.line() <= lines);
        }
    }

    @Property(seed = "42")
    void matchesAsTheNaiveMatcher(
            @ForAll("patternComponents") List<String> pattern, @ForAll("names") List<String> names) {
        PathPattern compiled = PathPattern.of(String.join("/", pattern));
        assertThat(compiled.matches(RepoPath.of(String.join("/", names)))).isEqualTo(naive(pattern, names));
    }

    private static boolean naive(List<String> pattern, List<String> names) {
        if (pattern.isEmpty()) {
            return true;
        }
        List<String> rest = pattern.subList(1, pattern.size());
        if (pattern.get(0).equals("**")) {
            return naive(rest, names) || (!names.isEmpty() && naive(pattern, names.subList(1, names.size())));
        }
        return !names.isEmpty()
                && naiveName(pattern.get(0), names.get(0))
                && naive(rest, names.subList(1, names.size()));
    }

    private static boolean naiveName(String pattern, String name) {
        if (pattern.isEmpty()) {
            return name.isEmpty();
        }
        if (pattern.charAt(0) == '*') {
            return naiveName(pattern.substring(1), name) || (!name.isEmpty() && naiveName(pattern, name.substring(1)));
        }
        return !name.isEmpty()
                && (pattern.charAt(0) == '?' || pattern.charAt(0) == name.charAt(0))
                && naiveName(pattern.substring(1), name.substring(1));
    }

    @Example
    void longHostilePatternsEndSoon() {
        String[] stars = new String[200];
        Arrays.fill(stars, "**/*a*a*a*a*b");
        PathPattern pattern = PathPattern.of(String.join("/", stars));
        String[] names = new String[400];
        Arrays.fill(names, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
        assertThat(pattern.matches(RepoPath.of(String.join("/", names)))).isFalse();
    }
}
