/** One open repository, as the services of rr-git share it. */
@NullMarked
package io.rollbackrecovery.git.internal.repository;

import org.jspecify.annotations.NullMarked;
