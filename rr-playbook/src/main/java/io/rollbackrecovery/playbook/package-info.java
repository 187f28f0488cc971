/** What happened and what to do about it: the assessment of a repository, and recovery cases step by step. */
@NullMarked
package io.rollbackrecovery.playbook;

import org.jspecify.annotations.NullMarked;
