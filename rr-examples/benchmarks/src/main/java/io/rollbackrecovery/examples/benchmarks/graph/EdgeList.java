package io.rollbackrecovery.examples.benchmarks.graph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What every library is told: the nodes {@code 0 .. nodes - 1}, and the edges {@code from[i] -> to[i]}, no pair twice.
 *
 * @param nodes how many nodes there are
 * @param from the dependent of each edge
 * @param to the dependency of each edge
 */
@SuppressWarnings("ArrayRecordComponent") // the arrays are what is measured; nobody compares two inputs
public record EdgeList(int nodes, int[] from, int[] to) {
    private static final int DEGREE = 10;
    private static final int FOLDER = 10;
    private static final long SEED = 20261124L;
    private static final Pattern GENERATED = Pattern.compile("(code|random)-(\\d+)");

    /**
     * Makes or reads a graph.
     *
     * @param input {@code code-N}: N files with 10 imports each, told file by file. Files lie in folders of ten; a file
     *     imports others of its folder and files below it, some of them very popular; in one folder of twenty the files
     *     import each other in cycles. {@code random-N}: N nodes with 10 uniformly drawn targets each, told in random
     *     order. Or the path of a file with the lines of {@code rr graph --format tsv}
     * @return the same edges in the same order at every call
     */
    public static EdgeList of(String input) {
        Matcher generated = GENERATED.matcher(input);
        if (!generated.matches()) {
            return read(Path.of(input));
        }
        int nodes = Integer.parseInt(generated.group(2));
        if (nodes < 2 * FOLDER) {
            throw new IllegalArgumentException(input + " has fewer than " + 2 * FOLDER + " nodes");
        }
        return generated.group(1).equals("code") ? code(nodes) : random(nodes);
    }

    /**
     * Draws nodes to start from.
     *
     * @param count how many
     * @return the same nodes at every call
     */
    public int[] sources(int count) {
        return new SplittableRandom(SEED + 1).ints(count, 0, nodes).toArray();
    }

    private static EdgeList random(int nodes) {
        SplittableRandom dice = new SplittableRandom(SEED);
        Drawn drawn = new Drawn(nodes);
        for (int node = 0; node < nodes; node++) {
            for (int i = 0; i < DEGREE; i++) {
                drawn.add(node, dice.nextInt(nodes));
            }
        }
        EdgeList list = drawn.list();
        for (int i = list.from.length - 1; i > 0; i--) {
            int other = dice.nextInt(i + 1);
            swap(list.from, i, other);
            swap(list.to, i, other);
        }
        return list;
    }

    private static EdgeList code(int nodes) {
        SplittableRandom dice = new SplittableRandom(SEED);
        Drawn drawn = new Drawn(nodes);
        for (int node = 0; node < nodes; node++) {
            int folder = node - node % FOLDER;
            boolean cyclic = folder / FOLDER % 20 == 7;
            int told = 0;
            for (int tries = 0; told < DEGREE && tries < 4 * DEGREE; tries++) {
                double kind = dice.nextDouble();
                int target;
                if (kind < 0.2 && cyclic) {
                    target = Math.min(nodes - 1, folder + dice.nextInt(FOLDER));
                } else if (kind < 0.6) {
                    target = Math.max(0, node - 1 - dice.nextInt(3 * FOLDER));
                } else {
                    target = (int) (node * Math.pow(dice.nextDouble(), 3));
                }
                told += drawn.add(node, target) ? 1 : 0;
            }
        }
        return drawn.list();
    }

    private static EdgeList read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        TreeSet<String> names = new TreeSet<>();
        for (String line : lines) {
            String[] words = words(line);
            names.add(words[0]);
            names.add(words[1]);
        }
        Map<String, Integer> ids = new TreeMap<>();
        names.forEach(name -> ids.put(name, ids.size()));
        TreeSet<Long> pairs = new TreeSet<>();
        for (String line : lines) {
            String[] words = words(line);
            pairs.add(((long) number(ids, words[0]) << Integer.SIZE) | number(ids, words[1]));
        }
        return new EdgeList(
                ids.size(),
                pairs.stream().mapToInt(pair -> (int) (pair >> Integer.SIZE)).toArray(),
                pairs.stream().mapToInt(Long::intValue).toArray());
    }

    private static int number(Map<String, Integer> ids, String name) {
        return ids.getOrDefault(name, -1);
    }

    private static String[] words(String line) {
        String[] words = line.split("\t", -1);
        if (words.length < 2) {
            throw new IllegalArgumentException("no edge: " + line);
        }
        return words;
    }

    private static void swap(int[] array, int one, int other) {
        int kept = array[one];
        array[one] = array[other];
        array[other] = kept;
    }

    /** Edges drawn node by node; one that was drawn before is left out. */
    private static final class Drawn {
        private final int nodes;
        private final int[] from;
        private final int[] to;
        private int size;

        Drawn(int nodes) {
            this.nodes = nodes;
            this.from = new int[nodes * DEGREE];
            this.to = new int[nodes * DEGREE];
        }

        boolean add(int dependent, int dependency) {
            for (int i = size - 1; i >= 0 && from[i] == dependent; i--) {
                if (to[i] == dependency) {
                    return false;
                }
            }
            from[size] = dependent;
            to[size] = dependency;
            size++;
            return true;
        }

        EdgeList list() {
            return new EdgeList(nodes, Arrays.copyOf(from, size), Arrays.copyOf(to, size));
        }
    }
}
