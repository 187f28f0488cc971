package io.rollbackrecovery.analysis.spi;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one file declares and refers to, without looking at any other file. Immutable; equal when everything in it is.
 * Lists are in the order of the file; of equal mentions only the first is kept.
 */
public final class FileFacts {
    private static final FileFacts EMPTY = new Builder().build();

    private final String namespace;
    private final List<Declaration> declarations;
    private final List<ImportFact> imports;
    private final List<Mention> names;
    private final List<Mention> chains;
    private final List<Mention> members;
    private final List<Mention> literals;
    private final List<Mention> dynamic;
    private final List<String> exports;
    private final Optional<String> partial;
    private final @Nullable Supplier<FileFacts> source;
    private final boolean hasHead;
    private WeakReference<FileFacts> read = new WeakReference<>(null);

    private FileFacts(Builder builder) {
        source = null;
        hasHead = true;
        namespace = builder.namespace;
        declarations = List.copyOf(builder.declarations);
        imports = List.copyOf(builder.imports);
        names = List.copyOf(builder.names);
        chains = List.copyOf(builder.chains);
        members = List.copyOf(builder.members);
        literals = List.copyOf(builder.literals);
        dynamic = List.copyOf(builder.dynamic);
        exports = List.copyOf(builder.exports);
        partial = builder.partial;
    }

    private FileFacts(FileFacts like, boolean hasHead, Supplier<FileFacts> source) {
        this.source = source;
        this.hasHead = hasHead;
        namespace = like.namespace;
        declarations = hasHead ? like.declarations : List.of();
        imports = hasHead ? like.imports : List.of();
        names = List.of();
        chains = List.of();
        members = List.of();
        literals = List.of();
        dynamic = like.dynamic;
        exports = hasHead ? like.exports : List.of();
        partial = like.partial;
    }

    /**
     * Gives facts that take little memory: most of them are made again when they are asked for, and kept only as long as
     * nobody needs the room.
     *
     * @param like the facts
     * @param source makes equal facts, as often as it is asked; thread-safe
     * @return facts that equal {@code like}
     */
    public static FileFacts deferred(FileFacts like, Supplier<FileFacts> source) {
        FileFacts facts = new FileFacts(like.whole(), false, source);
        facts.read = new WeakReference<>(like.whole());
        return facts;
    }

    /**
     * Gives facts of which the names that the file refers to ({@link #names()}, {@link #chains()}, {@link #members()},
     * {@link #literals()}) are read when they are asked for, and kept only as long as nobody needs the room.
     *
     * @param head the facts without these names
     * @param source gives the facts with them, as often as it is asked; thread-safe
     * @return facts that equal those of {@code source}
     */
    public static FileFacts headed(FileFacts head, Supplier<FileFacts> source) {
        return new FileFacts(head, true, source);
    }

    private FileFacts head() {
        return hasHead ? this : whole();
    }

    private FileFacts whole() {
        if (source == null) {
            return this;
        }
        // Several threads may make it at once; what each gets is the same.
        FileFacts known = read.get();
        if (known == null) {
            known = source.get().whole();
            read = new WeakReference<>(known);
        }
        return known;
    }

    /**
     * Gives the facts of a file that says nothing.
     *
     * @return facts without content
     */
    public static FileFacts empty() {
        return EMPTY;
    }

    /**
     * Starts facts.
     *
     * @return a builder without content
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Gives the package or namespace that the file itself names.
     *
     * @return dotted; empty if it names none
     */
    public String namespace() {
        return namespace;
    }

    /**
     * Gives what the file declares.
     *
     * @return types, functions, their members and imported names
     */
    public List<Declaration> declarations() {
        return head().declarations;
    }

    /**
     * Gives the imports.
     *
     * @return as written, not resolved
     */
    public List<ImportFact> imports() {
        return head().imports;
    }

    /**
     * Gives the identifiers that do not follow a dot, keywords left out.
     *
     * @return each once
     */
    public List<Mention> names() {
        return whole().names;
    }

    /**
     * Gives the dotted names, such as {@code a.b.C}, which begin with one of {@link #names()}. A language may leave out
     * what its linker has no use for.
     *
     * @return each once
     */
    public List<Mention> chains() {
        return whole().chains;
    }

    /**
     * Gives the identifiers that follow a dot.
     *
     * @return each once
     */
    public List<Mention> members() {
        return whole().members;
    }

    /**
     * Gives the text literals that have the form of a dotted name.
     *
     * @return each once
     */
    public List<Mention> literals() {
        return whole().literals;
    }

