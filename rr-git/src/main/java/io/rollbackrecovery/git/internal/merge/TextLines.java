package io.rollbackrecovery.git.internal.merge;

/** The lines of one file: their bytes, and their numbers in a {@link LineTable}. The arrays are not to be changed. */
final class TextLines {
    final byte[] content;
    final int[] numbers;
    private final int[] offsets;

    TextLines(byte[] content, int[] offsets, int[] numbers) {
        this.content = content;
        this.offsets = offsets;
        this.numbers = numbers;
    }

    int count() {
        return numbers.length;
    }

    /** Where a line begins in the bytes; for the number of lines, the number of bytes. */
    int offset(int line) {
        return offsets[line];
    }

    boolean endsWithLineFeed(int line) {
        int end = offsets[line + 1];
        return end > offsets[line] && content[end - 1] == '\n';
    }

    boolean endsWithCrLf(int line) {
        int end = offsets[line + 1];
        return endsWithLineFeed(line) && end - offsets[line] > 1 && content[end - 2] == '\r';
    }
}
