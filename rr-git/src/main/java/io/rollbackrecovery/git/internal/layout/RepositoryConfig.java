package io.rollbackrecovery.git.internal.layout;

import io.rollbackrecovery.git.env.GitEnvironment;
import io.rollbackrecovery.git.env.Identity;
import io.rollbackrecovery.git.env.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.PersonIdent;
import org.jspecify.annotations.Nullable;

/**
 * A repository's configuration as git would see it in an environment: system, user, repository, work tree, and the
 * variables of {@code git -c}, later ones first in force. Includes are followed for a trusted repository only, except
 * those of the user's and the system's own files. Immutable; a changed file is seen by loading again. Loading reads
 * only, and runs nothing.
 */
public final class RepositoryConfig {
    private static final int DEEPEST_INCLUDE = 10;

    private final Config merged;
    private final Config local;
    private final Trust trust;
    private final GitEnvironment environment;

    private RepositoryConfig(Config merged, Config local, Trust trust, GitEnvironment environment) {
        this.merged = merged;
        this.local = local;
        this.trust = trust;
        this.environment = environment;
    }

    /**
     * Loads the configuration of a repository.
     *
     * @throws io.rollbackrecovery.core.error.RrException {@code CORRUPT} if a file does not parse
     * @throws IOException if a file cannot be read
     */
    public static RepositoryConfig load(GitLayout layout, GitEnvironment environment) throws IOException {
        Trust trust = environment.trustFor(layout.gitDir(), layout.workTree());
        List<String> texts = new ArrayList<>();
        Optional<Path> system = environment.systemConfig();
        if (system.isPresent()) {
            texts.add(text(system.get(), layout, environment, true, 0));
        }
        for (Path file : environment.globalConfigs()) {
            texts.add(ofUser(file, layout, environment));
        }
        Path file = layout.commonDir().resolve("config");
        boolean follow = trust == Trust.TRUSTED;
        String localText = text(file, layout, environment, follow, 0);
        Config local = ConfigText.parse(localText, file);
        if (local.getBoolean("extensions", null, "worktreeConfig", false)) {
            Path own = layout.gitDir().resolve("config.worktree");
            localText = localText + "\n" + text(own, layout, environment, follow, 0);
            local = ConfigText.parse(localText, own);
        }
        texts.add(localText);
        Config merged = ConfigText.parse(String.join("\n", texts), file);
        fromVariables(environment, merged);
        return new RepositoryConfig(merged, local, trust, environment);
    }

    /** As git: a file of the user's that must not be read, as under sudo or in a sandbox, is as if it were not there. */
    private static String ofUser(Path file, GitLayout layout, GitEnvironment environment) throws IOException {
        try {
            return text(file, layout, environment, true, 0);
        } catch (AccessDeniedException denied) {
            if (file.toString().equals(denied.getFile())) {
                return "";
            }
            throw denied;
        }
    }

