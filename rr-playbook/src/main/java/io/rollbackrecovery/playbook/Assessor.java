package io.rollbackrecovery.playbook;

import io.rollbackrecovery.analysis.BlastRadius;
import io.rollbackrecovery.analysis.BlastRadiusAnalyzer;
import io.rollbackrecovery.analysis.RiskAnalyzer;
import io.rollbackrecovery.analysis.risk.Risk;
import io.rollbackrecovery.analysis.risk.RiskLevel;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.Warning;
import io.rollbackrecovery.core.session.AttributedCommit;
import io.rollbackrecovery.core.session.Session;
import io.rollbackrecovery.core.session.SessionState;
import io.rollbackrecovery.git.GitRepository;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Takes a first look at any repository, without set-up. Reads only: it writes nothing and runs nothing, and it answers
 * for a bare or shallow repository, and for one without commits, as well as it can, with warnings. Thread-safe.
 */
public final class Assessor {
    private static final int MOST_WEAKENED = 5;

    private final GitRepository repository;
    private final BlastRadiusAnalyzer analyzer;

    /**
     * Makes an assessor.
     *
     * @param repository an open repository; it stays the caller's to close
     * @param analyzer computes blast radii of the same repository
     */
    public Assessor(GitRepository repository, BlastRadiusAnalyzer analyzer) {
        this.repository = repository;
        this.analyzer = analyzer;
    }

    /**
     * Assesses what happened last: the newest session that can be taken back; without one the last commit.
     *
     * @return the assessment; of nothing if there is no commit yet
     * @throws RrException {@code IO}, {@code CORRUPT} or {@code PERMISSION_DENIED} if the repository cannot be read
     */
    public Assessment assess() {
        List<Warning> warnings = startingWarnings();
        List<Session> sessions = sessions(warnings);
        Optional<CommitId> head = repository.headCommit();
        Optional<Session> last = sessions.stream().filter(this::canBeTakenBack).findFirst();
        Target target = last.map(Assessor::ofSession)
                .orElseGet(() -> head.isPresent()
                        ? new Target(Target.Kind.COMMIT, "HEAD", Optional.empty())
                        : new Target(Target.Kind.NOTHING, "HEAD", Optional.empty()));
        return of(sessions, target, warnings);
    }

    /**
     * Assesses a session, a commit or a range.
     *
     * @param revisionRangeOrSession a session's id, a revision as git names it, or a range {@code A..B}
     * @return the assessment
     * @throws RrException {@code UNKNOWN_REVISION} if it names nothing; {@code BAD_REQUEST} if it is a range with three
     *     dots; {@code IO}, {@code CORRUPT} or {@code PERMISSION_DENIED} if the repository cannot be read
     */
    public Assessment assess(String revisionRangeOrSession) {
        List<Warning> warnings = startingWarnings();
        List<Session> sessions = sessions(warnings);
        return of(sessions, target(revisionRangeOrSession, sessions), warnings);
    }

    /** Finds what a name means: a session first, then a range, then a revision. */
    private static Target target(String name, List<Session> sessions) {
        Optional<Session> session = sessions.stream()
                .filter(candidate -> candidate.id().value().equals(name))
                .findFirst();
        return session.map(Assessor::ofSession)
                .orElseGet(() -> new Target(
                        name.contains("..") ? Target.Kind.RANGE : Target.Kind.COMMIT, name, Optional.empty()));
    }

    private static Target ofSession(Session session) {
        return new Target(Target.Kind.SESSION, session.id().value(), Optional.of(session));
    }

    private Assessment of(List<Session> sessions, Target target, List<Warning> warnings) {
        Optional<Session> session = target.session();
        List<AttributedCommit> commits = attempt(
                        warnings, "commits-not-read", "the commits were not all read", () -> commits(target))
                .orElse(List.of());
        TakeBack takeBack = new TakeBack(repository, analyzer, warnings);
        List<CommitId> ids = commits.stream().map(each -> each.commit().id()).toList();
        if (ids.isEmpty()) {
            warnings.add(new Warning("nothing-changed", nothing(target)));
            return new Assessment(sessions, target, commits, Optional.empty(), List.of(), Optional.empty(), warnings);
        }
        Optional<CommitId> cutOff = commits.stream()
                .filter(each ->
                        repository.isIncomplete() && each.commit().parents().isEmpty())
                .map(each -> each.commit().id())
                .findFirst();
        if (cutOff.isPresent()) {
            warnings.add(new Warning(
                    "cut-off",
                    "history is cut off at " + cutOff.get().abbreviated()
                            + ", so what that commit changed is not known: nothing is computed or planned"));
            return new Assessment(sessions, target, commits, Optional.empty(), List.of(), Optional.empty(), warnings);
        }
        List<CommitId> effective = session.map(takeBack::onHistory).orElse(ids);
        Optional<BlastRadius> blast = takeBack.blast(effective, session);
        List<StrategyPlan> plans =
                session.isPresent() ? takeBack.sessionPlans(session.get(), commits) : takeBack.commitPlans(commits);
        Optional<List<Risk>> risks = risks(effective, blast, warnings);
        plans.stream().findFirst().ifPresent(first -> risksOf(first, warnings));
        return new Assessment(sessions, target, commits, blast, plans, risks, warnings);
    }

