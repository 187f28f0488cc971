package io.rollbackrecovery.analysis.internal.lang.go;

import java.util.ArrayList;
import java.util.List;

/** What is known of a bracket that is open, or of the file. */
final class GoFrame {
    /** What stands between the brackets. */
    enum Kind {
        FILE,
        BLOCK,
        GROUP,
        STRUCT,
        INTERFACE,
        LITERAL,
        PARAMETERS,
        TYPE_PARAMETERS,
        OTHER
    }

    /** A name that is declared once its statement or signature ends. */
    record Local(int name, String type) {}

    final Kind kind;
    final int close;
    /** The scope to come back to behind the bracket; -1 if there is none. */
    int mark = -1;
    /** The scope to come back to at each case of a switch. */
    int inner;
    /** Whether an if, for or switch stands before the block. */
    boolean hasHeader;
    /** The scope before an if, for or switch whose block has not come yet; -1 if there is none. */
    int header = -1;
    /** Whether a function's signature was begun whose body has not come yet. */
    boolean signature;
    /** Whether what is read stands between {@code case} and its colon. */
    boolean inCase;
    /** Whether the parameters have names. */
    boolean named;
    /** Whether keys of a literal are names of fields. */
    boolean fieldKeys;
    /** The type of what a literal holds, or the declared type of a struct or interface; empty if there is none. */
    String type = "";
    /** The keyword of a group of declarations. */
    String keyword = "";
    /** Whether what a group declares belongs to the package. */
    boolean topLevel;
    /** Parameters of the signature. */
    List<Local> parameters = new ArrayList<>(0);
    /** Where the names between the parentheses of a signature go. */
    List<Local> into = new ArrayList<>(0);
    /** Variables of the statement. */
    final List<Local> pending = new ArrayList<>(0);
    /** Parameter names that wait for their type. */
    final List<Integer> untyped = new ArrayList<>(0);

    GoFrame(Kind kind, int close) {
        this.kind = kind;
        this.close = close;
    }

    /** Whether a line end can end a statement here. */
    boolean hasStatements() {
        return switch (kind) {
            case FILE, BLOCK, GROUP, STRUCT, INTERFACE -> true;
            default -> false;
        };
    }

    void endSignature() {
        signature = false;
        parameters = new ArrayList<>(0);
    }
}
