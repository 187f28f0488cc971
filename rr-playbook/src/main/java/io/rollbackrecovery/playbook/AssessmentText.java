package io.rollbackrecovery.playbook;

import io.rollbackrecovery.analysis.BlastRadius;
import io.rollbackrecovery.analysis.BrokenReference;
import io.rollbackrecovery.analysis.Cause;
import io.rollbackrecovery.analysis.Certainty;
import io.rollbackrecovery.analysis.Dependent;
import io.rollbackrecovery.analysis.risk.Risk;
import io.rollbackrecovery.analysis.risk.RiskLevel;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.plan.Conflict;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.Stake;
import io.rollbackrecovery.core.plan.Warning;
import io.rollbackrecovery.core.reference.DanglingReference;
import io.rollbackrecovery.core.session.AttributedCommit;
import io.rollbackrecovery.core.session.Attribution;
import io.rollbackrecovery.core.session.Session;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Assessments as text for people. */
final class AssessmentText {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int MOST = 5;
    private static final int WIDTH = 60;

    private final Assessment assessment;
    private final StringBuilder text = new StringBuilder();

    private AssessmentText(Assessment assessment) {
        this.assessment = assessment;
    }

    static String describe(Assessment assessment) {
        return new AssessmentText(assessment).whole();
    }

    private String whole() {
        sessions();
        target();
        assessment.blast().ifPresentOrElse(this::blast, () -> line("Depend", "not computed"));
        plans();
        line("Verified", assessment.lastVerified().map(id -> id.abbreviated()).orElse("not computed"));
        assessment.risks().ifPresentOrElse(this::risks, () -> line("Risks", "not computed"));
        for (Warning warning : assessment.warnings()) {
            line("Note", warning.message());
        }
        return text.toString();
    }

    private void sessions() {
        List<Session> sessions = assessment.sessions();
        if (sessions.isEmpty()) {
            line("Sessions", "none was recorded, and no commit shows an agent's hand");
            return;
        }
        String label = "Sessions";
        for (Session session : sessions.subList(0, Math.min(MOST, sessions.size()))) {
            String inferred = session.inferred() ? ", inferred from history" : "";
            line(label, session.id() + "  " + session.state().word() + inferred);
            label = "";
        }
        more(sessions.size() - MOST, "session");
    }

