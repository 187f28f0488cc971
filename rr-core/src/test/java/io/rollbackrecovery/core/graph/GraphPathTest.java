package io.rollbackrecovery.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class GraphPathTest {
    private static final Edge<String> AB = new Edge<>("a", "b", EdgeKind.IMPORT);
    private static final Edge<String> BC = new Edge<>("b", "c", EdgeKind.REFERENCE);

    private final DependencyGraph<String> graph = DependencyGraph.<String>builder()
            .edge("a", "b", EdgeKind.IMPORT)
            .edge("a", "b", EdgeKind.STRING)
            .edge("b", "c", EdgeKind.REFERENCE)
            .build();

    @Test
    void isTheListOfItsEdgesInTheOrderInWhichTheyDepend() {
        GraphPath<String> up = graph.reach(List.of("c"), Direction.DEPENDENTS).path("a");
        GraphPath<String> down =
                graph.reach(List.of("a"), Direction.DEPENDENCIES).path("c");
        assertThat(up).isEqualTo(List.of(AB, BC)).hasSameHashCodeAs(List.of(AB, BC));
        assertThat(down).isEqualTo(up);
    }

    @Test
    void hasNoOtherEdgesAndCannotBeChanged() {
        GraphPath<String> path = graph.reach(List.of("c"), Direction.DEPENDENTS).path("a");
        assertThatThrownBy(() -> path.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> path.get(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> path.set(0, BC)).isInstanceOf(UnsupportedOperationException.class);
    }
}
