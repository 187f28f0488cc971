package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CheckpointName;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.OperationId;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.SessionId;
import io.rollbackrecovery.examples.cli.output.Failure;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the words of the command line as values; what cannot be read ends the call with exit code 2. */
final class Words {
    private static final Pattern AGE = Pattern.compile("(\\d{1,6})([smhdw])");
    private static final Pattern ESCAPED = Pattern.compile("(?:[^%]|%[0-9A-F]{2})*");
    private static final String TAG = "checkpoint/";

    private Words() {}

    static CheckpointName checkpoint(String word) {
        String name = word.startsWith("refs/tags/") ? word.substring("refs/tags/".length()) : word;
        return value(name.startsWith(TAG) ? name.substring(TAG.length()) : name, CheckpointName::new);
    }

    static SessionId session(String word) {
        return value(word, SessionId::new);
    }

    static OperationId operation(String word) {
        return value(word, OperationId::new);
    }

    static RefName branch(String word) {
        return value(word, name -> name.startsWith("refs/heads/") ? new RefName(name) : RefName.branch(name));
    }

    static List<RepoPath> paths(List<String> words) {
        return words.stream().map(Words::path).toList();
    }

    /** Reads a path as the documents write it: {@code %XX} counts only where the bytes are not UTF-8. */
    static RepoPath path(String word) {
        String clean = word.replaceFirst("^(?:\\./+)+", "").replaceFirst("/+$", "");
        if (clean.indexOf('%') >= 0 && ESCAPED.matcher(clean).matches()) {
            RepoPath raw = value(unescape(clean), RepoPath::ofBytes);
            if (!raw.isUtf8()) {
                return raw;
            }
        }
        return value(clean, RepoPath::of);
    }

    private static byte[] unescape(String word) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) == '%') {
                bytes.write(Integer.parseInt(word, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.writeBytes(word.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    static Duration age(String word) {
        Matcher matcher = AGE.matcher(word);
        if (!matcher.matches()) {
            throw Failure.usage("'" + word + "' is no age", "Write a number and s, m, h, d or w: 30d.");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofDays(7 * number);
        };
    }

    static <E extends Enum<E>> E word(Class<E> type, String option, String word) {
        List<String> known = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (name.equals(word)) {
                return constant;
            }
            known.add(name);
        }
        throw Failure.usage(
                "'" + word + "' is no value of " + option, "It is one of " + String.join(", ", known) + ".");
    }

    /** Gives the commits of revisions and ranges, without repetition, in the order given. */
    static List<CommitId> commits(Call call, List<String> words) {
        Set<CommitId> commits = new LinkedHashSet<>();
        for (String word : words) {
            commits.addAll(commits(call, word));
        }
        return List.copyOf(commits);
    }

    /** Gives the one commit of a revision, or the commits of a range {@code A..B}, newest first. */
    static List<CommitId> commits(Call call, String word) {
        int dots = word.indexOf("..");
        if (dots < 0) {
            return List.of(commit(call, word));
        }
        if (word.startsWith("...", dots)) {
            throw Failure.usage(
                    "'" + word + "' is a symmetric difference",
                    "Write A..B for the commits of B that A does not have.");
        }
        CommitId from = commit(call, orHead(word.substring(0, dots)));
        CommitId to = commit(call, orHead(word.substring(dots + 2)));
        return call.rr().repository().commits().range(List.of(from), to);
    }

    private static String orHead(String side) {
        return side.isEmpty() ? "HEAD" : side;
    }

    static CommitId commit(Call call, String word) {
        if ((word.equals("HEAD") || word.equals("@"))
                && call.rr().repository().headCommit().isEmpty()) {
            throw new RrException(
                    ErrorCode.UNBORN_BRANCH, "HEAD is on a branch that has no commit yet", "Make a first commit.");
        }
        return call.rr().repository().require(word);
    }

    private static <S, T> T value(S word, Function<S, T> reader) {
        try {
            return reader.apply(word);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(String.valueOf(e.getMessage()), "");
        }
    }
}
