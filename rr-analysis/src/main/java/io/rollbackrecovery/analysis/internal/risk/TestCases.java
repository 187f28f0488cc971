package io.rollbackrecovery.analysis.internal.risk;

import io.rollbackrecovery.analysis.internal.code.Code;
import io.rollbackrecovery.analysis.internal.code.Token;
import io.rollbackrecovery.analysis.spi.Declaration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The tests in a test file, and which of them are skipped. */
final class TestCases {
    private static final Set<String> CALLS = Set.of("it", "test", "describe");
    private static final Set<String> SKIPS = Set.of("skip", "skipif", "skipIf", "skip_unless", "todo", "xfail", "only");
    private static final Set<String> SKIPPING = Set.of("xit", "xdescribe", "xtest");
    private static final Set<String> ANNOTATIONS = Set.of("Disabled", "Ignore", "Ignored");

    private TestCases() {}

    static List<String> names(SourceText text) {
        List<String> names = new ArrayList<>();
        Optional<Code> read = text.code();
        if (read.isEmpty()) {
            return names;
        }
        Code code = read.get();
        Set<String> annotated = new HashSet<>();
        for (int i = 0; i + 2 < code.size(); i++) {
            Token token = code.token(i);
            if (token.is("@") && code.token(i + 1).text().endsWith("Test")) {
                annotated.add(text.annotated(token.line()));
            }
            boolean call = token.isName()
                    && CALLS.contains(token.text())
                    && !code.is(i - 1, ".")
                    && code.is(i + 1, "(")
                    && code.token(i + 2).kind() == Token.Kind.TEXT;
            if (call) {
                names.add(code.token(i + 2).text());
            }
        }
        for (Declaration declared : text.declarations()) {
            String name = declared.simpleName();
            boolean byName = name.startsWith("test_")
                    || (name.startsWith("Test") && name.length() > 4)
                    || (name.startsWith("test") && name.length() > 4 && Character.isUpperCase(name.charAt(4)));
            if (SourceText.isFunction(declared) && (byName || annotated.contains(declared.name()))) {
                names.add(name);
            }
        }
        return names;
    }

    /** Lines that skip a test, where there are more that do so than before. */
    static Map<Integer, String> newlySkipped(SourceText before, SourceText after) {
        Map<String, Integer> old = new HashMap<>();
        skips(before).forEach((line, shown) -> old.merge(shown, 1, Integer::sum));
        Map<Integer, String> found = new TreeMap<>();
        skips(after).forEach((line, shown) -> {
            if (old.merge(shown, -1, Integer::sum) < 0) {
                found.put(line, shown);
            }
        });
        return found;
    }

    private static Map<Integer, String> skips(SourceText text) {
        Map<Integer, String> found = new TreeMap<>();
        text.code().ifPresent(code -> {
            for (int i = 0; i < code.size(); i++) {
                Token token = code.token(i);
                if (!token.isName()) {
                    continue;
                }
                boolean member = SKIPS.contains(token.text())
                        && code.is(i - 1, ".")
                        && i >= 2
                        && Set.of("it", "test", "describe", "mark", "pytest", "unittest", "context")
                                .contains(code.token(i - 2).text());
                boolean go = (token.is("Skip") || token.is("Skipf") || token.is("SkipNow"))
                        && code.is(i - 1, ".")
                        && (code.is(i - 2, "t") || code.is(i - 2, "b"));
                boolean annotation = code.is(i - 1, "@") && ANNOTATIONS.contains(token.text());
                boolean call = SKIPPING.contains(token.text()) && code.is(i + 1, "(");
                if (member || go || annotation || call) {
                    found.put(token.line(), code.shown(Math.max(0, i - 2), Math.min(code.size(), i + 6)));
                }
            }
        });
        return found;
    }
}
