package io.rollbackrecovery.core.plan;

/**
 * HEAD goes to another branch or commit.
 *
 * @param from where it must point
 * @param to where it will point
 */
public record HeadMove(Head from, Head to) {
    /**
     * Gives the move that takes this one back.
     *
     * @return from {@link #to} to {@link #from}
     */
    public HeadMove inverse() {
        return new HeadMove(to, from);
    }
}
