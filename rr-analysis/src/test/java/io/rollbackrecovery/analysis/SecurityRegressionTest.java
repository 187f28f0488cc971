package io.rollbackrecovery.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.analysis.risk.Risk;
import io.rollbackrecovery.analysis.risk.RiskLevel;
import io.rollbackrecovery.core.id.CommitId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Security regressions, each after a known pattern (its CWE, or the incident that it re-enacts), in the form that they
 * have in practice: some code around, and a harmless change beside. Each has to be found at the highest level.
 */
class SecurityRegressionTest {
    static Stream<Regression> regressions() {
        return Stream.concat(RegressionsOfChecks.all().stream(), RegressionsOfInput.all().stream());
    }

    @ParameterizedTest
    @MethodSource("regressions")
    void isFoundAtTheHighestLevel(Regression regression) {
        MemoryRepository repository = new MemoryRepository();
        repository.file(regression.path(), regression.before().split("\n", -1)).commit("before");
        CommitId change = repository
                .file(regression.path(), regression.after().split("\n", -1))
                .commit("Make it faster");
        List<Risk> risks = new RiskAnalyzer(repository, repository).find(List.of(change));
        assertThat(risks).as("%s", risks).anySatisfy(risk -> {
            assertThat(risk.rule()).isEqualTo(regression.rule());
            assertThat(risk.level()).isEqualTo(RiskLevel.HIGH);
            assertThat(risk.commits()).containsExactly(change);
        });
        assertThat(risks.toString()).doesNotContain("AKIAQ3EGVRT7X5KPLW2Z");
    }

    @ParameterizedTest
    @MethodSource("regressions")
    void isQuietOnceItIsTakenBack(Regression regression) {
        MemoryRepository repository = new MemoryRepository();
        repository.file(regression.path(), regression.before().split("\n", -1)).commit("before");
        CommitId change = repository
                .file(regression.path(), regression.after().split("\n", -1))
                .commit("Make it faster");
        CommitId back = repository
                .file(regression.path(), regression.before().split("\n", -1))
                .commit("Take it back");
        assertThat(new RiskAnalyzer(repository, repository).find(List.of(back, change)))
                .isEmpty();
        assertThat(new RiskAnalyzer(repository, repository).find(List.of(back)))
                .noneMatch(risk -> risk.level() == RiskLevel.HIGH);
    }
}
