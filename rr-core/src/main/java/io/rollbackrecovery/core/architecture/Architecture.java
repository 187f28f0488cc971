package io.rollbackrecovery.core.architecture;

import io.rollbackrecovery.core.graph.DependencyGraph;
import io.rollbackrecovery.core.graph.Edge;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The declared layers of a code base and which of them may depend on which. Read from text by
 * {@link ArchitectureParser}. Immutable and thread-safe; equal when layers, their order and what is allowed are.
 */
public final class Architecture {
    private final List<Layer> layers;
    private final Map<String, Set<String>> allowed;

    Architecture(List<Layer> layers, Map<String, Set<String>> allowed) {
        this.layers = List.copyOf(layers);
        Map<String, Set<String>> copy = new LinkedHashMap<>();
        for (Layer layer : layers) {
            copy.put(layer.name(), Set.copyOf(allowed.getOrDefault(layer.name(), Set.of())));
        }
        this.allowed = copy;
    }

    /**
     * Gives the layers.
     *
     * @return in the order of the text; at least one
     */
    public List<Layer> layers() {
        return layers;
    }

    /**
     * Finds the layer of a path: the first whose patterns cover it.
     *
     * @param path a path
     * @return its layer; empty if no layer covers it
     */
    public Optional<Layer> layerOf(RepoPath path) {
        return layers.stream().filter(layer -> layer.covers(path)).findFirst();
    }

    /**
     * Tells which other layers a layer may depend on.
     *
     * @param layer a layer of this architecture
     * @return names of layers, in the order of the text, without the layer itself
     * @throws IllegalArgumentException if there is no layer of that name
     */
    public Set<String> allowedFrom(String layer) {
        Set<String> targets = allowed.get(layer);
        if (targets == null) {
            throw new IllegalArgumentException("no layer is named '" + layer + "'");
        }
        Set<String> ordered = new LinkedHashSet<>();
        for (Layer other : layers) {
            if (targets.contains(other.name()) && !other.name().equals(layer)) {
                ordered.add(other.name());
            }
        }
        return ordered;
    }

    /**
     * Tells whether one file may depend on another: within a layer always, between layers if it is declared. Files
     * without a layer are not judged.
     *
     * @param from the dependent
     * @param to what it depends on
     * @return false only if both have layers, different ones, and the dependency is not declared
     */
    public boolean allows(RepoPath from, RepoPath to) {
        Optional<Layer> source = layerOf(from);
        Optional<Layer> target = layerOf(to);
        return source.isEmpty()
                || target.isEmpty()
                || source.equals(target)
                || allowedFrom(source.get().name()).contains(target.get().name());
    }

    /**
     * Finds the dependencies that are not allowed.
     *
     * @param graph the files and their dependencies
     * @return the edges that {@link #allows} refuses, in the graph's order
     */
    public List<Edge<RepoPath>> forbidden(DependencyGraph<RepoPath> graph) {
        return graph.edges().filter(edge -> !allows(edge.from(), edge.to())).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Architecture that && layers.equals(that.layers) && allowed.equals(that.allowed);
    }

    @Override
    public int hashCode() {
        return Objects.hash(layers, allowed);
    }

    @Override
    public String toString() {
        return "Architecture" + layers.stream().map(Layer::name).toList();
    }
}
