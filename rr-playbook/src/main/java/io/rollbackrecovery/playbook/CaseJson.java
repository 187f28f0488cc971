package io.rollbackrecovery.playbook;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CaseId;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.OperationId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.SessionId;
import io.rollbackrecovery.core.json.PlanJson;
import io.rollbackrecovery.core.json.text.JsonText;
import io.rollbackrecovery.core.plan.LineRange;
import io.rollbackrecovery.core.plan.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Cases as JSON: the document {@code rr/case/1} that a repository keeps. Absent fields are not known yet. */
final class CaseJson {
    private static final String SCHEMA = "rr/case/1";

    private CaseJson() {}

    static String write(Case value) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("schema", SCHEMA);
        node.put("case", value.id().value());
        node.put("symptom", value.symptom().word());
        node.put("what", value.what());
        value.target().ifPresent(target -> node.put("target", target));
        value.evidence().ifPresent(evidence -> node.put("evidence", evidence));
        node.put("step", value.step().word());
        value.end().ifPresent(end -> node.put("end", end.word()));
        ObjectNode times = node.putObject("times");
        value.times().forEach((step, time) -> times.put(step.word(), time.toString()));
        value.session().ifPresent(session -> node.put("session", session.value()));
        ArrayNode commits = node.putArray("commits");
        value.commits().forEach(commit -> commits.add(commit.hex()));
        paths(node.putArray("changed"), value.changed());
        value.dependents().ifPresent(paths -> paths(node.putArray("dependents"), paths));
        value.strategy().ifPresent(strategy -> {
            node.put("strategy", strategy.word());
            node.put("reason", value.reason());
        });
        value.culprit().ifPresent(culprit -> node.put("culprit", culprit.hex()));
        value.probes().ifPresent(probes -> node.put("probes", probes));
        ArrayNode cascade = node.putArray("cascade");
        value.cascade().forEach(reason -> reason(cascade.addObject(), reason));
        value.plan().ifPresent(plan -> node.set("plan", JsonText.parse(PlanJson.write(plan))));
        value.operation().ifPresent(operation -> node.put("operation", operation.value()));
        ArrayNode verification = node.putArray("verification");
        for (Verification each : value.verifications()) {
            ObjectNode item = verification.addObject();
            item.put("name", each.name());
            item.put("result", each.result().word());
            item.put("detail", each.detail());
        }
        value.verified().ifPresent(commit -> node.put("verified", commit.hex()));
        if (!value.prevention().isEmpty()) {
            node.put("prevention", value.prevention());
        }
        return JsonText.print(node) + "\n";
    }

    /** Throws {@code CORRUPT} if it is not such a document, {@code UNSUPPORTED_FORMAT} if it is of another version. */
    static Case read(String json) {
        try {
            JsonNode node = JsonText.parse(json);
            String found = node.path("schema").asString("");
            if (!found.equals(SCHEMA)) {
                throw new RrException(
                        ErrorCode.UNSUPPORTED_FORMAT,
                        "not a case that this version of RR reads: schema '" + found + "', expected '" + SCHEMA + "'",
                        "Use the version of RR that wrote it.");
            }
            return read(node);
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            throw new RrException(ErrorCode.CORRUPT, "not a case: " + e.getMessage(), "", e);
        }
    }

    private static Case read(JsonNode node) {
        Case.Builder value = new Case.Builder(
                new CaseId(text(node, "case")), Symptom.ofWord(text(node, "symptom")), text(node, "what"));
        value.target = optional(node, "target", target -> target);
        value.evidence = optional(node, "evidence", evidence -> evidence);
        value.step = CaseStep.ofWord(text(node, "step"));
        value.end = optional(node, "end", CaseEnd::ofWord);
        for (CaseStep step : CaseStep.values()) {
            optional(require(node, "times"), step.word(), Instant::parse).ifPresent(time -> value.time(step, time));
        }
        value.session = optional(node, "session", SessionId::new);
        value.commits = list(node, "commits", item -> new CommitId(item.asString()));
        value.changed = list(node, "changed", CaseJson::path);
        value.dependents =
                node.has("dependents") ? Optional.of(list(node, "dependents", CaseJson::path)) : Optional.empty();
        value.strategy = optional(node, "strategy", Strategy::ofWord);
        value.reason = node.path("reason").asString("");
        value.culprit = optional(node, "culprit", CommitId::new);
        value.probes =
                node.has("probes") ? OptionalInt.of(require(node, "probes").asInt()) : OptionalInt.empty();
        value.cascade = list(node, "cascade", CaseJson::reason);
        value.plan =
                node.has("plan") ? Optional.of(PlanJson.read(JsonText.print(require(node, "plan")))) : Optional.empty();
        value.operation = optional(node, "operation", OperationId::new);
        value.verifications = list(
                node,
                "verification",
                item -> new Verification(
                        text(item, "name"), Verification.Result.ofWord(text(item, "result")), text(item, "detail")));
        value.verified = optional(node, "verified", CommitId::new);
        value.prevention = node.path("prevention").asString("");
        return value.build();
    }

    private static void reason(ObjectNode node, Reason reason) {
        node.put("commit", reason.commit().hex());
        node.put("because", reason.because().hex());
        reason.path().ifPresent(path -> path(node, path));
        reason.lines().ifPresent(lines -> node.put("first", lines.first()).put("last", lines.last()));
        node.put("kind", reason.kind().name().toLowerCase(Locale.ROOT));
    }

    private static Reason reason(JsonNode node) {
        return new Reason(
                new CommitId(text(node, "commit")),
                new CommitId(text(node, "because")),
                node.has("path") ? Optional.of(path(node)) : Optional.empty(),
                node.has("first")
                        ? Optional.of(new LineRange(
                                require(node, "first").asInt(),
                                require(node, "last").asInt()))
                        : Optional.empty(),
                Reason.Kind.valueOf(text(node, "kind").toUpperCase(Locale.ROOT)));
    }

    private static void paths(ArrayNode array, List<RepoPath> paths) {
        paths.forEach(path -> path(array.addObject(), path));
    }

    private static void path(ObjectNode node, RepoPath path) {
        node.put("path", path.toString());
        if (!path.isUtf8()) {
            node.put("pathBytes", Base64.getEncoder().encodeToString(path.bytes()));
        }
    }

    private static RepoPath path(JsonNode node) {
        return optional(
                        node,
                        "pathBytes",
                        base64 -> RepoPath.ofBytes(Base64.getDecoder().decode(base64)))
                .orElseGet(() -> RepoPath.of(text(node, "path")));
    }

    private static JsonNode require(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || value.isNull()) {
            throw new IllegalArgumentException("no '" + field + "'");
        }
        return value;
    }

    private static String text(JsonNode node, String field) {
        return require(node, field).asString();
    }

    private static <T> Optional<T> optional(JsonNode node, String field, Function<String, T> reader) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(reader.apply(value.asString()));
    }

    private static <T> List<T> list(JsonNode node, String field, Function<JsonNode, T> reader) {
        List<T> values = new ArrayList<>();
        require(node, field).forEach(value -> values.add(reader.apply(value)));
        return List.copyOf(values);
    }
}
