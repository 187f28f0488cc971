package io.rollbackrecovery.analysis.internal.lang.javascript;

import io.rollbackrecovery.core.graph.EdgeKind;

/**
 * A file that a specifier can mean.
 *
 * @param path the file
 * @param atBest how sure that is: {@code IMPORT} if the rules of the language say so, {@code TYPE_ONLY} for the
 *     declarations that lie beside what runs, {@code REFERENCE} for a source found in place of what a build makes of
 *     it, {@code AMBIGUOUS} for one of several
 */
record Target(String path, EdgeKind atBest) {}
