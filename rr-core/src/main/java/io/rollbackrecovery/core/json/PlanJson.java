package io.rollbackrecovery.core.json;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.OperationId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.SessionId;
import io.rollbackrecovery.core.id.TagId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.Alternative;
import io.rollbackrecovery.core.plan.Bytes;
import io.rollbackrecovery.core.plan.Conflict;
import io.rollbackrecovery.core.plan.ConflictKind;
import io.rollbackrecovery.core.plan.LineRange;
import io.rollbackrecovery.core.plan.OperationKind;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.PlanBuilder;
import io.rollbackrecovery.core.plan.PlannedCommit;
import io.rollbackrecovery.core.plan.PlannedTag;
import io.rollbackrecovery.core.plan.Reason;
import io.rollbackrecovery.core.plan.Stake;
import io.rollbackrecovery.core.plan.TreeStep;
import io.rollbackrecovery.core.plan.Warning;
import io.rollbackrecovery.core.source.ChangeKind;
import io.rollbackrecovery.core.source.PathChange;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plans as JSON: the document {@code rr/plan/1}. It holds the whole plan, so that another process can apply it:
 * {@code read(write(plan))} equals {@code plan}.
 */
public final class PlanJson {
    private static final String SCHEMA = "rr/plan/1";

    private PlanJson() {}

    /**
     * Writes a plan.
     *
     * @param plan the plan
     * @return a JSON document, several lines, the last one ended
     */
    public static String write(Plan plan) {
        ObjectNode node = Fields.object();
        node.put("schema", SCHEMA);
        node.put("kind", plan.kind().word());
        node.put("summary", plan.summary());
        node.put("time", plan.time().toString());
        Fields.put(node, "session", plan.session());
        Fields.put(node, "tree", plan.tree());
        Fields.list(node, "steps", plan.steps(), PlanJson::step);
        Fields.list(node, "commits", plan.commits(), PlanJson::commit);
        Fields.list(node, "tags", plan.tags(), PlanJson::tag);
        Fields.list(node, "refs", plan.refMoves(), Fields::move);
        plan.headMove().ifPresent(move -> Fields.head(node.putObject("head"), move));
        plan.treeMove().ifPresent(move -> Fields.trees(node.putObject("workTree"), move));
        plan.captureMove().ifPresent(move -> Fields.captures(node.putObject("uncommitted"), move));
        Fields.put(node, "undoes", plan.undoes());
        Fields.list(node, "changes", plan.changes(), PlanJson::change);
        Fields.list(node, "conflicts", plan.conflicts(), PlanJson::conflict);
        Fields.list(node, "warnings", plan.warnings(), (item, warning) -> {
            item.put("code", warning.code());
            item.put("message", warning.message());
        });
        Fields.list(node, "reasons", plan.reasons(), PlanJson::reason);
        Fields.list(node, "alternatives", plan.alternatives(), (item, alternative) -> {
            item.put("kind", alternative.kind().word());
            Fields.texts(item, "reverted", alternative.reverted());
            item.put("tree", alternative.tree().hex());
        });
        Fields.texts(node, "reverted", plan.reverted());
        stake(node.putObject("keeps"), plan.keeps());
        stake(node.putObject("loses"), plan.loses());
        return Fields.print(node);
    }

    /**
     * Reads a plan.
     *
     * @param json what {@link #write} gave
     * @return the plan
     * @throws io.rollbackrecovery.core.error.RrException {@code CORRUPT} if it is not such a document;
     *     {@code UNSUPPORTED_FORMAT} if it is of another version
     */
    public static Plan read(String json) {
        return Fields.parse("a plan", SCHEMA, json, PlanJson::read);
    }