    /**
     * Gives the places where code is loaded by a name that only the running program knows.
     *
     * @return the call as written, up to its argument
     */
    public List<Mention> dynamic() {
        return dynamic;
    }

    /**
     * Gives the names that an import of everything takes from here.
     *
     * @return empty if the file does not say
     */
    public List<String> exports() {
        return head().exports;
    }

    /**
     * Tells why not all of the file was understood.
     *
     * @return a clause for people; empty if all of it was
     */
    public Optional<String> partial() {
        return partial;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof FileFacts that && whole().isSame(that.whole());
    }

    private boolean isSame(FileFacts that) {
        return namespace.equals(that.namespace)
                && declarations.equals(that.declarations)
                && imports.equals(that.imports)
                && names.equals(that.names)
                && chains.equals(that.chains)
                && members.equals(that.members)
                && literals.equals(that.literals)
                && dynamic.equals(that.dynamic)
                && exports.equals(that.exports)
                && partial.equals(that.partial);
    }

    @Override
    public int hashCode() {
        FileFacts facts = whole();
        return Objects.hash(
                facts.namespace, facts.declarations, facts.imports, facts.names, facts.chains, facts.members);
    }

    @Override
    public String toString() {
        return "FileFacts[" + declarations() + ", " + imports()
                + partial.map(why -> ", " + why).orElse("") + "]";
    }

    /** Collects facts. Whoever fills it sees to it that mentions are distinct. Not safe for several threads. */
    public static final class Builder {
        private String namespace = "";
        private List<Declaration> declarations = new ArrayList<>();
        private List<ImportFact> imports = new ArrayList<>();
        private List<Mention> names = List.of();
        private List<Mention> chains = List.of();
        private List<Mention> members = List.of();
        private List<Mention> literals = List.of();
        private List<Mention> dynamic = List.of();
        private List<String> exports = List.of();
        private Optional<String> partial = Optional.empty();

        private Builder() {}

        /**
         * Sets the package or namespace.
         *
         * @param dotted its name
         * @return this builder
         */
        public Builder namespace(String dotted) {
            namespace = dotted;
            return this;
        }

        /**
         * Adds a declaration.
         *
         * @param declaration what is declared
         * @return this builder
         */
        public Builder declare(Declaration declaration) {
            declarations.add(declaration);
            return this;
        }

        /**
         * Sets the declarations.
         *
         * @param all those known so far are replaced
         * @return this builder
         */
        public Builder declarations(List<Declaration> all) {
            declarations = new ArrayList<>(all);
            return this;
        }

        /**
         * Adds an import.
         *
         * @param fact the import
         * @return this builder
         */
        public Builder importing(ImportFact fact) {
            imports.add(fact);
            return this;
        }

        /**
         * Sets the imports.
         *
         * @param all those known so far are replaced
         * @return this builder
         */
        public Builder imports(List<ImportFact> all) {
            imports = new ArrayList<>(all);
            return this;
        }

        /**
         * Sets the identifiers that do not follow a dot.
         *
         * @param all distinct
         * @return this builder
         */
        public Builder names(List<Mention> all) {
            names = all;
            return this;
        }

        /**
         * Sets the dotted names.
         *
         * @param all distinct
         * @return this builder
         */
        public Builder chains(List<Mention> all) {
            chains = all;
            return this;
        }

        /**
         * Sets the identifiers that follow a dot.
         *
         * @param all distinct
         * @return this builder
         */
        public Builder members(List<Mention> all) {
            members = all;
            return this;
        }

        /**
         * Sets the literals that have the form of a dotted name.
         *
         * @param all distinct
         * @return this builder
         */
        public Builder literals(List<Mention> all) {
            literals = all;
            return this;
        }

        /**
         * Sets the places that load code by a name known only at run time.
         *
         * @param all distinct
         * @return this builder
         */
        public Builder dynamic(List<Mention> all) {
            dynamic = all;
            return this;
        }

        /**
         * Sets the names that an import of everything takes.
         *
         * @param all the names
         * @return this builder
         */
        public Builder exports(List<String> all) {
            exports = all;
            return this;
        }

        /**
         * Says that not all of the file was understood.
         *
         * @param why a clause for people
         * @return this builder
         */
        public Builder partial(String why) {
            partial = Optional.of(why);
            return this;
        }

        /**
         * Makes the facts.
         *
         * @return the facts
         */
        public FileFacts build() {
            return new FileFacts(this);
        }
    }
}
