package io.rollbackrecovery.git.internal.dependents;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.core.solver.ClosureSolver;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Tools;
import io.rollbackrecovery.git.env.GitEnvironment;
import io.rollbackrecovery.git.internal.merge.MergeSettings;
import io.rollbackrecovery.git.internal.merge.VersionDiff;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requirements look at two commits alone. Their closure is what one gets who carries the places of the whole set along,
 * which depends on the set: so nothing is lost, and the closure of several commits is that of each of them together.
 */
class LineRequirementsTest {
    private static final int LENGTH = 12;

    @TempDir
    Path folder;

    @Test
    void theClosureIsThatOfAllPlacesCarriedAlongTogether() {
        Tools.require("git");
        GitFixture git = GitFixture.init(folder.resolve("work"));
        Random random = new Random(42);
        List<HistoryMaker.Made> histories = new HistoryMaker(42, true).make(git, 150, LENGTH);
        try (RepositoryAccess access = RepositoryAccess.open(folder.resolve("work"), GitEnvironment.isolated());
                ObjectReader reader = access.jgit().newObjectReader()) {
            for (HistoryMaker.Made made : histories) {
                History history = new History(
                        access.commits(), made.tip(), reader, new VersionDiff(reader, MergeSettings.defaults()));
                LineRequirements requirements = new LineRequirements(
                        history, new Rules(commit -> OptionalInt.empty(), path -> false, List.of()), RunContext.none());
                Set<CommitId> asked = new HashSet<>();
                Set<CommitId> joined = new HashSet<>();
                for (int i = 0; i < 1 + random.nextInt(3); i++) {
                    CommitId one = made.commits().get(1 + random.nextInt(LENGTH - 1));
                    asked.add(one);
                    Set<CommitId> own =
                            ClosureSolver.closure(List.of(one), requirements).members();
                    assertThat(own).isEqualTo(carriedAlong(made, Set.of(one)));
                    joined.addAll(own);
                }
                assertThat(ClosureSolver.closure(asked, requirements).members())
                        .isEqualTo(joined)
                        .isEqualTo(carriedAlong(made, asked));
            }
        }
    }

    /** The naive way: a mark for each line and each place between two, for the set as a whole. */
    private static Set<CommitId> carriedAlong(HistoryMaker.Made made, Set<CommitId> asked) {
        Set<CommitId> members = new HashSet<>();
        List<Boolean> lines = new ArrayList<>();
        List<Boolean> gaps = new ArrayList<>(List.of(false));
        for (int i = 0; i < lines(made, 0).size(); i++) {
            lines.add(false);
            gaps.add(false);
        }
        for (int j = 1; j < made.commits().size(); j++) {
            List<String> before = lines(made, j - 1);
            List<String> after = lines(made, j);
            List<int[]> hunks = hunks(before, after);
            boolean touches = false;
            for (int[] hunk : hunks) {
                for (int i = Math.max(0, hunk[0] - 1); i < Math.min(before.size(), hunk[1] + 1); i++) {
                    touches |= lines.get(i);
                }
                for (int i = hunk[0]; i <= hunk[1]; i++) {
                    touches |= gaps.get(i);
                }
            }
            boolean member = touches || asked.contains(made.commits().get(j));
            if (member) {
                members.add(made.commits().get(j));
            }
            for (int k = hunks.size() - 1; k >= 0; k--) {
                int[] hunk = hunks.get(k);
                lines.subList(hunk[0], hunk[1]).clear();
                gaps.subList(hunk[0], hunk[1]).clear();
                if (member) {
                    gaps.set(hunk[0], hunk[2] == hunk[3]);
                }
                for (int i = hunk[2]; i < hunk[3]; i++) {
                    lines.add(hunk[0], member);
                    gaps.add(hunk[0], false);
                }
            }
        }
        members.addAll(asked);
        return members;
    }

    private static List<String> lines(HistoryMaker.Made made, int commit) {
        return made.files().get(commit).get("d/a");
    }

    /** No line comes twice, and none comes back or changes its place. */
    private static List<int[]> hunks(List<String> before, List<String> after) {
        List<int[]> hunks = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                i++;
                j++;
                continue;
            }
            int beginA = i;
            int beginB = j;
            while (i < before.size() && !after.contains(before.get(i))) {
                i++;
            }
            while (j < after.size() && !before.contains(after.get(j))) {
                j++;
            }
            hunks.add(new int[] {beginA, i, beginB, j});
        }
        return hunks;
    }
}
