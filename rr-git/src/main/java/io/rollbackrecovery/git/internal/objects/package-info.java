/** The object store: packs, loose objects and borrowed stores, read and written without JGit's file layer. */
@NullMarked
package io.rollbackrecovery.git.internal.objects;

import org.jspecify.annotations.NullMarked;
