package io.rollbackrecovery.analysis.internal.risk;

import io.rollbackrecovery.analysis.risk.RiskLevel;
import io.rollbackrecovery.analysis.risk.RiskRule;
import io.rollbackrecovery.core.id.RepoPath;

/**
 * Something that a rule found in a change.
 *
 * @param rule the rule
 * @param level how much it asks for a look
 * @param path the file
 * @param line the line; 0 for the whole file
 * @param what one sentence for people
 * @param before what stood there
 * @param after what stands there now
 */
public record Found(RiskRule rule, RiskLevel level, RepoPath path, int line, String what, String before, String after) {
    /** Whether it is the same finding as another, seen in another comparison. */
    public boolean isLike(Found other) {
        return rule.id().equals(other.rule.id()) && path.equals(other.path);
    }
}
