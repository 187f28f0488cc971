package io.rollbackrecovery.analysis;

import io.rollbackrecovery.core.check.CheckRun;
import io.rollbackrecovery.core.check.Verdict;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TreeId;

/**
 * One step of a search.
 *
 * @param n its number, counted from 1
 * @param commit the commit that was tested
 * @param tree its files
 * @param run the run of the check
 * @param verdict what the search made of it
 * @param reused true if the run was known already and cost nothing
 */
public record BisectProbe(int n, CommitId commit, TreeId tree, CheckRun run, Verdict verdict, boolean reused) {}
