package io.rollbackrecovery.analysis;

import io.rollbackrecovery.core.id.RepoPath;

/**
 * A test file that is worth running: it reaches a changed file, or is one.
 *
 * @param path the test file, recognized by its name or folder
 * @param distance the number of steps to the nearest changed file; 0 for a test that was changed or added itself, whose
 *     pass says nothing about a change that came with it
 * @param selfConfirming whether the commits themselves added or changed it: a pass that comes only from such tests is no
 *     evidence, since they may have been fitted to the change
 * @param reason why, one sentence for people
 */
public record ReachingTest(RepoPath path, int distance, boolean selfConfirming, String reason) {}
