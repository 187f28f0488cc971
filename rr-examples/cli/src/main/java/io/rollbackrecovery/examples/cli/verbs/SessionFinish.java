package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.GitId;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.RefMove;
import io.rollbackrecovery.core.session.FinishRequest;
import io.rollbackrecovery.core.session.MergeMode;
import io.rollbackrecovery.core.session.Session;
import io.rollbackrecovery.examples.cli.output.Answer;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rr session finish}. */
@Command(name = "finish", description = "Take a session's work over into its base branch; the originals are kept.")
public final class SessionFinish implements Verb {
    @Parameters(arity = "0..1", paramLabel = "ID", description = "The session; by default the one that HEAD is in.")
    private Optional<String> id = Optional.empty();

    @Option(names = "-m", paramLabel = "MESSAGE", description = "The message of the squash or merge commit.")
    private Optional<String> message = Optional.empty();

    @Option(names = "--merge", paramLabel = "HOW", description = "squash (default), merge or ff.")
    private String merge = "squash";

    @Option(names = "--into", paramLabel = "BRANCH", description = "The branch; by default the base branch.")
    private Optional<String> into = Optional.empty();

    @Mixin
    private final ApplyFlags flags = new ApplyFlags();

    @Override
    public Answer run(Call call) {
        MergeMode mode = Words.word(MergeMode.class, "--merge", merge);
        Session session = SessionText.named(call, id);
        FinishRequest request = FinishRequest.of(session.id()).mode(mode);
        if (message.isPresent()) {
            request = request.message(message.get());
        }
        Optional<RefName> target = into.map(Words::branch);
        if (target.isPresent()) {
            request = request.into(target.get());
        }
        Plan plan = call.rr().sessions().planFinish(request);
        return SessionEnd.answer(call, session, plan, result(plan, session, target), flags);
    }

    /** Finds the commit that the target branch will be at: the last that the plan makes is the record's. */
    private static Optional<CommitId> result(Plan plan, Session session, Optional<RefName> target) {
        if (!plan.isClean()) {
            return Optional.empty();
        }
        List<GitId> moved = target.or(session::baseRef).stream()
                .flatMap(branch ->
                        plan.refMoves().stream().filter(move -> move.ref().equals(branch)))
                .map(RefMove::to)
                .flatMap(Optional::stream)
                .toList();
        return moved.isEmpty()
                ? Optional.of(session.head())
                : moved.stream()
                        .filter(CommitId.class::isInstance)
                        .map(CommitId.class::cast)
                        .findFirst();
    }
}
