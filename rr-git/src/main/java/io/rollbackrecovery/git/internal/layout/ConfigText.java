package io.rollbackrecovery.git.internal.layout;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.git.internal.files.Durable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;

/**
 * A configuration file's text with its includes put in place, so that JGit's parser (which reads no file here) sees one
 * text in git's order of precedence. {@code include} lines that are not followed are dropped.
 */
final class ConfigText {
    private static final Pattern HEADER = Pattern.compile(
            "\\s*\\[\\s*([A-Za-z0-9.-]+)\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\")?\\s*\\](.*)", Pattern.DOTALL);
    private static final Pattern PATH_KEY =
            Pattern.compile("\\s*path\\s*=.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private ConfigText() {}

    /** Parses one file without following its includes; an absent file is empty. */
    static Config parse(Path file) throws IOException {
        return parse(expand(read(file), (condition, path) -> ""), file);
    }

    static Config parse(String text, Path origin) {
        try {
            Config config = new Config();
            config.fromText(text);
            return config;
        } catch (ConfigInvalidException broken) {
            throw new RrException(
                    ErrorCode.CORRUPT,
                    "cannot parse the configuration file " + origin + ": " + broken.getMessage(),
                    "Look at it with git config --file " + origin + " --list.",
                    broken);
        }
    }

    static String read(Path file) throws IOException {
        String text = new String(Durable.read(file).orElse(new byte[0]), StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /**
     * Replaces each include by what {@code include} answers.
     *
     * @param include condition (empty for a plain {@code include}) and path as written, to the included text
     */
    static String expand(String text, BiFunction<String, String, String> include) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        String header = "";
        boolean including = false;
        String condition = "";
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            Matcher matcher = HEADER.matcher(line);
            if (matcher.matches()) {
                String section = matcher.group(1).toLowerCase(Locale.ROOT);
                including = section.equals("include") && matcher.group(2) == null
                        || section.equals("includeif") && matcher.group(2) != null;
                condition = matcher.group(2) == null ? "" : matcher.group(2).replace("\\\"", "\"");
                header = line.substring(0, line.length() - matcher.group(3).length());
                out.append(header).append('\n');
                line = matcher.group(3); // JGit skips what follows a header on its line, git does not
            }
            while (endsInContinuation(line) && i + 1 < lines.length) {
                line = line + "\n" + lines[++i];
            }
            if (including && PATH_KEY.matcher(line).matches()) {
                String path = valueOf(line);
                String included = path.isEmpty() ? "" : include.apply(condition, path);
                if (!included.isEmpty()) {
                    out.append(included).append('\n').append(header).append('\n');
                }
            } else {
                out.append(line).append('\n');
            }
        }
        return out.toString();
    }

    private static boolean endsInContinuation(String line) {
        String body = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        String start = body.stripLeading();
        if (start.startsWith("#") || start.startsWith(";")) {
            return false;
        }
        int slashes = 0;
        while (slashes < body.length() && body.charAt(body.length() - 1 - slashes) == '\\') {
            slashes++;
        }
        return slashes % 2 == 1;
    }

    private static String valueOf(String line) {
        try {
            Config one = new Config();
            one.fromText("[x]\n" + line + "\n");
            String value = one.getString("x", null, "path");
            return value == null ? "" : value;
        } catch (ConfigInvalidException broken) {
            return ""; // the parser of the whole text names it
        }
    }
}
