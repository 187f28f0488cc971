package io.rollbackrecovery.core.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class IntQueueProperties {
    /** Numbers are added, and a negative one takes the smallest out. */
    @Property(seed = "42")
    void givesWhatATreeSetGives(@ForAll @Size(max = 60) List<@IntRange(min = -300_000, max = 300_000) Integer> steps) {
        IntQueue queue = new IntQueue(300_001);
        TreeSet<Integer> expected = new TreeSet<>();
        for (int step : steps) {
            if (step >= 0) {
                queue.add(step);
                expected.add(step);
            } else if (!expected.isEmpty()) {
                assertThat(queue.poll()).isEqualTo(expected.pollFirst());
            }
            assertThat(queue.isEmpty()).isEqualTo(expected.isEmpty());
        }
        while (!expected.isEmpty()) {
            assertThat(queue.poll()).isEqualTo(expected.pollFirst());
        }
        assertThat(queue.isEmpty()).isTrue();
    }

    @Property(seed = "42", tries = 200)
    void holdsAllBelowItsBound(@ForAll @IntRange(min = 0, max = 5_000) int bound) {
        IntQueue queue = new IntQueue(bound);
        assertThat(queue.isEmpty()).isTrue();
        for (int item = bound - 1; item >= 0; item--) {
            queue.add(item);
        }
        for (int item = 0; item < bound; item++) {
            assertThat(queue.poll()).isEqualTo(item);
        }
        assertThat(queue.isEmpty()).isTrue();
    }
}