    private static Plan read(JsonNode node) {
        PlanBuilder plan = Plan.builder(
                OperationKind.ofWord(Fields.text(node, "kind")),
                Fields.text(node, "summary"),
                Fields.time(node, "time"));
        Fields.optional(node, "session", SessionId::new).ifPresent(plan::session);
        Fields.optional(node, "tree", TreeId::new).ifPresent(plan::tree);
        Fields.list(node, "steps", PlanJson::step).forEach(plan::step);
        Fields.list(node, "commits", PlanJson::commit).forEach(plan::commit);
        Fields.list(node, "tags", PlanJson::tag).forEach(plan::tag);
        Fields.list(node, "refs", Fields::move).forEach(plan::move);
        Fields.optionalObject(node, "head", Fields::head).ifPresent(plan::head);
        Fields.optionalObject(node, "workTree", Fields::trees).ifPresent(plan::workTree);
        Fields.optionalObject(node, "uncommitted", Fields::captures).ifPresent(plan::uncommitted);
        Fields.optional(node, "undoes", OperationId::new).ifPresent(plan::undoes);
        plan.changes(Fields.list(node, "changes", PlanJson::change));
        plan.conflicts(Fields.list(node, "conflicts", PlanJson::conflict));
        for (Warning warning : Fields.list(
                node, "warnings", item -> new Warning(Fields.text(item, "code"), Fields.text(item, "message")))) {
            plan.warn(warning.code(), warning.message());
        }
        plan.reasons(Fields.list(node, "reasons", PlanJson::reason));
        if (node.has("alternatives")) {
            plan.alternatives(Fields.list(
                    node,
                    "alternatives",
                    item -> new Alternative(
                            Alternative.Kind.ofWord(Fields.text(item, "kind")),
                            Fields.texts(item, "reverted", CommitId::new),
                            new TreeId(Fields.text(item, "tree")))));
        }
        plan.reverted(Fields.texts(node, "reverted", CommitId::new));
        plan.keeps(stake(Fields.require(node, "keeps")));
        plan.loses(stake(Fields.require(node, "loses")));
        return plan.build();
    }

    private static void step(ObjectNode node, TreeStep step) {
        if (step instanceof TreeStep.Merge merge) {
            node.put("base", merge.base().hex());
            node.put("ours", merge.ours().hex());
            node.put("theirs", merge.theirs().hex());
            if (!merge.left().isEmpty()) {
                Fields.list(node, "left", merge.left(), (item, path) -> Fields.path(item, "path", path));
            }
            if (!merge.only().isEmpty()) {
                Fields.list(node, "only", merge.only(), (item, path) -> Fields.path(item, "path", path));
            }
        } else if (step instanceof TreeStep.Edit edit) {
            node.put("from", edit.from().hex());
            Fields.list(node, "edits", edit.edits(), (item, file) -> {
                Fields.path(item, "path", file.path());
                item.put("mode", file.mode().toString());
                file.content()
                        .ifPresent(
                                bytes -> item.put("base64", Base64.getEncoder().encodeToString(bytes.toArray())));
            });
        }
        node.put("result", step.result().hex());
    }

    private static TreeStep step(JsonNode node) {
        TreeId result = new TreeId(Fields.text(node, "result"));
        if (node.has("base")) {
            return new TreeStep.Merge(
                    new TreeId(Fields.text(node, "base")),
                    new TreeId(Fields.text(node, "ours")),
                    new TreeId(Fields.text(node, "theirs")),
                    result,
                    node.has("left") ? Fields.list(node, "left", item -> Fields.path(item, "path")) : List.of(),
                    node.has("only") ? Fields.list(node, "only", item -> Fields.path(item, "path")) : List.of());
        }
        List<TreeStep.FileEdit> edits = Fields.list(
                node,
                "edits",
                item -> new TreeStep.FileEdit(
                        Fields.path(item, "path"),
                        Fields.mode(item),
                        Fields.optional(
                                item,
                                "base64",
                                text -> Bytes.of(Base64.getDecoder().decode(text)))));
        return new TreeStep.Edit(new TreeId(Fields.text(node, "from")), edits, result);
    }

    private static void commit(ObjectNode node, PlannedCommit commit) {
        node.put("id", commit.id().hex());
        node.put("tree", commit.tree().hex());
        Fields.texts(node, "parents", commit.parents());
        Fields.signature(node.putObject("author"), commit.author());
        Fields.signature(node.putObject("committer"), commit.committer());
        node.put("message", commit.message());
    }

    private static PlannedCommit commit(JsonNode node) {
        return new PlannedCommit(
                new CommitId(Fields.text(node, "id")),
                new TreeId(Fields.text(node, "tree")),
                Fields.texts(node, "parents", CommitId::new),
                Fields.signature(Fields.require(node, "author")),
                Fields.signature(Fields.require(node, "committer")),
                Fields.text(node, "message"));
    }