    /** A revert can take a fix back as well: what the first plan would weaken becomes a warning. */
    private void risksOf(StrategyPlan way, List<Warning> warnings) {
        Optional<TreeId> now = repository
                .headCommit()
                .map(head -> repository.commits().commit(head).tree());
        Optional<TreeId> planned = way.plan().isClean() ? way.plan().tree() : Optional.empty();
        if (now.isEmpty() || planned.isEmpty() || way.strategy() == Strategy.DELETE_BRANCH) {
            return;
        }
        List<Risk> weaker = attempt(
                        warnings,
                        "risks-not-computed",
                        "what taking it back would weaken was not looked for",
                        () -> repository.readPlanned(
                                way.plan(),
                                source -> new RiskAnalyzer(source, repository.commits())
                                        .between(now.get(), planned.get())))
                .orElse(List.of());
        weaker.stream()
                .filter(risk -> risk.level() == RiskLevel.HIGH)
                .limit(MOST_WEAKENED)
                .forEach(risk -> warnings.add(new Warning(
                        "revert-weakens",
                        "taking it back (" + way.strategy().word() + ") may weaken " + risk.path()
                                + (risk.line() == 0 ? "" : ":" + risk.line()) + ": " + risk.rule() + ", "
                                + risk.what())));
    }

    private Optional<List<Risk>> risks(List<CommitId> commits, Optional<BlastRadius> blast, List<Warning> warnings) {
        RiskAnalyzer risks = new RiskAnalyzer(repository.sources(), repository.commits());
        return attempt(
                warnings,
                "risks-not-computed",
                "changes to sensitive places were not looked for",
                () -> blast.map(risks::find).orElseGet(() -> risks.find(commits)));
    }

    private static String nothing(Target target) {
        return target.kind() == Target.Kind.NOTHING
                ? "there is no commit yet, so there is nothing to take back"
                : "there is no commit in " + target.name() + " that could be read, so there is nothing to take back";
    }

    private List<AttributedCommit> commits(Target target) {
        return switch (target.kind()) {
            case NOTHING -> List.of();
            case SESSION -> repository.sessions().commits(target.session().orElseThrow());
            case COMMIT -> repository.sessions().attribute(List.of(repository.require(target.name())));
            case RANGE -> repository.sessions().attribute(range(target.name()));
        };
    }

    private List<CommitId> range(String name) {
        Ends ends = ends(name);
        return repository.commits().range(List.of(ends.from()), ends.to());
    }

    private record Ends(CommitId from, CommitId to) {}

    private Ends ends(String name) {
        int dots = name.indexOf("..");
        String from = name.substring(0, dots);
        String to = name.substring(dots + 2);
        if (to.startsWith(".")) {
            throw new RrException(
                    ErrorCode.BAD_REQUEST,
                    "'" + name + "' is a range with three dots",
                    "Name the commits that are to go as A..B.");
        }
        return new Ends(
                repository.require(from.isEmpty() ? "HEAD" : from), repository.require(to.isEmpty() ? "HEAD" : to));
    }

    /** Sees that a name means something, without computing what. */
    void requireTarget(String name) {
        Target target = target(name, sessions(new ArrayList<>()));
        if (target.kind() == Target.Kind.RANGE) {
            ends(name);
        } else if (target.kind() == Target.Kind.COMMIT) {
            repository.require(name);
        }
    }

    /** The name of a target that means the same tomorrow: moving names become ids. */
    String pinned(Assessment assessment) {
        Target target = assessment.target();
        return switch (target.kind()) {
            case SESSION, NOTHING -> target.name();
            case COMMIT -> repository.require(target.name()).hex();
            case RANGE -> {
                Ends ends = ends(target.name());
                yield ends.from().hex() + ".." + ends.to().hex();
            }
        };
    }

    /** The commit from where the target began: the last one that is not part of it. */
    CommitId base(Assessment assessment) {
        Target target = assessment.target();
        return switch (target.kind()) {
            case SESSION -> target.session().orElseThrow().base();
            case RANGE -> ends(target.name()).from();
            case COMMIT, NOTHING ->
                assessment.commits().stream()
                        .flatMap(each -> each.commit().parents().stream())
                        .findFirst()
                        .orElseThrow(() -> new RrException(
                                ErrorCode.BAD_REQUEST,
                                "nothing came before " + target.name(),
                                "Name a range or a session."));
        };
    }

    /** Whether there is something of it in history or on its branch that can be taken back. */
    private boolean canBeTakenBack(Session session) {
        boolean isOver = session.state() == SessionState.ABANDONED || session.state() == SessionState.REVERTED;
        return !isOver && !session.head().equals(session.base());
    }

    private List<Session> sessions(List<Warning> warnings) {
        List<Session> sessions = new ArrayList<>(attempt(
                        warnings,
                        "sessions-not-inferred",
                        "sessions were not looked for in history",
                        repository.sessions()::listAll)
                .orElseGet(repository.sessions()::list));
        sessions.sort(Comparator.comparing(Session::began).reversed());
        return sessions;
    }

    private List<Warning> startingWarnings() {
        List<Warning> warnings = new ArrayList<>();
        if (repository.isIncomplete()) {
            warnings.add(
                    new Warning(
                            "incomplete",
                            "this is a shallow or partial clone: sessions and plans may lack commits, and files may be missing"));
        }
        return warnings;
    }

    /** Tries a part; if an object is missing, the part is left out and a warning says why. */
    static <T> Optional<T> attempt(List<Warning> warnings, String code, String what, Supplier<T> part) {
        try {
            return Optional.of(part.get());
        } catch (RrException e) {
            if (e.code() != ErrorCode.MISSING_OBJECT) {
                throw e;
            }
            warnings.add(new Warning(code, what + ": " + e.getMessage()));
            return Optional.empty();
        }
    }
}
