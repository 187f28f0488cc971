package io.rollbackrecovery.core.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One trailer of a commit message, such as {@code Co-authored-by: Name <address>}.
 *
 * @param key the key, as written; git compares keys without regard to case
 * @param value the value, folded lines joined by a space
 */
public record Trailer(String key, String value) {
    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9-]+)\\s*:\\s?(.*)");
    // The lines that git itself writes at the end of a message; they do not spoil a trailer block.
    private static final Pattern GIT_GENERATED = Pattern.compile("Signed-off-by: .*|\\(cherry picked from commit .*");

    /**
     * Reads the trailers of a message by the rules of git-interpret-trailers(1): the last paragraph, if it is not the
     * subject, and if all its lines are trailers, or if it has a line that git writes and at least a quarter of its
     * lines are trailers.
     *
     * @param message a whole commit message
     * @return the trailers in order; empty if there are none
     */
    public static List<Trailer> parse(String message) {
        List<String> lines = Arrays.asList(message.stripTrailing().split("\r?\n", -1));
        int start = lines.size();
        while (start > 0 && !lines.get(start - 1).isBlank()) {
            start--;
        }
        // A message of one paragraph has a subject and no trailers.
        if (start == 0 || lines.subList(0, start).stream().allMatch(String::isBlank)) {
            return List.of();
        }
        List<Trailer> trailers = new ArrayList<>();
        int other = 0;
        boolean generated = false;
        for (String line : lines.subList(start, lines.size())) {
            Matcher matcher = LINE.matcher(line);
            generated |= GIT_GENERATED.matcher(line).matches();
            if (!trailers.isEmpty() && (line.startsWith(" ") || line.startsWith("\t"))) {
                Trailer last = trailers.remove(trailers.size() - 1);
                trailers.add(new Trailer(last.key(), (last.value() + " " + line.strip()).strip()));
            } else if (matcher.matches()) {
                trailers.add(new Trailer(matcher.group(1), matcher.group(2).strip()));
            } else if (!GIT_GENERATED.matcher(line).matches()) {
                other++;
            }
        }
        boolean isBlock = other == 0 || (generated && trailers.size() * 3 >= other);
        return isBlock ? List.copyOf(trailers) : List.of();
    }

    /**
     * Compares keys as git does.
     *
     * @param wanted a key
     * @return true if this trailer has that key, without regard to case
     */
    public boolean hasKey(String wanted) {
        return key.equalsIgnoreCase(wanted);
    }
}
