package io.rollbackrecovery.git;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CaseId;
import io.rollbackrecovery.core.id.CheckpointName;
import io.rollbackrecovery.core.plan.ApplyOptions;
import io.rollbackrecovery.core.plan.ApplyOutcome;
import io.rollbackrecovery.core.plan.OperationKind;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.core.session.FinishRequest;
import io.rollbackrecovery.core.session.Keep;
import io.rollbackrecovery.core.session.SessionRequest;
import io.rollbackrecovery.git.env.GitEnvironment;
import io.rollbackrecovery.git.env.Trust;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One writing operation in a process of its own, to be killed by {@link CrashTest}, or to fail. */
final class CrashProbe {
    private static final Instant NOW = Instant.parse("2026-03-01T09:30:00Z");

    private CrashProbe() {}

    /** Ends with 0 if it happened, 3 or 4 if it was refused or failed in a way that RR can say, else with 1. */
    public static void main(String[] arguments) {
        try (GitRepository repository = openFor(arguments[1], Path.of(arguments[0]), NOW.plusSeconds(60))) {
            System.exit(run(repository, arguments[1]));
        } catch (RrException failed) {
            say(failed.code() + "\n" + failed.getMessage() + "\n" + failed.hint());
            System.exit(failed.code().category() == ErrorCode.Category.REFUSED ? 3 : 4);
        }
    }

    /** Opens as an operation needs it: a filter runs only where it is trusted. */
    static GitRepository openFor(String operation, Path folder, Instant now) {
        GitEnvironment environment = GitEnvironment.isolated().withClock(() -> now);
        return GitRepository.open(
                folder, operation.equals("filtered") ? environment.withTrust(Trust.TRUSTED) : environment);
    }

    /** Opens with a fixed clock, so that the same operation makes the same commits. */
    static GitRepository open(Path folder, Instant now) {
        return GitRepository.open(folder, GitEnvironment.isolated().withClock(() -> now));
    }

    /** Runs an operation: 0 if it happened. */
    static int run(GitRepository repository, String operation) {
        SessionManager sessions = repository.sessions();
        ApplyOptions capture = ApplyOptions.safe().capturingWhatIsInTheWay();
        ApplyOutcome outcome = switch (operation) {
            case "checkpoint" -> {
                repository.checkpoints().create(new CheckpointName("by-probe"));
                yield null;
            }
            case "begin" -> {
                sessions.begin(SessionRequest.named("by probe"));
                yield null;
            }
            case "journal-prune" -> {
                Journal journal = repository.journal();
                if (journal.prune(journal.planPrune(Optional.empty(), 1)).isEmpty()) {
                    throw new IllegalStateException("there was nothing to drop");
                }
                yield null;
            }
            case "uninstall" -> {
                repository.doctor().uninstall();
                yield null;
            }
            case "revert", "filtered" ->
                repository.apply(
                        repository.reverts().plan(RevertRequest.of(List.of(repository.require("HEAD~1")))),
                        capture,
                        RunContext.none());
            case "restore" ->
                repository.apply(
                        repository
                                .checkpoints()
                                .planRestore(new CheckpointName("dirty"), CheckpointService.RestoreMode.NEW_COMMIT),
                        capture,
                        RunContext.none());
            case "finish" ->
                repository.apply(sessions.planFinish(
                        FinishRequest.of(sessions.current().orElseThrow().id())));
            case "abandon" ->
                repository.apply(
                        sessions.planAbandon(sessions.current().orElseThrow().id()));
            case "undo" -> repository.apply(repository.journal().planUndo().orElseThrow());
            case "redo" -> repository.apply(repository.journal().planRedo().orElseThrow());
            case "prune" ->
                repository.apply(
                        repository.checkpoints().planPrune(Optional.empty(), 0).plan());
            case "session-revert" ->
                repository.apply(sessions.planRevert(sessions.list().get(0).id(), Keep.NOTHING));
            case "session-restore" ->
                repository.apply(sessions.planRestore(sessions.list().get(0).id()));
            case "report" ->
                repository.apply(repository.planFiles(
                        OperationKind.REPORT, Map.of("docs/DECISIONS.md", "what happened\n"), "docs: report\n"));
            case "case" ->
                repository.apply(
                        repository.cases().planWrite(new CaseId("by-probe"), "{}\n", List.of(), "open case by-probe"));
            default -> throw new IllegalArgumentException(operation);
        };
        if (outcome == null || outcome.isApplied()) {
            return 0;
        }
        say(outcome.kind() + "\n" + outcome.message() + "\n" + outcome.hint());
        return 3;
    }

    /** By another system call than those that fail in a test of a full disk. */
    private static void say(String text) {
        try (FileChannel out = new FileOutputStream(FileDescriptor.out).getChannel()) {
            out.write(new ByteBuffer[] {
                ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), ByteBuffer.wrap(new byte[] {'\n'})
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