    private static String text(Path file, GitLayout layout, GitEnvironment environment, boolean follow, int depth)
            throws IOException {
        if (Files.isDirectory(file)) {
            return "";
        }
        String text = ConfigText.read(file);
        try {
            return ConfigText.expand(text, (condition, path) -> {
                if (!follow || depth >= DEEPEST_INCLUDE || !holds(condition, layout, environment, file)) {
                    return "";
                }
                try {
                    return text(resolve(path, file, environment), layout, environment, true, depth + 1);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private static Path resolve(String path, Path from, GitEnvironment environment) {
        if (path.startsWith("~/") && environment.home().isPresent()) {
            return environment.home().get().resolve(path.substring(2));
        }
        return from.resolveSibling(path);
    }

    /** The conditions of {@code includeIf} that depend on the repository's place; the others hold never. */
    private static boolean holds(String condition, GitLayout layout, GitEnvironment environment, Path from) {
        if (condition.isEmpty()) {
            return true;
        }
        boolean ignoreCase = condition.startsWith("gitdir/i:");
        if (!ignoreCase && !condition.startsWith("gitdir:")) {
            return false;
        }
        String pattern = condition.substring(condition.indexOf(':') + 1);
        if (pattern.startsWith("~/") && environment.home().isPresent()) {
            pattern = environment.home().get() + pattern.substring(1);
        } else if (pattern.startsWith("./")) {
            pattern = from.toAbsolutePath().getParent() + pattern.substring(1);
        } else if (!pattern.startsWith("/")
                && !Path.of(pattern.replaceAll("[*?]", "x")).isAbsolute()) {
            pattern = "**/" + pattern;
        }
        if (pattern.endsWith("/")) {
            pattern = pattern + "**";
        }
        int flags = ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
        String place = layout.gitDir().toString().replace('\\', '/');
        return Pattern.compile(globToRegex(pattern), flags).matcher(place).matches();
    }

    private static String globToRegex(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            if (glob.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (glob.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (glob.charAt(i) == '*') {
                regex.append("[^/]*");
            } else if (glob.charAt(i) == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(glob.substring(i, i + 1)));
            }
        }
        return regex.toString();
    }

    private static void fromVariables(GitEnvironment environment, Config config) {
        int count = environment
                .variable("GIT_CONFIG_COUNT")
                .filter(text -> text.matches("\\d{1,6}"))
                .map(Integer::parseInt)
                .orElse(0);
        for (int i = 0; i < count; i++) {
            String key = environment.variable("GIT_CONFIG_KEY_" + i).orElse("");
            String value = environment.variable("GIT_CONFIG_VALUE_" + i).orElse("");
            int first = key.indexOf('.');
            int last = key.lastIndexOf('.');
            if (first > 0) {
                @Nullable String subsection = first == last ? null : key.substring(first + 1, last);
                config.setString(key.substring(0, first), subsection, key.substring(last + 1), value);
            }
        }
    }

    /** Answers all values in force. Callers do not change it. */
    public Config values() {
        return merged;
    }

    /** Answers the repository's own values only, work tree included. Callers do not change it. */
    public Config localValues() {
        return local;
    }

    /** Answers whether programs that this configuration names may run. */
    public Trust trust() {
        return trust;
    }

    /** Answers a text value. */
    public Optional<String> text(String section, String name) {
        return Optional.ofNullable(merged.getString(section, null, name));
    }

    /** Answers a yes-or-no value. */
    public boolean flag(String section, String name, boolean otherwise) {
        return merged.getBoolean(section, null, name, otherwise);
    }

    /**
     * Answers who new commits are by, and when: the environment, else {@code author.*} or {@code user.*}, else RR.
     * No machine's user or host name is guessed.
     */
    public PersonIdent author() {
        return ident("author", environment.author(), environment.authorTime());
    }

    /** Answers who writes new commits, and when: as {@link #author()}, for {@code committer.*}. */
    public PersonIdent committer() {
        return ident("committer", environment.committer(), environment.committerTime());
    }

    /** Answers whether environment or configuration name the author, so that RR's own identity is not needed. */
    public boolean knowsAuthor() {
        return environment.author().isPresent() || configured("author").isPresent();
    }

    private PersonIdent ident(String who, Optional<Identity> prescribed, OffsetDateTime time) {
        Identity identity = prescribed.or(() -> configured(who)).orElse(GitEnvironment.INTERNAL_IDENTITY);
        return new PersonIdent(identity.name(), identity.email(), time.toInstant(), time.getOffset());
    }

    private Optional<Identity> configured(String who) {
        String name = text(who, "name").or(() -> text("user", "name")).orElse("");
        String email = text(who, "email").or(() -> text("user", "email")).orElse("");
        return name.replaceAll("[<>\\n\\r\\x00]", "").isBlank()
                ? Optional.empty()
                : Optional.of(new Identity(name, email));
    }
}
