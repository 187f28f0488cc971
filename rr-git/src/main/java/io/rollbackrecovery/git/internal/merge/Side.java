package io.rollbackrecovery.git.internal.merge;

/** One of the three trees of a merge. */
enum Side {
    BASE(1),
    OURS(2),
    THEIRS(4);

    /** The side's bit in a mask of sides. */
    final int bit;

    Side(int bit) {
        this.bit = bit;
    }

    /** Gives the other one of ours and theirs. */
    Side opposite() {
        return this == OURS ? THEIRS : OURS;
    }
}
