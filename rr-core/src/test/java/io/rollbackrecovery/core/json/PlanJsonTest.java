package io.rollbackrecovery.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.history.Signature;
import io.rollbackrecovery.core.id.BlobId;
import io.rollbackrecovery.core.id.CheckpointName;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.OperationId;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.SessionId;
import io.rollbackrecovery.core.id.TagId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.Bytes;
import io.rollbackrecovery.core.plan.CaptureMove;
import io.rollbackrecovery.core.plan.Conflict;
import io.rollbackrecovery.core.plan.ConflictKind;
import io.rollbackrecovery.core.plan.Head;
import io.rollbackrecovery.core.plan.HeadMove;
import io.rollbackrecovery.core.plan.LineRange;
import io.rollbackrecovery.core.plan.Operation;
import io.rollbackrecovery.core.plan.OperationKind;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.PlannedCommit;
import io.rollbackrecovery.core.plan.PlannedTag;
import io.rollbackrecovery.core.plan.Reason;
import io.rollbackrecovery.core.plan.RefMove;
import io.rollbackrecovery.core.plan.Stake;
import io.rollbackrecovery.core.plan.TreeMove;
import io.rollbackrecovery.core.plan.TreeStep;
import io.rollbackrecovery.core.session.Session;
import io.rollbackrecovery.core.session.SessionState;
import io.rollbackrecovery.core.source.ChangeKind;
import io.rollbackrecovery.core.source.FileMode;
import io.rollbackrecovery.core.source.PathChange;
import io.rollbackrecovery.core.source.SourceFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is written as JSON is read back the same, whatever it holds. */
class PlanJsonTest {
    private static final Instant TIME = Instant.parse("2026-03-01T09:30:00Z");
    private static final Signature WHO = new Signature("Zo\u00eb", "z@example.org", TIME, ZoneOffset.ofHours(-5));
    private static final CommitId A = new CommitId("aa".repeat(20));
    private static final CommitId B = new CommitId("bb".repeat(20));
    private static final TreeId T = new TreeId("cc".repeat(20));
    private static final TreeId U = new TreeId("dd".repeat(20));
    private static final BlobId BLOB = new BlobId("ee".repeat(20));
    private static final TagId TAG = new TagId("ff".repeat(20));
    private static final RepoPath ODD = RepoPath.ofBytes("caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));

    static Plan everything() {
        SourceFile file = new SourceFile(ODD, FileMode.EXECUTABLE, BLOB);
        SourceFile renamed = new SourceFile(RepoPath.of("b\"\n"), FileMode.REGULAR, BLOB);
        return Plan.builder(OperationKind.SESSION_REVERT, "say \"it\"", TIME)
                .session(new SessionId("20260301-0930-x"))
                .tree(T)
                .step(new TreeStep.Merge(T, U, T, U))
                .step(new TreeStep.Edit(
                        T,
                        List.of(
                                new TreeStep.FileEdit(ODD, FileMode.SYMLINK, Optional.of(Bytes.of(new byte[] {0, -1}))),
                                new TreeStep.FileEdit(RepoPath.of("gone"), FileMode.REGULAR, Optional.empty())),
                        U))
                .commit(new PlannedCommit(A, T, List.of(B), WHO, WHO, "subject\n\nbody \u2713\n"))
                .tag(new PlannedTag(TAG, "checkpoint/x", A, WHO, "m\n"))
                .move(RefMove.of(RefName.branch("main"), A, B))
                .move(RefMove.create(RefName.tag("checkpoint/x"), TAG))
                .move(RefMove.delete(RefName.branch("gone"), B))
                .head(new HeadMove(new Head.OnBranch(RefName.branch("main")), new Head.Detached(A)))
                .workTree(new TreeMove(T, U))
                .uncommitted(new CaptureMove(Optional.of(A), Optional.empty()))
                .undoes(new OperationId("000007"))
                .changes(List.of(
                        PathChange.between(Optional.empty(), Optional.of(file)),
                        new PathChange(
                                ChangeKind.RENAME,
                                renamed.path(),
                                Optional.of(ODD),
                                Optional.of(file),
                                Optional.of(renamed))))
                .conflicts(List.of(new Conflict(
                        ODD,
                        ConflictKind.MODIFY_DELETE,
                        Optional.of(file),
                        Optional.empty(),
                        Optional.of(file),
                        List.of(new Conflict.Hunk(new LineRange(1, 0), new LineRange(2, 3), new LineRange(4, 4))),
                        List.of(A, B))))
                .warn("code", "a warning")
                .reasons(List.of(
                        new Reason(A, B, Optional.of(ODD), Optional.of(new LineRange(1, 2)), Reason.Kind.LINES),
                        new Reason(B, A, Optional.empty(), Optional.empty(), Reason.Kind.REFERENCE)))
                .reverted(List.of(A))
                .keeps(new Stake(List.of(B), List.of(ODD), 3))
                .loses(new Stake(List.of(A), List.of(), 0))
                .build();
    }

    static Operation operation() {
        Plan plan = everything();
        return new Operation(
                new OperationId("000008"),
                OperationKind.UNDO,
                "undo",
                TIME,
                WHO,
                plan.session(),
                plan.refMoves(),
                plan.headMove(),
                plan.treeMove(),
                plan.captureMove(),
                plan.undoes());
    }

    static Session session() {
        return Session.builder(new SessionId("20260301-0930-x"), "x", A, TIME)
                .state(SessionState.ABANDONED)
                .agent(Optional.of("claude"))
                .baseRef(Optional.of(RefName.branch("main")))
                .head(B)
                .branch(Optional.of(RefName.branch("feature/x")))
                .checkpoint(Optional.of(new CheckpointName("before-session-20260301-0930-x")))
                .ended(Optional.of(TIME))
                .result(Optional.of(B))
                .scope(List.of(ODD))
                .build();
    }

    @Test
    void aPlanIsReadBackWhole() {
        Plan plan = everything();
        Plan smallest = Plan.builder(OperationKind.REVERT, "nothing", TIME).build();

        assertThat(PlanJson.read(PlanJson.write(plan))).isEqualTo(plan);
        assertThat(PlanJson.read(PlanJson.write(smallest))).isEqualTo(smallest);
        assertThat(plan.describe()).contains("conflict", "modify/delete", "because", "loses", "caf%E9");
    }

    @Test
    void anOperationIsReadBackWhole() {
        Operation operation = operation();

        assertThat(OperationJson.read(OperationJson.write(operation))).isEqualTo(operation);
    }

    @Test
    void aSessionIsReadBackWhole() {
        Session session = session();

        assertThat(SessionJson.read(SessionJson.write(session))).isEqualTo(session);
    }

    @Test
    void whatIsNoPlanIsRefused() {
        for (String bad : new String[] {
            "", "{", "[]", "{}", "null", "{\"schema\":\"rr/plan/1\"}", "{\"schema\":\"rr/plan/1\",\"kind\":\"none\"}"
        }) {
            assertThatThrownBy(() -> PlanJson.read(bad)).as(bad).isInstanceOf(RrException.class);
        }
        assertThatThrownBy(() -> PlanJson.read("{\"schema\":\"rr/plan/2\"}"))
                .isInstanceOfSatisfying(
                        RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_FORMAT));
    }
}
