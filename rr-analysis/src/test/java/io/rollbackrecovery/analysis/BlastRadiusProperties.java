package io.rollbackrecovery.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Generated projects, of which it is known who imports whom. */
class BlastRadiusProperties {
    private static final int SIZE = 9;

    /** File {@code from} imports file {@code to}. Odd files are tests. */
    record Use(int from, int to) {}

    @Provide
    Arbitrary<List<Use>> uses() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, SIZE - 1),
                        Arbitraries.integers().between(0, SIZE - 1))
                .as(Use::new)
                .list()
                .ofMaxSize(16);
    }

    @Provide
    Arbitrary<Set<Integer>> changed() {
        return Arbitraries.integers().between(0, SIZE - 1).set().ofMinSize(1).ofMaxSize(4);
    }

    private static String name(int file) {
        return file % 2 == 1 ? "test_m" + file : "m" + file;
    }

    private static String path(boolean java, int file) {
        return java ? "src/p" + file % 3 + "/" + javaName(file) + ".java" : name(file) + ".py";
    }

    private static String javaName(int file) {
        return file % 2 == 1 ? "M" + file + "Test" : "M" + file;
    }

    private static void write(MemoryRepository repository, boolean java, List<Use> uses, int file, String version) {
        List<String> lines = new ArrayList<>();
        if (java) {
            lines.add("package p" + file % 3 + ";");
            StringBuilder body = new StringBuilder("public class " + javaName(file) + " { int v" + version + ";");
            for (Use use : uses) {
                if (use.from() == file) {
                    body.append(" p")
                            .append(use.to() % 3)
                            .append('.')
                            .append(javaName(use.to()))
                            .append(" x;");
                }
            }
            lines.add(body.append(" }").toString());
        } else {
            lines.add("version = " + version);
            uses.stream().filter(use -> use.from() == file).forEach(use -> lines.add("import " + name(use.to())));
        }
        repository.file(path(java, file), lines.toArray(String[]::new));
    }

    private static BlastRadius blast(boolean java, List<Use> uses, Set<Integer> changed, List<Integer> order) {
        MemoryRepository repository = new MemoryRepository();
        for (int file : order) {
            write(repository, java, uses, file, "1");
        }
        repository.commit("base");
        for (int file : changed) {
            write(repository, java, uses, file, "2");
        }
        repository.commit("change");
        return new BlastRadiusAnalyzer(repository, repository).analyze(BlastRequest.of("HEAD"));
    }

    private static List<Integer> all() {
        List<Integer> all = new ArrayList<>();
        for (int file = 0; file < SIZE; file++) {
            all.add(file);
        }
        return all;
    }

    @Property(seed = "42", tries = 100, shrinking = ShrinkingMode.OFF)
    void findsExactlyWhoDependsOnTheChange(
            @ForAll boolean java, @ForAll("uses") List<Use> uses, @ForAll("changed") Set<Integer> changed) {
        BlastRadius blast = blast(java, uses, changed, all());
        Set<RepoPath> expected = new TreeSet<>();
        for (int origin : changed) {
            Set<Integer> reached = new HashSet<>(Set.of(origin));
            boolean grows = true;
            while (grows) {
                grows = false;
                for (Use use : uses) {
                    grows |= reached.contains(use.to()) && reached.add(use.from());
                }
            }
            reached.remove(origin);
            reached.forEach(file -> expected.add(RepoPath.of(path(java, file))));
        }

        assertThat(blast.dependents()).extracting(Dependent::path).containsExactlyInAnyOrderElementsOf(expected);
        Set<RepoPath> changedPaths = new TreeSet<>();
        changed.forEach(file -> changedPaths.add(RepoPath.of(path(java, file))));
        for (Dependent dependent : blast.dependents()) {
            assertThat(dependent.via()).hasSize(dependent.distance());
            assertThat(dependent.via().get(0).from()).isEqualTo(dependent.path());
            assertThat(changedPaths)
                    .contains(dependent.via().get(dependent.distance() - 1).to());
            assertThat(dependent.changedToo()).isEqualTo(changedPaths.contains(dependent.path()));
        }
        assertThat(blast.mustRevert()).extracting(FileToRevert::path).containsExactlyElementsOf(changedPaths);
        assertThat(blast.order().stream().flatMap(step -> step.paths().stream()))
                .containsExactlyInAnyOrderElementsOf(changedPaths);
        Set<RepoPath> tests = new TreeSet<>();
        expected.stream().filter(path -> path.toString().contains("est")).forEach(tests::add);
        changedPaths.stream().filter(path -> path.toString().contains("est")).forEach(tests::add);
        assertThat(blast.tests()).extracting(ReachingTest::path).containsExactlyInAnyOrderElementsOf(tests);
    }

    @Property(seed = "42", tries = 50, shrinking = ShrinkingMode.OFF)
    void givesTheSameAnswerForTheSameRepository(
            @ForAll boolean java,
            @ForAll("uses") List<Use> uses,
            @ForAll("changed") Set<Integer> changed,
            @ForAll long seed) {
        List<Integer> shuffled = all();
        Collections.shuffle(shuffled, new Random(seed));
        BlastRadius one = blast(java, uses, changed, all());
        BlastRadius other = blast(java, uses, changed, shuffled);

        assertThat(other.dependents()).isEqualTo(one.dependents());
        assertThat(other.mustRevert()).isEqualTo(one.mustRevert());
        assertThat(other.order()).isEqualTo(one.order());
        assertThat(other.tests()).isEqualTo(one.tests());
        assertThat(other.willBreak()).isEqualTo(one.willBreak());
    }
}
