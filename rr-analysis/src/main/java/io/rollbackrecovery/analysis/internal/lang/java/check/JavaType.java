package io.rollbackrecovery.analysis.internal.lang.java.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A class, interface, enum, record or annotation, with what it declares. Filled by {@link UnitParser}, then fixed. */
final class JavaType {
    enum Kind {
        CLASS,
        INTERFACE,
        ENUM,
        RECORD,
        ANNOTATION
    }

    private final JavaUnit unit;
    private final Optional<JavaType> outer;
    private final String name;
    private final Kind kind;
    private final int line;
    private boolean isAbstract;
    private boolean isStatic;
    private boolean isFinal;
    private Access access = Access.PACKAGE;
    private List<String> typeParameters = List.of();
    private final List<TypeName> supertypes = new ArrayList<>();
    private final Map<String, JavaField> fields = new LinkedHashMap<>();
    private final List<JavaMethod> methods = new ArrayList<>();
    private final Map<String, JavaType> nested = new LinkedHashMap<>();
    private final List<Span> initializers = new ArrayList<>();

    /** JavaTokens that are neither a member's head nor a method's body: what fields and blocks compute. */
    record Span(int from, int to, boolean isStatic, Optional<TypeName> target) {}

    JavaType(JavaUnit unit, Optional<JavaType> outer, String name, Kind kind, int line) {
        this.unit = unit;
        this.outer = outer;
        this.name = name;
        this.kind = kind;
        this.line = line;
    }

    JavaUnit unit() {
        return unit;
    }

    /** The type around it; empty for a type of the file. */
    Optional<JavaType> outer() {
        return outer;
    }

    /** The simple name; empty for an anonymous class. */
    String name() {
        return name;
    }

    /** The name with those of the types around it. */
    String path() {
        return outer.map(type -> type.path() + "." + name).orElse(name);
    }

    JavaType outermost() {
        JavaType type = this;
        while (type.outer.isPresent()) {
            type = type.outer.get();
        }
        return type;
    }

    Kind kind() {
        return kind;
    }

    boolean isInterface() {
        return kind == Kind.INTERFACE || kind == Kind.ANNOTATION;
    }

    int line() {
        return line;
    }

    boolean isAbstract() {
        return isAbstract || isInterface();
    }

    boolean isStatic() {
        return isStatic || kind != Kind.CLASS;
    }

    boolean isFinal() {
        return isFinal;
    }

    Access access() {
        return access;
    }

    List<String> typeParameters() {
        return typeParameters;
    }

    List<TypeName> supertypes() {
        return supertypes;
    }

    Map<String, JavaField> fields() {
        return fields;
    }

    List<JavaMethod> methods() {
        return methods;
    }

    Map<String, JavaType> nested() {
        return nested;
    }

    List<Span> initializers() {
        return initializers;
    }

    void modifiers(Modifiers modifiers, boolean insideInterface) {
        isAbstract = modifiers.isAbstract();
        isStatic = modifiers.isStatic() || insideInterface;
        isFinal = modifiers.isFinal();
        access = insideInterface ? Access.PUBLIC : modifiers.access();
    }

    void typeParameters(List<String> names) {
        typeParameters = List.copyOf(names);
    }

    @Override
    public String toString() {
        return unit.namespace() + "." + path();
    }
}
