package io.rollbackrecovery.git.internal.merge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Any bytes are three texts to merge, parted by NULs: twice the same, and what is changed on one side only is taken. */
public final class FuzzMerge {
    private FuzzMerge() {}

    public static void fuzzerTestOneInput(byte[] data) {
        byte[] base = part(data, 0);
        byte[] ours = part(data, 1);
        byte[] theirs = part(data, 2);
        TextMerge.Result merged = TextMerge.merge(base, ours, theirs, false);
        TextMerge.Result again = TextMerge.merge(base.clone(), ours.clone(), theirs.clone(), false);
        require(merged.conflicts().equals(again.conflicts()), "other conflicts the second time");
        require(Arrays.equals(merged.content(), again.content()), "another text the second time");
        TextMerge.Result turned = TextMerge.merge(base, theirs, ours, false);
        require(turned.conflicts().size() == merged.conflicts().size(), "other conflicts with the sides exchanged");
        if (merged.conflicts().isEmpty()) {
            require(Arrays.equals(merged.content(), turned.content()), "another text with the sides exchanged");
        }
        require(Arrays.equals(TextMerge.merge(base, ours, base, false).content(), ours), "our change alone is lost");
        require(Arrays.equals(TextMerge.merge(base, base, theirs, false).content(), theirs), "their change is lost");
        require(TextMerge.merge(base, ours, theirs, true).conflicts().isEmpty(), "a union has conflicts");
        ContentMerge.isBinary(data);
    }

    static byte[] part(byte[] data, int number) {
        List<Integer> begins = new ArrayList<>(List.of(0));
        for (int i = 0; i < data.length && begins.size() < 3; i++) {
            if (data[i] == 0) {
                begins.add(i + 1);
            }
        }
        if (number >= begins.size()) {
            return new byte[0];
        }
        int end = number + 1 < begins.size() ? begins.get(number + 1) - 1 : data.length;
        return Arrays.copyOfRange(data, begins.get(number), end);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
