package io.rollbackrecovery.playbook;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;

/**
 * A change to a sensitive place.
 *
 * @param rule the stable name of the rule that found it
 * @param commit the commit that made the change
 * @param path the file
 * @param what one sentence for people
 */
public record Risk(String rule, CommitId commit, RepoPath path, String what) {}
