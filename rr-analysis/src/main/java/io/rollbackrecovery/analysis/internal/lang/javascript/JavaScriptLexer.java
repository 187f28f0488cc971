package io.rollbackrecovery.analysis.internal.lang.javascript;

import io.rollbackrecovery.analysis.internal.lex.Names;
import java.util.Arrays;

/**
 * JavaScript's tokens, those of TypeScript too, and those of tags within either. Whether an angle bracket begins a tag is
 * decided by the token before. What stands in braces within tags is given in round brackets, and of their text nothing.
 */
final class JavaScriptLexer extends ScriptLexer {
    private static final int CLOSING_TAG_LOOKED_FOR_IN = 4096;
    private static final String[] LINES_OF_CODE = {
        "import ", "export ", "const ", "let ", "function ", "class ", "type ", "interface "
    };

    private final boolean tags;
    private boolean tagBegins;

    JavaScriptLexer(byte[] bytes, Names names, boolean tags, Comments comments) {
        super(bytes, names, comments);
        this.tags = tags;
    }

    @Override
    int betweenOrInTags(Mode mode) {
        return mode == Mode.TAG ? inTag() : child();
    }

    @Override
    int angle() {
        int next = peek(1);
        if (tags && !operand && (next == '>' || (next != -1 && isNameStart((byte) next))) && !isTypeParameter()) {
            at++;
            push(Mode.TAG);
            tagBegins = true;
            return OTHER;
        }
        if (next == '=') {
            return operator();
        }
        return single((byte) '<', false);
    }

    /** Whether an angle bracket where an operand is due begins type parameters, which look like a tag. */
    private boolean isTypeParameter() {
        int from = at + 1;
        int i = from;
        while (i < bytes.length && isNamePart(bytes[i])) {
            i++;
        }
        int end = i;
        while (i < bytes.length && (bytes[i] == ' ' || bytes[i] == '\n') && i - end < 100) {
            i++;
        }
        if (i == bytes.length || bytes[i] == ',' || bytes[i] == '=') {
            return true;
        }
        if (i > end && (startsWith(i, "extends ") || (end - from == 5 && startsWith(from, "const ")))) {
            return true;
        }
        if (bytes[i] == '>' && i + 1 < bytes.length && bytes[i + 1] == '(' && end > from) {
            int limit = Math.min(bytes.length - (end - from) - 2, i + CLOSING_TAG_LOOKED_FOR_IN);
            for (int k = i; k < limit; k++) {
                if (bytes[k] == '<'
                        && bytes[k + 1] == '/'
                        && Arrays.equals(bytes, k + 2, k + 2 + end - from, bytes, from, end)) {
                    return false;
                }
            }
            return true;
        }
        return false;
    }

    private boolean startsWith(int from, String word) {
        if (from + word.length() > bytes.length) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int inTag() {
        skipSpace();
        begin();
        if (at == bytes.length) {
            lose("a tag");
            return END;
        }
        byte b = bytes[at];
        boolean begins = tagBegins;
        tagBegins = false;
        if (isNameStart(b)) {
            readName();
            boolean component = begins && (b < 'a' || b > 'z' || peek(0) == '.');
            while (at < bytes.length && (bytes[at] == '-' || bytes[at] == ':')) {
                at++;
                component = false;
                while (at < bytes.length && isNamePart(bytes[at])) {
                    at++;
                }
            }
            tagBegins = begins && peek(0) == '.';
            return component || (begins && last == '.') ? noted(NAME) : noted(OTHER);
        }
        if (b == '.' && begins) {
            at++;
            tagBegins = true;
            return noted('.');
        }
        switch (b) {
            case '>' -> {
                at++;
                modes[depth - 1] = Mode.CHILDREN;
                return noted(OTHER);
            }
            case '/' -> {
                at++;
                skipSpace();
                if (peek(0) == '>') {
                    at++;
                    elementEnds();
                }
                return noted(OTHER);
            }
            case '"', '\'' -> {
                quotedAttribute(b);
                return noted(OTHER);
            }
            case '{' -> {
                at++;
                push(Mode.CONTAINER);
                operand = false;
                return noted('(');
            }
            case '<' -> {
                at++;
                if (last == '=') {
                    push(Mode.TAG);
                    tagBegins = true;
                    return noted(OTHER);
                }
                typeArguments();
                return noted(OTHER);
            }
            case '=', '-', ':' -> {
                at++;
                return noted(b);
            }
            default -> {
                // No tag after all.
                depth--;
                lose("a tag");
                operand = false;
                at++;
                return noted(OTHER);
            }
        }
    }

    private int noted(int token) {
        last = token;
        lastName = -1;
        return token;
    }

    private void typeArguments() {
        int open = 1;
        while (at < bytes.length && open > 0 && bytes[at] != ';' && bytes[at] != '/') {
            if (bytes[at] == '<') {
                open++;
            } else if (bytes[at] == '>' && bytes[at - 1] != '=') {
                open--;
            }
            line += isLineEnd(at) ? 1 : 0;
            at++;
        }
    }

    private void quotedAttribute(byte quote) {
        at++;
        while (at < bytes.length && bytes[at] != quote) {
            line += isLineEnd(at) ? 1 : 0;
            at++;
        }
        if (at == bytes.length) {
            lose("a quote");
        } else {
            at++;
        }
    }

    private void elementEnds() {
        depth--;
        operand = true;
    }

    /** Reads on between two tags. */
    private int child() {
        while (at < bytes.length) {
            byte b = bytes[at];
            if (b == '{') {
                begin();
                at++;
                push(Mode.CONTAINER);
                operand = false;
                return noted('(');
            }
            if (b == '<') {
                begin();
                int next = peek(1);
                if (next == '/') {
                    closingTag();
                    return noted(OTHER);
                }
                at++;
                if (next == '>' || (next != -1 && isNameStart((byte) next))) {
                    push(Mode.TAG);
                    tagBegins = true;
                    return noted(OTHER);
                }
                continue;
            }
            line += isLineEnd(at) ? 1 : 0;
            at++;
            if (b == '\n' && isLineOfCode()) {
                begin();
                lose("a tag before");
                while (depth > 0
                        && (modes[depth - 1] == Mode.CHILDREN
                                || modes[depth - 1] == Mode.TAG
                                || modes[depth - 1] == Mode.CONTAINER)) {
                    depth--;
                }
                operand = false;
                return noted(';');
            }
        }
        begin();
        lose("a tag");
        return END;
    }

    private boolean isLineOfCode() {
        for (String beginning : LINES_OF_CODE) {
            if (startsWith(at, beginning)) {
                return true;
            }
        }
        return false;
    }

    private void closingTag() {
        at += 2;
        while (at < bytes.length && bytes[at] != '>' && bytes[at] != '<' && bytes[at] != '{') {
            line += isLineEnd(at) ? 1 : 0;
            at++;
        }
        if (peek(0) == '>') {
            at++;
        }
        elementEnds();
    }
}
