package io.rollbackrecovery.git.internal.refs;

import io.rollbackrecovery.git.internal.files.Durable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.CheckoutEntry;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.ReflogEntry;
import org.eclipse.jgit.lib.ReflogReader;
import org.eclipse.jgit.util.RawParseUtils;
import org.jspecify.annotations.Nullable;

/** Reads a reflog, newest entry first; a line that is none of git's is passed over. */
final class QuietReflogReader implements ReflogReader {
    private static final Pattern LINE =
            Pattern.compile("([0-9a-f]{40}) ([0-9a-f]{40}) ([^\\t]*)(?:\\t(.*))?", Pattern.DOTALL);
    private static final Pattern CHECKOUT = Pattern.compile("checkout: moving from (\\S+) to (\\S+).*", Pattern.DOTALL);

    private final Path file;

    QuietReflogReader(Path file) {
        this.file = file;
    }

    private record Entry(ObjectId oldId, ObjectId newId, PersonIdent who, String comment) implements ReflogEntry {
        @Override
        public ObjectId getOldId() {
            return oldId;
        }

        @Override
        public ObjectId getNewId() {
            return newId;
        }

        @Override
        public PersonIdent getWho() {
            return who;
        }

        @Override
        public String getComment() {
            return comment;
        }

        @Override
        public @Nullable CheckoutEntry parseCheckout() {
            Matcher matcher = CHECKOUT.matcher(comment);
            return matcher.matches() ? new Checkout(matcher.group(1), matcher.group(2)) : null;
        }
    }

    private record Checkout(String from, String to) implements CheckoutEntry {
        @Override
        public String getFromBranch() {
            return from;
        }

        @Override
        public String getToBranch() {
            return to;
        }
    }

    @Override
    public @Nullable ReflogEntry getLastEntry() throws IOException {
        return getReverseEntry(0);
    }

    @Override
    public List<ReflogEntry> getReverseEntries() throws IOException {
        return getReverseEntries(Integer.MAX_VALUE);
    }

    @Override
    public @Nullable ReflogEntry getReverseEntry(int number) throws IOException {
        if (number < 0) {
            throw new IllegalArgumentException("no entry has the number " + number);
        }
        List<ReflogEntry> entries = getReverseEntries(number + 1);
        return entries.size() > number ? entries.get(number) : null;
    }

    @Override
    public List<ReflogEntry> getReverseEntries(int max) throws IOException {
        List<ReflogEntry> entries = new ArrayList<>();
        byte[] log = Files.isRegularFile(file) ? Durable.read(file).orElse(new byte[0]) : new byte[0];
        int end = log.length;
        while (end > 0 && entries.size() < max) {
            int lineEnd = log[end - 1] == '\n' ? end - 1 : end;
            int start = lineEnd;
            while (start > 0 && log[start - 1] != '\n') {
                start--;
            }
            parse(new String(log, start, lineEnd - start, StandardCharsets.UTF_8))
                    .ifPresent(entries::add);
            end = start;
        }
        return entries;
    }

    private static Optional<Entry> parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String who = matcher.group(3);
        String comment = matcher.group(4);
        return Optional.of(new Entry(
                ObjectId.fromString(matcher.group(1)),
                ObjectId.fromString(matcher.group(2)),
                RawParseUtils.parsePersonIdent(who),
                comment == null ? "" : comment));
    }
}
