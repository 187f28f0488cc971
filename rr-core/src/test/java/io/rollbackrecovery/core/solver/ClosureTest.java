package io.rollbackrecovery.core.solver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClosureTest {
    private static Closure<String, String> closure(String asked, String needed, String reason) {
        return ClosureSolver.closure(
                List.of(asked),
                member -> member.equals(asked) ? List.of(new Requirement<>(needed, reason)) : List.of());
    }

    @Test
    void isEqualToOneOfTheSameMembersAndReasons() {
        Closure<String, String> closure = closure("a", "b", "calls it");

        assertThat(closure).isEqualTo(closure("a", "b", "calls it")).isNotEqualTo("a");
        assertThat(closure).hasSameHashCodeAs(closure("a", "b", "calls it"));
        assertThat(closure).isNotEqualTo(closure("b", "a", "calls it"));
        assertThat(closure).isNotEqualTo(closure("a", "b", "names it"));
        assertThat(closure.hashCode())
                .isNotEqualTo(closure("a", "c", "calls it").hashCode());
        assertThat(closure).hasToString("Closure[asked [a], needs [b]]");
    }
}