    private static void tag(ObjectNode node, PlannedTag tag) {
        node.put("id", tag.id().hex());
        node.put("name", tag.name());
        node.put("target", tag.target().hex());
        Fields.signature(node.putObject("tagger"), tag.tagger());
        node.put("message", tag.message());
    }

    private static PlannedTag tag(JsonNode node) {
        return new PlannedTag(
                new TagId(Fields.text(node, "id")),
                Fields.text(node, "name"),
                new CommitId(Fields.text(node, "target")),
                Fields.signature(Fields.require(node, "tagger")),
                Fields.text(node, "message"));
    }

    private static void change(ObjectNode node, PathChange change) {
        Fields.path(node, "path", change.path());
        node.put("kind", change.kind().word());
        change.from().ifPresent(from -> Fields.path(node, "from", from));
        change.before().ifPresent(file -> Fields.file(node.putObject("before"), file));
        change.after().ifPresent(file -> Fields.file(node.putObject("after"), file));
    }

    private static PathChange change(JsonNode node) {
        Optional<RepoPath> from = node.has("from") ? Optional.of(Fields.path(node, "from")) : Optional.empty();
        return new PathChange(
                ChangeKind.valueOf(Fields.text(node, "kind").toUpperCase(Locale.ROOT)),
                Fields.path(node, "path"),
                from,
                Fields.optionalObject(node, "before", Fields::file),
                Fields.optionalObject(node, "after", Fields::file));
    }

    private static void conflict(ObjectNode node, Conflict conflict) {
        Fields.path(node, "path", conflict.path());
        node.put("kind", conflict.kind().word());
        conflict.base().ifPresent(file -> Fields.file(node.putObject("base"), file));
        conflict.ours().ifPresent(file -> Fields.file(node.putObject("ours"), file));
        conflict.theirs().ifPresent(file -> Fields.file(node.putObject("theirs"), file));
        Fields.list(node, "hunks", conflict.hunks(), (item, hunk) -> {
            lines(item, "base", hunk.base());
            lines(item, "ours", hunk.ours());
            lines(item, "theirs", hunk.theirs());
        });
        Fields.texts(node, "blockedBy", conflict.blockedBy());
    }

    private static Conflict conflict(JsonNode node) {
        return new Conflict(
                Fields.path(node, "path"),
                ConflictKind.ofWord(Fields.text(node, "kind")),
                Fields.optionalObject(node, "base", Fields::file),
                Fields.optionalObject(node, "ours", Fields::file),
                Fields.optionalObject(node, "theirs", Fields::file),
                Fields.list(
                        node,
                        "hunks",
                        item -> new Conflict.Hunk(lines(item, "base"), lines(item, "ours"), lines(item, "theirs"))),
                Fields.texts(node, "blockedBy", CommitId::new));
    }

    private static void lines(ObjectNode node, String field, LineRange lines) {
        node.putArray(field).add(lines.first()).add(lines.last());
    }

    private static LineRange lines(JsonNode node, String field) {
        JsonNode pair = Fields.require(node, field);
        return new LineRange(pair.path(0).asInt(), pair.path(1).asInt());
    }

    private static void reason(ObjectNode node, Reason reason) {
        node.put("commit", reason.commit().hex());
        node.put("because", reason.because().hex());
        reason.path().ifPresent(path -> Fields.path(node, "path", path));
        reason.lines().ifPresent(lines -> lines(node, "lines", lines));
        node.put("kind", reason.kind().name().toLowerCase(Locale.ROOT));
    }

    private static Reason reason(JsonNode node) {
        return new Reason(
                new CommitId(Fields.text(node, "commit")),
                new CommitId(Fields.text(node, "because")),
                node.has("path") ? Optional.of(Fields.path(node, "path")) : Optional.empty(),
                node.has("lines") ? Optional.of(lines(node, "lines")) : Optional.empty(),
                Reason.Kind.valueOf(Fields.text(node, "kind").toUpperCase(Locale.ROOT)));
    }

    private static void stake(ObjectNode node, Stake stake) {
        Fields.texts(node, "commits", stake.commits());
        Fields.list(node, "paths", stake.paths(), (item, path) -> Fields.path(item, "path", path));
        node.put("lines", stake.lines());
    }

    private static Stake stake(JsonNode node) {
        return new Stake(
                Fields.texts(node, "commits", CommitId::new),
                Fields.list(node, "paths", item -> Fields.path(item, "path")),
                Fields.require(node, "lines").asLong());
    }
}
