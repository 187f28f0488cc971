package io.rollbackrecovery.analysis.internal.risk;

import io.rollbackrecovery.analysis.internal.code.Token;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words that names are put together from: {@code isAdminUser} and {@code IS_ADMIN_USER} are is, admin, user. */
final class Words {
    private static final int LONGEST = 200;

    private Words() {}

    static Set<String> of(Collection<Token> tokens) {
        Set<String> words = new HashSet<>();
        for (Token token : tokens) {
            if (token.kind() == Token.Kind.TEXT && token.text().equals("..")) {
                words.add("dotdot");
            } else if (token.kind() != Token.Kind.OPERATOR) {
                split(token.text(), words);
            }
        }
        return words;
    }

    static Set<String> of(String name) {
        Set<String> words = new HashSet<>();
        split(name, words);
        return words;
    }

    private static void split(String name, Set<String> words) {
        int end = Math.min(name.length(), LONGEST);
        int begin = 0;
        for (int i = 0; i <= end; i++) {
            boolean letter = i < end && Character.isLetterOrDigit(name.charAt(i));
            boolean newWord = i > begin
                    && i < end
                    && Character.isUpperCase(name.charAt(i))
                    && (!Character.isUpperCase(name.charAt(i - 1))
                            || (i + 1 < end && Character.isLowerCase(name.charAt(i + 1))));
            if (!letter || newWord) {
                if (i > begin) {
                    words.add(name.substring(begin, i).toLowerCase(Locale.ROOT));
                }
                begin = letter ? i : i + 1;
            }
        }
    }

    static boolean any(Set<String> words, List<String> wanted) {
        return wanted.stream().anyMatch(words::contains);
    }
}
