package io.rollbackrecovery.core.plan;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.GitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.source.PathChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plans as text for people. */
final class PlanText {
    private static final int MOST_PATHS = 40;
    private static final int MOST_WIDTH = 60;
    private static final int MOST_REASONS = 3;

    private PlanText() {}

    static String describe(Plan plan) {
        return describe(plan, List.of());
    }

    static String describe(Plan plan, List<LineCount> counts) {
        StringBuilder text = new StringBuilder();
        line(text, "Plan", plan.summary());
        if (plan.isNoEffect()) {
            line(text, "", "nothing to do: the result is already there");
        }
        for (PlannedCommit commit : plan.commits()) {
            if (!commit.message().startsWith("rr: ")) {
                line(text, "commit", commit.id().abbreviated() + " " + commit.subject());
            }
        }
        for (RefMove move : plan.refMoves()) {
            if (!move.ref().value().startsWith("refs/rr/")) {
                line(
                        text,
                        "move",
                        move.ref().shortName() + "  " + name(move.from().orElse(null)) + " -> "
                                + name(move.to().orElse(null)));
            }
        }
        plan.headMove().ifPresent(move -> line(text, "HEAD", name(move.from()) + " -> " + name(move.to())));
        stake(text, "loses", plan.loses());
        stake(text, "keeps", plan.keeps());
        paths(text, plan.changes(), counts);
        reasons(text, plan.reasons());
        for (Alternative alternative : plan.alternatives()) {
            line(text, "or", alternative(alternative));
        }
        for (Conflict conflict : plan.conflicts()) {
            line(
                    text,
                    "conflict",
                    conflict.path() + " (" + conflict.kind().word() + ")"
                            + (conflict.blockedBy().isEmpty()
                                    ? ""
                                    : ", changed later by " + ids(conflict.blockedBy())));
        }
        for (Warning warning : plan.warnings()) {
            line(text, "note", warning.message());
        }
        return text.toString();
    }

    private static void reasons(StringBuilder text, List<Reason> reasons) {
        Map<CommitId, List<Reason>> byCommit = new LinkedHashMap<>();
        for (Reason reason : reasons) {
            byCommit.computeIfAbsent(reason.commit(), absent -> new ArrayList<>())
                    .add(reason);
        }
        for (List<Reason> same : byCommit.values()) {
            same.stream().limit(MOST_REASONS).forEach(reason -> line(text, "because", reason(reason)));
            if (same.size() > MOST_REASONS) {
                line(text, "", "and " + count(same.size() - MOST_REASONS, "reason") + " more for it");
            }
        }
    }

    private static String reason(Reason reason) {
        String commit = reason.commit().abbreviated();
        String earlier = reason.because().abbreviated();
        String path = reason.path().map(RepoPath::toString).orElse("a path");
        Optional<LineRange> lines = reason.lines();
        return switch (reason.kind()) {
            case LINES ->
                commit + " changed " + lines.map(PlanText::lines).orElse("lines") + " of " + path + ", which " + earlier
                        + " wrote";
            case BESIDE ->
                commit + " changed " + path + " right beside "
                        + lines.filter(range -> range.last() >= range.first())
                                .map(range -> lines(range) + ", which " + earlier + " wrote")
                                .orElse("where " + earlier + " took lines away");
            case PATH -> commit + " changed what " + earlier + " did with the path " + path;
            case REFERENCE -> commit + " refers to what " + earlier + " declares: " + path;
            case CONFLICT ->
                "without " + commit + ", " + earlier + " conflicts at " + path
                        + lines.map(range -> ", " + lines(range)).orElse("");
        };
    }

    private static String alternative(Alternative alternative) {
        return switch (alternative.kind()) {
            case OTHER_COMMITS -> "take back instead " + ids(alternative.reverted());
            case ONE_MERGE ->
                "take " + ids(alternative.reverted()) + " back in one merge, from the newest's files to "
                        + "those before the oldest: clean, in tree "
                        + alternative.tree().abbreviated();
        };
    }

    private static String lines(LineRange lines) {
        return (lines.first() == lines.last() ? "line " : "lines ") + lines;
    }

    private static void paths(StringBuilder text, List<PathChange> changes, List<LineCount> counts) {
        Map<RepoPath, LineCount> byPath = new HashMap<>();
        counts.forEach(count -> byPath.put(count.path(), count));
        List<PathChange> shown = changes.subList(0, Math.min(MOST_PATHS, changes.size()));
        int width = 0;
        for (PathChange change : shown) {
            width = Math.max(width, Math.min(MOST_WIDTH, path(change).length()));
        }
        for (PathChange change : shown) {
            LineCount count = byPath.get(change.path());
            String path = path(change);
            line(
                    text,
                    change.kind().word(),
                    count == null ? path : path + " ".repeat(Math.max(0, width - path.length()) + 2) + lines(count));
        }
        if (changes.size() > MOST_PATHS) {
            line(text, "", "and " + (changes.size() - MOST_PATHS) + " more paths");
        }
        if (!counts.isEmpty()) {
            long added = counts.stream().mapToLong(LineCount::added).sum();
            long removed = counts.stream().mapToLong(LineCount::removed).sum();
            String of = counts.size() < changes.size() ? " in the first " + counts.size() + " of them" : "";
            line(text, "", count(changes.size(), "path") + ", +" + added + " -" + removed + of);
        }
    }

    private static String path(PathChange change) {
        return change.from().map(from -> from + " -> ").orElse("") + change.path();
    }

    private static String lines(LineCount count) {
        return count.counted() ? "+" + count.added() + " -" + count.removed() : "(lines not counted)";
    }

    private static void stake(StringBuilder text, String label, Stake stake) {
        if (!stake.equals(Stake.none())) {
            line(
                    text,
                    label,
                    count(stake.commits().size(), "commit") + ", "
                            + count(stake.paths().size(), "path")
                            + (stake.lines() > 0 ? ", " + count(stake.lines(), "line") : ""));
        }
    }

    private static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    private static String ids(List<CommitId> ids) {
        return ids.stream().map(GitId::abbreviated).collect(Collectors.joining(", "));
    }

    private static String name(@Nullable GitId id) {
        return id == null ? "(none)" : id.abbreviated();
    }

    private static String name(Head head) {
        if (head instanceof Head.OnBranch on) {
            return on.branch().shortName();
        }
        return "detached at " + ((Head.Detached) head).commit().abbreviated();
    }

    private static void line(StringBuilder text, String label, String value) {
        text.append(String.format(Locale.ROOT, "%-9s %s\n", label, value));
    }
}
