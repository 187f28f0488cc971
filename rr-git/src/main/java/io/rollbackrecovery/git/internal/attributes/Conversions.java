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
        Optional<String> refusal = refusal(path);
        if (refusal.isPresent()) {
            return Conversion.refused(refusal.get());
        }
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

    private Optional<String> refusal(RepoPath path) {
        Optional<Attribute> filter =
                attributes.find(path, "filter").filter(found -> found.getState() == Attribute.State.CUSTOM);
        if (filter.isPresent()) {
            String name = filter.get().getValue();
            if (config.trust() == Trust.UNTRUSTED) {
                return Optional.of("it has the filter '" + name + "', and programs are not trusted here");
            }
            if (config.values().getNames("filter", name).stream()
                    .anyMatch(key -> key.equals("smudge") || key.equals("clean") || key.equals("process"))) {
                return Optional.of("it has the filter '" + name + "', and RR does not run filters");
            }
        }
        if (attributes
                .find(path, "ident")
                .filter(found -> found.getState() == Attribute.State.SET)
                .isPresent()) {
            return Optional.of("it has the attribute 'ident', which RR does not expand");
        }
        return attributes
                .find(path, "working-tree-encoding")
                .filter(found -> found.getState() == Attribute.State.CUSTOM)
                .map(found -> "it is kept in the encoding " + found.getValue() + ", into which RR does not convert");
    }
}
