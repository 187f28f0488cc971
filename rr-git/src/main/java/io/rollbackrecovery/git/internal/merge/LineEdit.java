package io.rollbackrecovery.git.internal.merge;

/**
 * Lines {@code [beginA, endA)} of one file became lines {@code [beginB, endB)} of another; counted from 0.
 */
record LineEdit(int beginA, int endA, int beginB, int endB) {
    int lengthA() {
        return endA - beginA;
    }

    int lengthB() {
        return endB - beginB;
    }
}
