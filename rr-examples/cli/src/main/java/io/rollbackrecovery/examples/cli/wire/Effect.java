package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.core.plan.Plan;

/** The words of the field {@code effect}. */
public final class Effect {
    /** Nothing would change: it is done already. */
    public static final String NONE = "none";
    /** Something changes. */
    public static final String CHANGE = "change";
    /** It cannot be said, because there are conflicts. */
    public static final String CONFLICT = "conflict";

    private Effect() {}

    /** Gives the word for a plan. */
    public static String of(Plan plan) {
        if (!plan.isClean()) {
            return CONFLICT;
        }
        return plan.isNoEffect() ? NONE : CHANGE;
    }
}
