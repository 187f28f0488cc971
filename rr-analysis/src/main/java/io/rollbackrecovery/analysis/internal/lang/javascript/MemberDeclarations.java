package io.rollbackrecovery.analysis.internal.lang.javascript;

import io.rollbackrecovery.analysis.internal.lex.Lexer;
import io.rollbackrecovery.analysis.spi.DeclarationKind;
import org.jspecify.annotations.Nullable;

/** The members of the innermost class, interface, object or enumeration. */
final class MemberDeclarations {
    private final DeclaredNames found;
    private final ModuleNames names;
    private boolean key;
    private boolean decorator;
    private String pending = "";
    private int line;
    private int current = -1;

    MemberDeclarations(DeclaredNames found, ModuleNames names) {
        this.found = found;
        this.names = names;
    }

    void begin() {
        key = true;
        decorator = false;
        pending = "";
        current = -1;
    }

    /** The member at hand ends; {@code top} is the block whose member it is, none where nothing is open. */
    void end(@Nullable Block top, int lastLine) {
        flush(top, lastLine);
        begin();
    }

    private void flush(@Nullable Block top, int lastLine) {
        if (key && !pending.isEmpty() && top != null && top.sort() != Block.Sort.SPACE) {
            declareMember(top, DeclarationKind.FIELD);
        }
        if (current >= 0 && !key) {
            found.end(current, lastLine);
        }
    }

    /** A block within the member at hand ends: a body, after which another member can follow. */
    void blockEnds(int lastLine, Block.Sort in) {
        if (current >= 0) {
            found.end(current, lastLine);
        }
        if (in == Block.Sort.CLASS && !key) {
            key = true;
            pending = "";
        }
    }

    void token(Cursor cursor, Block top) {
        int kind = cursor.kind();
        if (kind == '}') {
            return;
        }
        boolean commas = top.sort() != Block.Sort.CLASS;
        boolean semicolons = top.sort() == Block.Sort.CLASS || top.sort() == Block.Sort.INTERFACE;
        if ((kind == ',' && commas) || (kind == ';' && semicolons)) {
            end(top, cursor.endBefore());
            return;
        }
        boolean afterMember = semicolons && cursor.beginsLine() && cursor.afterOperand();
        if (afterMember && (!key || (!pending.isEmpty() && !isModifier(cursor.wordBefore())))) {
            boolean begins = kind == Lexer.NAME || kind == '@' || kind == '[' || kind == '*' || kind == Lexer.TEXT;
            if (begins && !JavaScriptKeywords.continues(cursor.word())) {
                end(top, cursor.endBefore());
            }
        }
        if (key) {
            key(cursor, kind, top);
        }
    }

    private void key(Cursor cursor, int kind, Block top) {
        if (kind != '{') {
            // A brace that follows may still belong to the member before, whose type had braces as well.
            current = -1;
        }
        switch (kind) {
            case '@' -> decorator = true;
            case Lexer.NAME -> {
                boolean decorating = decorator && (cursor.kindBefore() == '@' || cursor.afterDot());
                if (!decorating) {
                    decorator = false;
                    pending = cursor.word();
                    line = cursor.line();
                }
            }
            case Lexer.TEXT -> {
                pending = isName(cursor.text()) ? cursor.text() : "";
                line = cursor.line();
            }
            case '(', '<' -> {
                if (decorator) {
                    return;
                }
                if (!pending.isEmpty() && !pending.equals("new")) {
                    declareMember(top, DeclarationKind.METHOD);
                }
                rest();
            }
            case ':', '=', '?', '!' -> {
                if (!pending.isEmpty()) {
                    declareMember(top, DeclarationKind.FIELD);
                }
                rest();
            }
            case '*', '.', ')' -> {}
            default -> {
                if (top.sort() == Block.Sort.EXPORTS) {
                    names.export(ModuleNames.UNKNOWN);
                }
                rest();
            }
        }
    }

    private void rest() {
        key = false;
        pending = "";
    }

    private void declareMember(Block top, DeclarationKind kind) {
        if (top.sort() == Block.Sort.EXPORTS) {
            names.handOut(pending, pending, line);
            current = -1;
        } else {
            current = found.add(top.name() + "." + pending, kind, line);
        }
        pending = "";
    }

    private boolean isModifier(String word) {
        return switch (word) {
            case "public",
                    "private",
                    "protected",
                    "static",
                    "readonly",
                    "abstract",
                    "override",
                    "async",
                    "get",
                    "set",
                    "declare",
                    "accessor" -> true;
            default -> false;
        };
    }

    private boolean isName(String text) {
        return !text.isEmpty()
                && text.length() < 100
                && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '$');
    }
}