    private void target() {
        Target target = assessment.target();
        List<AttributedCommit> commits = assessment.commits();
        switch (target.kind()) {
            case SESSION -> line("About", "session " + target.name());
            case COMMIT -> line("About", "commit " + target.name());
            case RANGE -> line("About", "range " + target.name());
            case NOTHING -> line("About", "nothing: there is no commit yet");
        }
        if (commits.isEmpty()) {
            return;
        }
        Map<Attribution, Integer> counts = new EnumMap<>(Attribution.class);
        commits.forEach(commit -> counts.merge(commit.attribution(), 1, Integer::sum));
        Instant first = commits.get(commits.size() - 1).commit().committer().time();
        Instant last = commits.get(0).commit().committer().time();
        String who = counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().word())
                .collect(Collectors.joining(", "));
        line("Commits", who + "; " + MINUTE.format(first) + " to " + MINUTE.format(last) + " UTC");
        for (AttributedCommit commit : commits.subList(0, Math.min(MOST, commits.size()))) {
            line(
                    "",
                    String.format(
                            Locale.ROOT,
                            "%s  %-10s %s",
                            commit.commit().id().abbreviated(),
                            commit.attribution().word(),
                            cut(commit.commit().subject())));
        }
        more(commits.size() - MOST, "commit");
    }

    private void blast(BlastRadius blast) {
        paths("Changed", blast.changed().stream().map(file -> file.path()).toList());
        List<Dependent> others = blast.dependents().stream()
                .filter(dependent -> !dependent.changedToo())
                .toList();
        boolean isBound = blast.certainty() == Certainty.LOWER_BOUND;
        line("Depend", found(others.size(), "other file", isBound) + (others.isEmpty() ? "" : ", the nearest first"));
        for (Dependent dependent : others.subList(0, Math.min(MOST, others.size()))) {
            line("", dependent.path() + "  " + via(dependent));
        }
        more(others.size() - MOST, "file");
        List<BrokenReference> broken = blast.willBreak();
        line("Break", found(broken.size(), "reference", true) + (broken.isEmpty() ? "" : " would dangle"));
        for (BrokenReference reference : broken.subList(0, Math.min(MOST, broken.size()))) {
            line("", reference.path() + ":" + reference.line() + "  " + cut(reference.symbol()));
        }
        more(broken.size() - MOST, "reference");
        String label = "Unsure";
        for (Cause cause : blast.causes()) {
            line(label, cut(cause.message(), 2 * WIDTH));
            label = "";
        }
    }

    /** What was found, never more certain than the search was. */
    private static String found(int number, String thing, boolean isBound) {
        if (number == 0) {
            return isBound ? "none was found, but there may be some" : "none";
        }
        return (isBound ? "at least " : "") + count(number, thing);
    }

    private static String via(Dependent dependent) {
        String last = dependent.via().get(dependent.via().size() - 1).to().name();
        return dependent.distance() == 1
                ? "uses " + last
                : "reaches " + last + " in " + dependent.distance() + " steps";
    }

    private void paths(String label, List<RepoPath> paths) {
        line(label, count(paths.size(), "file"));
        for (RepoPath path : paths.subList(0, Math.min(MOST, paths.size()))) {
            line("", path.toString());
        }
        more(paths.size() - MOST, "file");
    }

    private void plans() {
        if (assessment.plans().isEmpty()) {
            line("Undo", "nothing is planned");
            return;
        }
        String label = "Undo";
        for (StrategyPlan way : assessment.plans()) {
            line(label, String.format(Locale.ROOT, "%-14s %s", way.strategy().word(), outcome(way.plan())));
            label = "";
            List<Conflict> conflicts = way.plan().conflicts();
            for (Conflict conflict : conflicts.subList(0, Math.min(MOST, conflicts.size()))) {
                line("", "               conflict in " + conflict.path() + later(conflict));
            }
            List<DanglingReference> broken = way.willBreak().orElse(List.of());
            for (DanglingReference reference : broken.subList(0, Math.min(MOST, broken.size()))) {
                String place = reference.path() + ":" + reference.line();
                line("", "               will break " + place + "  " + cut(reference.symbol()));
            }
        }
    }

    /** The most urgent in full, of the rest how many. */
    private void risks(List<Risk> risks) {
        List<Risk> shown = risks.stream()
                .filter(risk -> risk.level() != RiskLevel.NOTE)
                .limit(2 * MOST)
                .toList();
        if (risks.isEmpty()) {
            line("Risks", "none was found, but there may be some");
            return;
        }
        Map<RiskLevel, Integer> counts = new TreeMap<>(Comparator.reverseOrder());
        risks.forEach(risk -> counts.merge(risk.level(), 1, Integer::sum));
        line(
                "Risks",
                counts.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey().word())
                        .collect(Collectors.joining(", ")));
        for (Risk risk : shown) {
            String place = risk.path() + (risk.line() == 0 ? "" : ":" + risk.line());
            line("", risk.level().word() + "  " + place + "  " + risk.rule());
            line("", "      " + cut(risk.what(), 2 * WIDTH));
            change("- ", risk.before());
            change("+ ", risk.after());
            if (!risk.entryPoints().isEmpty()) {
                line(
                        "",
                        "      reached from " + risk.entryPoints().get(0)
                                + (risk.entryPoints().size() == 1 ? "" : " and others"));
            }
        }
        more(risks.size() - shown.size(), "risk");
    }

    private void change(String sign, String code) {
        if (!code.isEmpty()) {
            line("", "      " + sign + cut(code, 2 * WIDTH));
        }
    }

    private static String later(Conflict conflict) {
        int later = conflict.blockedBy().size();
        return later == 0 ? "" : ", changed later by " + count(later, "commit");
    }

    private static String outcome(Plan plan) {
        if (plan.isNoEffect()) {
            return "nothing left to undo";
        }
        List<String> parts = new ArrayList<>();
        parts.add(plan.isClean() ? "clean" : count(plan.conflicts().size(), "conflict"));
        if (!plan.loses().equals(Stake.none())) {
            parts.add("takes back " + stake(plan.loses()));
        }
        if (!plan.keeps().equals(Stake.none())) {
            parts.add("keeps " + stake(plan.keeps()));
        }
        return String.join(", ", parts);
    }

    private static String stake(Stake stake) {
        return count(stake.commits().size(), "commit") + " in "
                + count(stake.paths().size(), "file");
    }

    private static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    private static String cut(String line) {
        return cut(line, WIDTH);
    }

    private static String cut(String line, int width) {
        return line.codePointCount(0, line.length()) <= width
                ? line
                : line.substring(0, line.offsetByCodePoints(0, width - 3)) + "...";
    }

    private void more(int number, String thing) {
        if (number > 0) {
            line("", "and " + count(number, "more " + thing));
        }
    }

    private void line(String label, String value) {
        text.append(String.format(Locale.ROOT, "%-9s %s", label, value).stripTrailing())
                .append('\n');
    }
}
