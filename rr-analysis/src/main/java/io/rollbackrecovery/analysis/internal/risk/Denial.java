package io.rollbackrecovery.analysis.internal.risk;

import io.rollbackrecovery.analysis.internal.code.Token;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether code refuses something. */
enum Denial {
    /** It does not, as far as it was looked at. */
    NONE,
    /** It ends what was going on: throws, returns nothing or false. */
    ENDS,
    /** It refuses for want of a right: says forbidden, or answers 401 or 403. */
    REFUSES;

    private static final int LOOKED_AT = 60;
    private static final Set<String> REFUSAL_WORDS =
            Set.of("forbidden", "unauthorized", "unauthorised", "unauthenticated", "denied", "deny", "disallowed");
    private static final List<String> REFUSAL_TEXTS = List.of(
            "forbidden",
            "unauthorized",
            "unauthorised",
            "permission",
            "not allowed",
            "access denied",
            "denied",
            "not permitted",
            "invalid signature",
            "invalid token",
            "invalid credentials",
            "untrusted",
            "outside of");
    private static final Set<String> ENDS_WORDS = Set.of("throw", "raise", "abort", "panic", "die", "exit", "redirect");
    private static final Set<String> TAKES_AWAY = Set.of("del", "delete", "remove", "Del", "Remove", "strip", "pop");
    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "cookie", "credentials", "credential", "password", "token", "secret");
    private static final Set<String> NOTHING =
            Set.of("false", "False", "null", "None", "nil", "undefined", "err", "Err", "errors", "fmt", "NULL");

    static Denial of(List<Token> body) {
        Denial denial = NONE;
        if (takesCredentialsAway(body)) {
            return REFUSES;
        }
        for (int i = 0; i < Math.min(LOOKED_AT, body.size()); i++) {
            Token token = body.get(i);
            String text = token.text();
            switch (token.kind()) {
                case NUMBER -> {
                    if (text.equals("401") || text.equals("403")) {
                        return REFUSES;
                    }
                }
                case TEXT -> {
                    String lower = text.toLowerCase(Locale.ROOT);
                    if (text.length() < 300 && REFUSAL_TEXTS.stream().anyMatch(lower::contains)) {
                        return REFUSES;
                    }
                }
                case NAME -> {
                    Set<String> words = Words.of(text);
                    boolean exception = words.contains("permission")
                            && (words.contains("error") || words.contains("exception") || words.contains("denied"));
                    boolean security = words.contains("security") && words.contains("exception");
                    if (exception || security || words.stream().anyMatch(REFUSAL_WORDS::contains)) {
                        return REFUSES;
                    }
                    boolean returnsNothing = text.equals("return")
                            && i + 1 < body.size()
                            && NOTHING.contains(body.get(i + 1).text());
                    if (ENDS_WORDS.contains(text) || returnsNothing) {
                        denial = ENDS;
                    }
                }
                default -> {}
            }
        }
        return denial;
    }

    /** {@code del headers['Authorization']}: what was handed on is not any more. */
    private static boolean takesCredentialsAway(List<Token> body) {
        boolean takes = false;
        for (Token token : body.subList(0, Math.min(LOOKED_AT, body.size()))) {
            takes |= token.isName() && TAKES_AWAY.contains(token.text());
            if (takes && Words.of(List.of(token)).stream().anyMatch(CREDENTIALS::contains)) {
                return true;
            }
        }
        return false;
    }
}
