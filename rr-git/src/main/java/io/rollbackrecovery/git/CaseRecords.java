package io.rollbackrecovery.git;

import io.rollbackrecovery.core.id.CaseId;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.plan.OperationKind;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.PlanBuilder;
import io.rollbackrecovery.git.internal.plan.PlanParts;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The recovery cases that a repository keeps: {@code refs/rr/cases/<id>} names a commit with the file
 * {@code case.json}. What the document says is the playbook's matter. Reads only; writing is planned. Thread-safe.
 */
public final class CaseRecords {
    private static final String PREFIX = "refs/rr/cases/";
    private static final String FILE = "case.json";

    private final RepositoryAccess repository;

    CaseRecords(RepositoryAccess repository) {
        this.repository = repository;
    }

    /**
     * Lists the cases.
     *
     * @return their ids, ordered
     */
    public List<CaseId> list() {
        List<CaseId> ids = new ArrayList<>();
        for (RefName ref : repository.refs(PREFIX)) {
            ids.add(new CaseId(ref.value().substring(PREFIX.length())));
        }
        return List.copyOf(ids);
    }

    /**
     * Reads the document of a case.
     *
     * @param id its id
     * @return the JSON text as it was written; empty if there is no such case
     */
    public Optional<String> read(CaseId id) {
        return repository.commitAt(ref(id)).flatMap(record -> repository.text(record, FILE));
    }

    /**
     * Plans to write the document of a case, new or not.
     *
     * @param id its id
     * @param json the JSON text
     * @param keeps commits that the document speaks of, so that they are not collected
     * @param summary what happened, in one line, for the journal
     * @return the plan; without effect if nothing would change
     */
    public Plan planWrite(CaseId id, String json, List<CommitId> keeps, String summary) {
        PlanBuilder plan = Plan.builder(OperationKind.CASE, summary, repository.now());
        if (!read(id).equals(Optional.of(json))) {
            new PlanParts(repository).record(plan, ref(id), FILE, json, keeps);
        }
        return plan.build();
    }

    private static RefName ref(CaseId id) {
        return new RefName(PREFIX + id);
    }
}
