package io.rollbackrecovery.git.internal.refs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.ReflogEntry;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.RefSpec;
import org.jspecify.annotations.Nullable;

/**
 * The parts of gitrevisions(7) that JGit reads otherwise than git: {@code HEAD@{2}} (JGit takes HEAD's branch for HEAD
 * and misses what was checked out in between), {@code main@{u}} (JGit knows one spelling and one remote) and
 * {@code @} alone.
 */
final class Revisions {
    private static final Pattern LOG = Pattern.compile("([^@^~:]*)@\\{(\\d{1,9})\\}(.*)", Pattern.DOTALL);
    private static final Pattern UPSTREAM =
            Pattern.compile("([^@^~:]*)@\\{(?:u|upstream)\\}(.*)", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private static final List<String> SEARCH_PATH =
            List.of("", "refs/", Constants.R_TAGS, Constants.R_HEADS, Constants.R_REMOTES);

    private final RefStore refs;
    private final Config config;

    Revisions(RefStore refs, Config config) {
        this.refs = refs;
        this.config = config;
    }

    /** Answers a revision that means the same and that JGit reads as git does; empty if it names nothing. */
    Optional<String> rewrite(String revision) throws IOException {
        if (revision.equals("@")
                || revision.length() > 1 && revision.charAt(0) == '@' && "^~:".indexOf(revision.charAt(1)) >= 0) {
            return Optional.of(Constants.HEAD + revision.substring(1));
        }
        Matcher logged = LOG.matcher(revision);
        if (logged.matches()) {
            return entryOf(logged.group(1), Integer.parseInt(logged.group(2))).map(id -> id.name() + logged.group(3));
        }
        Matcher upstream = UPSTREAM.matcher(revision);
        if (upstream.matches()) {
            return upstreamOf(upstream.group(1)).map(name -> name + upstream.group(2));
        }
        return Optional.of(revision);
    }

    private Optional<ObjectId> entryOf(String name, int number) throws IOException {
        Optional<String> logged =
                name.isEmpty() ? refs.find(Constants.HEAD).map(Ref::getLeaf).map(Ref::getName) : fullName(name);
        if (logged.isEmpty()) {
            return Optional.empty();
        }
        List<ReflogEntry> entries =
                new QuietReflogReader(Reflog.fileOf(refs.layout(), logged.get())).getReverseEntries(number + 1);
        if (entries.size() > number) {
            return Optional.of(entries.get(number).getNewId());
        }
        // the oldest entry also says what was before it; without any log, now is all there is
        if (!entries.isEmpty() && entries.size() == number) {
            return Optional.of(entries.get(number - 1).getOldId()).filter(id -> !id.equals(ObjectId.zeroId()));
        }
        return number == 0 ? refs.idOf(logged.get()) : Optional.empty();
    }

    private Optional<String> fullName(String name) throws IOException {
        for (String prefix : SEARCH_PATH) {
            if (refs.find(prefix + name).isPresent()) {
                return Optional.of(prefix + name);
            }
        }
        return Optional.empty();
    }

    private Optional<String> upstreamOf(String branch) throws IOException {
        String full = branch.isEmpty() || branch.equals(Constants.HEAD)
                ? refs.find(Constants.HEAD).map(Ref::getLeaf).map(Ref::getName).orElse("")
                : branch.startsWith(Constants.R_HEADS) ? branch : Constants.R_HEADS + branch;
        String name = Repository.shortenRefName(full);
        @Nullable String remote = config.getString("branch", name, "remote");
        @Nullable String merge = config.getString("branch", name, "merge");
        if (remote == null || merge == null) {
            return Optional.empty();
        }
        if (remote.equals(".")) {
            return Optional.of(merge);
        }
        for (String text : config.getStringList("remote", remote, "fetch")) {
            if (text.startsWith("^")) {
                continue; // a negative one maps nothing
            }
            RefSpec spec = new RefSpec(text);
            if (spec.matchSource(merge)) {
                String target =
                        spec.isWildcard() ? spec.expandFromSource(merge).getDestination() : spec.getDestination();
                return Optional.ofNullable(target);
            }
        }
        return Optional.empty();
    }
}
