package io.rollbackrecovery.playbook;

import io.rollbackrecovery.core.check.Check;
import io.rollbackrecovery.core.check.CheckRun;
import io.rollbackrecovery.core.check.CheckTarget;
import io.rollbackrecovery.core.check.Verdict;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.git.GitRepository;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Verifies a commit: what has to pass, and whatever else was asked for. */
final class Verifier {
    private static final int LONGEST_LINE = 200;

    private final GitRepository repository;
    private final CommitId commit;

    Verifier(GitRepository repository, CommitId commit) {
        this.repository = repository;
        this.commit = commit;
    }

    /** What a person waived is not run; a check that could not tell leaves its name not verified. */
    List<Verification> run(VerifyRequest request, RunContext context) {
        Set<String> names = new LinkedHashSet<>(Verification.REQUIRED);
        request.checks().forEach(check -> names.add(check.name()));
        request.byPeople().forEach(said -> names.add(said.name()));
        List<Verification> results = new ArrayList<>();
        for (String name : names) {
            context.report("verify", results.size(), names.size());
            results.add(one(name, request, context));
        }
        return results;
    }

    private Verification one(String name, VerifyRequest request, RunContext context) {
        Optional<Verification> said = request.saidOf(name);
        if (said.isPresent() && said.get().result() != Verification.Result.PASSED) {
            return said.get();
        }
        List<Check> checks = request.checks().stream()
                .filter(check -> check.name().equals(name))
                .toList();
        Verification last =
                said.orElseGet(() -> new Verification(name, Verification.Result.NOT_VERIFIED, "nobody has looked"));
        for (Check check : checks) {
            context.throwIfCancelled();
            last = judged(check, repository.checks().run(new CheckTarget.OfCommit(commit), check, context));
            if (last.result() != Verification.Result.PASSED) {
                return last;
            }
        }
        return last;
    }

    private static Verification judged(Check check, CheckRun run) {
        Verification.Result result = switch (run.verdict()) {
            case GOOD -> Verification.Result.PASSED;
            case BAD -> Verification.Result.FAILED;
            case SKIP, ABORT -> Verification.Result.NOT_VERIFIED;
        };
        String what = check.command().isEmpty() ? "a function" : String.join(" ", check.command());
        String exit =
                run.exitCode().isPresent() ? ", exit code " + run.exitCode().getAsInt() : "";
        String log = run.verdict() == Verdict.GOOD ? "" : lastLine(run.log());
        return new Verification(check.name(), result, what + exit + log);
    }

    private static String lastLine(String log) {
        String line = log.strip().lines().reduce("", (first, second) -> second).strip();
        return line.isEmpty() ? "" : ": " + line.substring(0, Math.min(LONGEST_LINE, line.length()));
    }
}
