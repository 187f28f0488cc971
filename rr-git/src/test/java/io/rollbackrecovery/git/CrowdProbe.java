package io.rollbackrecovery.git;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CaseId;
import io.rollbackrecovery.core.id.CheckpointName;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.plan.ApplyOutcome;
import io.rollbackrecovery.core.plan.Operation;
import io.rollbackrecovery.core.plan.OperationKind;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.git.env.GitEnvironment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One of many writers in one repository: checkpoints and their undo, commits onto the branch that is checked out,
 * reverts onto branches of their own, cases. What is refused because of others is tried again, as the refusal says.
 */
final class CrowdProbe {
    private static final int MOST_ATTEMPTS = 200;

    private final GitRepository repository;
    private final int writer;
    private final List<String> report = new ArrayList<>();
    private int refusals;
    private long longestMillis;

    private CrowdProbe(GitRepository repository, int writer) {
        this.repository = repository;
        this.writer = writer;
    }

    /** Runs a writer in a process of its own: folder, its number, how many operations. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        write(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]))
                .forEach(System.out::println);
    }

    /**
     * Runs a writer.
     *
     * @return a line for each operation that was applied ({@code kind name operation}), and one with the number of
     *     refusals and the longest that one call took
     */
    static List<String> write(Path folder, int writer, int count) {
        try (GitRepository repository = GitRepository.open(folder, GitEnvironment.isolated())) {
            CrowdProbe probe = new CrowdProbe(repository, writer);
            for (int i = 0; i < count; i++) {
                probe.operate(i);
            }
            probe.report.add("refusals " + probe.refusals + " " + probe.longestMillis);
            return probe.report;
        }
    }

    private void operate(int number) {
        String name = "w" + writer + "-" + number;
        switch (number % 5) {
            case 0 ->
                now(
                        "checkpoint",
                        name,
                        () -> repository
                                .checkpoints()
                                .create(new CheckpointName(name))
                                .name()
                                .value());
            case 1 -> apply("undo", "w" + writer + "-" + (number - 1), () -> undoOfCheckpoint(number - 1));
            case 2 ->
                apply(
                        "commit",
                        "made/" + name + ".txt",
                        () -> repository.planFiles(
                                OperationKind.REPORT, Map.of("made/" + name + ".txt", name + "\n"), name + "\n"));
            case 3 ->
                apply(
                        "branch",
                        "refs/heads/made/" + name,
                        () -> repository
                                .reverts()
                                .plan(RevertRequest.of(List.of(repository.require("second")))
                                        .onto(repository.require("second"))
                                        .onNewBranch(new RefName("refs/heads/made/" + name))));
            default ->
                apply("case", name, () -> repository.cases().planWrite(new CaseId(name), "{}\n", List.of(), name));
        }
    }

    private Plan undoOfCheckpoint(int number) {
        String name = "w" + writer + "-" + number;
        Operation made = repository.journal().operations(Integer.MAX_VALUE).stream()
                .filter(operation -> operation.refMoves().stream()
                        .anyMatch(move -> move.ref().value().equals("refs/rr/checkpoints/" + name)))
                .findFirst()
                .orElseThrow();
        return repository.journal().planUndo(made.id());
    }

    private void apply(String kind, String name, Supplier<Plan> plan) {
        now(kind, name, () -> {
            ApplyOutcome outcome = repository.apply(plan.get());
            if (outcome.isApplied()) {
                return outcome.operation().orElseThrow().value();
            }
            boolean again = outcome.kind().isRetryable()
                    || outcome.kind() == ApplyOutcome.Kind.STALE
                            && outcome.hint().equals("Plan again.");
            if (!again) {
                throw new IllegalStateException(kind + " " + name + ": " + outcome + "; " + outcome.hint());
            }
            throw new RrException(ErrorCode.LOCKED, outcome.message(), outcome.hint());
        });
    }

    private void now(String kind, String name, Supplier<String> action) {
        for (int attempt = 1; ; attempt++) {
            long start = System.nanoTime();
            try {
                String made = action.get();
                report.add(kind + " " + name + " " + made);
                return;
            } catch (RrException refused) {
                boolean again = refused.code() == ErrorCode.LOCKED || refused.code() == ErrorCode.STALE;
                if (!again || refused.hint().isBlank() || attempt == MOST_ATTEMPTS) {
                    throw refused;
                }
                refusals++;
            } finally {
                longestMillis = Math.max(longestMillis, (System.nanoTime() - start) / 1_000_000);
            }
        }
    }
}
