package io.rollbackrecovery.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.graph.DependencyGraph;
import io.rollbackrecovery.core.graph.EdgeKind;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class GraphJsonTest {
    @Provide
    Arbitrary<List<RepoPath>> paths() {
        return Arbitraries.bytes()
                .filter(b -> b != 0 && b != '/')
                .array(byte[].class)
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(RepoPath::ofBytes)
                .list()
                .ofMinSize(1)
                .ofMaxSize(9);
    }

    @Property(seed = "42", tries = 300)
    void readsWhatItWrote(@ForAll("paths") List<RepoPath> paths, @ForAll EdgeKind kind) {
        DependencyGraph.Builder<RepoPath> builder = DependencyGraph.builder();
        paths.forEach(builder::node);
        for (int i = 0; i + 1 < paths.size(); i += 2) {
            builder.edge(paths.get(i), paths.get(i + 1), kind);
        }
        DependencyGraph<RepoPath> graph = builder.build();
        assertThat(GraphJson.read(GraphJson.write(graph))).isEqualTo(graph);
    }

    @Test
    void refusesOtherDocuments() {
        assertThatThrownBy(() -> GraphJson.read("{\"schema\":\"rr/plan/1\"}"))
                .isInstanceOfSatisfying(
                        RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_FORMAT));
        for (String rest : List.of(
                "", ",\"nodes\":[]", ",\"nodes\":[],\"edges\":[{\"from\":\"a\",\"to\":\"b\",\"kind\":\"x\"}]")) {
            assertThatThrownBy(() -> GraphJson.read("{\"schema\":\"rr/dependency-graph/1\"" + rest + "}"))
                    .isInstanceOfSatisfying(
                            RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT));
        }
    }
}
