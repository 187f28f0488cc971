package io.rollbackrecovery.git.internal.attributes;

import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.git.env.Trust;
import io.rollbackrecovery.git.internal.layout.RepositoryConfig;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.attributes.Attribute;

/** Which conversion each path of a tree has. Not thread-safe. */
public final class Conversions {
    private final TreeAttributes attributes;
    private final RepositoryConfig config;

    /** Decides by the attributes of a tree and a repository's configuration. */
    public Conversions(TreeAttributes attributes, RepositoryConfig config) {
        this.attributes = attributes;
        this.config = config;
    }

    /** Decides what git would do with a path. */
    public Conversion of(RepoPath path) {
        Optional<String> filter = attributes
                .find(path, "filter")
                .filter(found -> found.getState() == Attribute.State.CUSTOM)
                .map(Attribute::getValue);
        if (filter.isPresent() && config.trust() == Trust.UNTRUSTED) {
            return Conversion.refused("it has the filter '" + filter.get() + "', and programs are not trusted here");
        }
        boolean ident = attributes
                .find(path, "ident")
                .filter(found -> found.getState() == Attribute.State.SET)
                .isPresent();
        Optional<String> encoding = attributes
                .find(path, "working-tree-encoding")
                .filter(found -> found.getState() == Attribute.State.CUSTOM)
                .map(Attribute::getValue)
                .filter(name -> !name.isEmpty() && !WorkTreeEncoding.isUtf8(name));
        Optional<WorkTreeEncoding> known = encoding.flatMap(WorkTreeEncoding::of);
        if (encoding.isPresent() && known.isEmpty()) {
            return Conversion.refused(
                    "it is kept in the encoding " + encoding.get() + ", into which RR does not convert");
        }
        return lineEnds(path).with(ident, known, filter.flatMap(name -> FilterDriver.of(name, config)));
    }

    private Conversion lineEnds(RepoPath path) {
        Optional<Attribute> text = attributes.find(path, "text").or(() -> attributes.find(path, "crlf"));
        Optional<String> eol = attributes
                .find(path, "eol")
                .map(Attribute::getValue)
                .or(() -> text.filter(attribute -> "input".equals(attribute.getValue()))
                        .map(attribute -> "lf"));
        String autocrlf = config.text("core", "autocrlf").orElse("false").toLowerCase(Locale.ROOT);
        if (text.isPresent() && text.get().getState() == Attribute.State.UNSET) {
            return Conversion.identity();
        }
        if (text.isPresent() && "auto".equals(text.get().getValue())) {
            return Conversion.auto(crlf(eol, autocrlf));
        }
        if (text.isPresent() || eol.isPresent()) {
            return Conversion.text(crlf(eol, autocrlf));
        }
        return switch (autocrlf) {
            case "true", "yes", "on", "1" -> Conversion.auto(true);
            case "input" -> Conversion.auto(false);
            default -> Conversion.identity();
        };
    }

    private boolean crlf(Optional<String> eol, String autocrlf) {
        if (eol.isPresent()) {
            return eol.get().equalsIgnoreCase("crlf");
        }
        return switch (autocrlf) {
            case "true", "yes", "on", "1" -> true;
            case "input" -> false;
            default ->
                config.text("core", "eol")
                        .map(value -> value.equalsIgnoreCase("crlf"))
                        .orElseGet(() -> System.lineSeparator().equals("\r\n"));
        };
    }
}
