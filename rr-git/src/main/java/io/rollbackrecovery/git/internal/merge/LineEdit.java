package io.rollbackrecovery.git.internal.merge;

/**
 * Lines {@code [beginA, endA)} of one file became lines {@code [beginB, endB)} of another; counted from 0.
 *
 * @param beginA the first line that went; where none did, the line before which others came
 * @param endA the line after the last one that went
 * @param beginB the first line that came
 * @param endB the line after the last one that came
 */
public record LineEdit(int beginA, int endA, int beginB, int endB) {
    /** How many lines went. */
    public int lengthA() {
        return endA - beginA;
    }

    /** How many lines came. */
    public int lengthB() {
        return endB - beginB;
    }
}
