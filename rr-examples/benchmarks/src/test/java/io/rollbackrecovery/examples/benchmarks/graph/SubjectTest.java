package io.rollbackrecovery.examples.benchmarks.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is compared in time is the same work: on small graphs, all libraries give one answer. */
class SubjectTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"code-20", "code-400", "code-3000", "random-20", "random-400"})
    void librariesAgree(String input) {
        agree(EdgeList.of(input));
    }

    @Test
    void filesOfEdgesAreRead() throws IOException {
        Path file = Files.writeString(
                folder.resolve("graph.tsv"), "b\ta\timport\nc\tb\timport\nc\tb\tstring\nb\tc\timport\nd\td\timport\n");
        EdgeList edges = EdgeList.of(file.toString());
        assertThat(edges.nodes()).isEqualTo(4);
        assertThat(edges.from()).containsExactly(1, 1, 2, 3);
        assertThat(edges.to()).containsExactly(0, 2, 1, 3);
        agree(edges);
    }

    @Test
    void unknownNamesAreRefused() {
        assertThatThrownBy(() -> Subject.of("boost")).hasMessageContaining("boost");
        assertThatThrownBy(() -> EdgeList.of("code-3")).hasMessageContaining("code-3");
    }

    private static void agree(EdgeList edges) {
        Subject rr = Subject.of(Subject.RR);
        rr.build(edges);
        int[] sources = edges.sources(2);
        assertInOrder(edges, rr.leafFirst());
        for (String library : Subject.ALL) {
            Subject peer = Subject.of(library);
            peer.build(edges);
            assertThat(peer.dependents(sources)).as(library).isEqualTo(rr.dependents(sources));
            if (peer.hasComponents()) {
                assertThat(peer.components()).as(library).isEqualTo(rr.components());
                assertThat(peer.leafFirst()).as(library).hasSize(rr.components());
                assertInOrder(edges, peer.leafFirst());
            }
        }
    }

    private static void assertInOrder(EdgeList edges, List<int[]> order) {
        int[] place = new int[edges.nodes()];
        Arrays.fill(place, -1);
        for (int group = 0; group < order.size(); group++) {
            for (int node : order.get(group)) {
                assertThat(place[node]).isEqualTo(-1);
                place[node] = group;
            }
        }
        assertThat(place).doesNotContain(-1);
        for (int i = 0; i < edges.from().length; i++) {
            assertThat(place[edges.from()[i]]).isLessThanOrEqualTo(place[edges.to()[i]]);
        }
    }
}
