package io.rollbackrecovery.core.plan;

import io.rollbackrecovery.core.history.Signature;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TagId;

/**
 * An annotated tag that a plan will make.
 *
 * @param id the id that the tag object will have
 * @param name the short name that the tag object records
 * @param target the commit that it names
 * @param tagger who is named as tagger
 * @param message the whole message
 */
public record PlannedTag(TagId id, String name, CommitId target, Signature tagger, String message) {}
