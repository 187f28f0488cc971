package io.rollbackrecovery.analysis.internal.risk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Pairs deleted with added files that have most of their statements, or all of their bytes, in common. */
public final class Renaming {
    private static final int MOST = 200;
    private static final double ALIKE = 0.5;

    private Renaming() {}

    private record Pair(Changed gone, Changed came, double likeness) {}

    /** The files with each renamed one as one. */
    public static List<Changed> pair(List<Changed> files) {
        List<Changed> gone =
                files.stream().filter(file -> file.after().isEmpty()).toList();
        List<Changed> came =
                files.stream().filter(file -> file.before().isEmpty()).toList();
        if (gone.isEmpty() || came.isEmpty() || gone.size() > MOST || came.size() > MOST) {
            return files;
        }
        List<Pair> pairs = new ArrayList<>();
        for (Changed old : gone) {
            for (Changed now : came) {
                double likeness =
                        likeness(old.before().orElseThrow(), now.after().orElseThrow());
                if (likeness >= ALIKE) {
                    pairs.add(new Pair(old, now, likeness));
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(Pair::likeness).reversed());
        Set<Changed> taken = new HashSet<>();
        List<Changed> all = new ArrayList<>();
        for (Pair pair : pairs) {
            if (!taken.contains(pair.gone()) && !taken.contains(pair.came())) {
                taken.add(pair.gone());
                taken.add(pair.came());
                all.add(new Changed(pair.gone().before(), pair.came().after()));
            }
        }
        files.stream().filter(file -> !taken.contains(file)).forEach(all::add);
        all.sort(Comparator.comparing(Changed::path));
        return all;
    }

    private static double likeness(SourceText one, SourceText other) {
        if (one.file().blob().equals(other.file().blob())) {
            return 1;
        }
        Optional<Integer> sameStyle = one.code()
                .flatMap(code -> other.code()
                        .filter(also -> also.style() == code.style())
                        .map(also -> 1));
        if (sameStyle.isEmpty()) {
            return 0;
        }
        Set<String> common = new HashSet<>(one.statements());
        common.retainAll(other.statements());
        int most = Math.max(one.statements().size(), other.statements().size());
        return most < 4 ? 0 : (double) common.size() / most;
    }
}
