package io.rollbackrecovery.core.json;

import io.rollbackrecovery.core.graph.DependencyGraph;
import io.rollbackrecovery.core.graph.EdgeKind;
import io.rollbackrecovery.core.id.RepoPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Documents from which the fuzzer begins. */
final class FuzzSeeds {
    private FuzzSeeds() {}

    static List<String> documents() {
        return List.of(
                PlanJson.write(PlanJsonTest.everything()),
                OperationJson.write(PlanJsonTest.operation()),
                SessionJson.write(PlanJsonTest.session()),
                GraphJson.write(DependencyGraph.<RepoPath>builder()
                        .edge(RepoPath.of("a"), RepoPath.of("b"), EdgeKind.IMPORT)
                        .build()),
                "{\"schema\":\"rr/checkpoint/1\"}",
                "# Architecture\n\n```rr-architecture\nlayer a: src/a/**\nlayer b: src/b/**\na -> b\n```\n");
    }

    /**
     * Writes the documents.
     *
     * @param arguments the folder to write to
     * @throws IOException if it cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        int number = 0;
        for (String document : documents()) {
            Files.writeString(folder.resolve("document-" + number++), document);
        }
    }
}
