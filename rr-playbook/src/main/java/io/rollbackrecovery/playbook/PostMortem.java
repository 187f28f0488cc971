package io.rollbackrecovery.playbook;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.session.AttributedCommit;
import io.rollbackrecovery.git.GitRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What happened, in the guide's template. Every field is filled from the case, none from memory. */
final class PostMortem {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int MOST_PATHS = 10;

    private final GitRepository repository;
    private final Case value;

    PostMortem(GitRepository repository, Case value) {
        this.repository = repository;
        this.value = value;
    }

    /** The line by which an entry is known again. */
    static String mark(Case value) {
        return "- **Case**: " + value.id();
    }

    String text() {
        Instant opened = value.times().getOrDefault(CaseStep.DETECT, Instant.EPOCH);
        return "## Recovery Event: " + DAY.format(opened) + "\n"
                + field("Type", "Rollback due to " + type())
                + field("Scope", scope())
                + field("Detection", value.symptom().source() + ": " + value.what())
                + field("Recovery strategy used", strategy())
                + field("Time to recovery", time())
                + field("Root cause", cause())
                + field("Prevention", value.prevention())
                + mark(value) + " (" + value.end().map(CaseEnd::word).orElse("open") + "; " + verified() + ")\n";
    }

    private static String field(String name, String text) {
        return "- **" + name + "**: " + text + "\n";
    }

    private String type() {
        if (value.symptom() == Symptom.SECURITY) {
            return "security regression";
        }
        boolean isDrift = value.strategy().equals(Optional.of(Strategy.GOVERNANCE));
        return isDrift || value.symptom() == Symptom.REVIEW ? "architecture violation" : "logic error";
    }

    private String scope() {
        List<RepoPath> paths = value.plan()
                .map(plan ->
                        plan.changes().stream().map(change -> change.path()).toList())
                .filter(changes -> !changes.isEmpty())
                .orElse(value.changed());
        String files =
                paths.stream().limit(MOST_PATHS).map(path -> "`" + path + "`").collect(Collectors.joining(", "));
        String more = paths.size() > MOST_PATHS ? " and " + (paths.size() - MOST_PATHS) + " more files" : "";
        String where = value.session()
                .map(session -> "session " + session)
                .orElseGet(() -> "no session (" + value.target().orElse("HEAD") + ")");
        return (files.isEmpty() ? "no files" : files + more) + "; " + where;
    }

    private String strategy() {
        if (value.operation().isEmpty()
                && value.strategy().map(Strategy::isPlanned).orElse(false)) {
            return "none was carried out ("
                    + value.strategy().map(Strategy::word).orElse("") + " had been chosen)";
        }
        int reverted = value.plan().map(Plan::reverted).map(List::size).orElse(0);
        String how = value.strategy()
                .map(strategy -> switch (strategy) {
                    case DELETE_BRANCH -> "branch deletion";
                    case REVERT_SQUASH -> "squash revert";
                    case REVERT_MERGE -> "revert of the merge";
                    case REVERT_COMMITS -> "multi-commit revert of " + reverted;
                    case REVERT_CULPRIT ->
                        "revert of the culprit"
                                + (reverted > 1 ? " and " + (reverted - 1) + " that build on it" : " alone");
                    case RESTORE -> "restore of the checkpoint";
                    case PARTIAL -> "partial revert";
                    case GOVERNANCE -> "governance: targeted commits, no batch revert";
                    case FIX_FORWARD -> "fix forward, nothing was reverted";
                })
                .orElse("none was chosen");
        return how + (value.reason().isEmpty() ? "" : "; " + value.reason());
    }

    private String time() {
        Optional<Duration> took = value.timeToRecovery();
        return took.map(duration -> {
                    long minutes = duration.plusSeconds(59).toMinutes();
                    return minutes + (minutes == 1 ? " minute" : " minutes");
                })
                .orElse("not recovered");
    }

    private String cause() {
        Optional<CommitId> culprit = value.culprit();
        if (culprit.isPresent()) {
            AttributedCommit commit =
                    repository.sessions().attribute(List.of(culprit.get())).get(0);
            return "commit " + culprit.get().abbreviated() + " \""
                    + commit.commit().subject() + "\" by "
                    + commit.commit().author().name() + " ("
                    + commit.attribution().word() + ")"
                    + (value.probes().isPresent()
                            ? ", found in " + value.probes().getAsInt() + " runs of the check"
                            : "");
        }
        int commits = value.commits().size();
        return value.what() + "; came with "
                + value.session()
                        .map(session -> "session " + session)
                        .orElse(value.target().orElse("HEAD")) + ", "
                + commits + (commits == 1 ? " commit" : " commits") + ", not narrowed down further";
    }

    private String verified() {
        return value.verifications().isEmpty()
                ? "nothing was verified"
                : value.verifications().stream()
                        .map(each -> each.name() + " " + each.result().word())
                        .collect(Collectors.joining(", "));
    }
}
