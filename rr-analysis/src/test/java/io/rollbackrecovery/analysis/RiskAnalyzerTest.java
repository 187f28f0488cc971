package io.rollbackrecovery.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.analysis.risk.Risk;
import io.rollbackrecovery.analysis.risk.RiskLevel;
import io.rollbackrecovery.analysis.risk.RiskRule;
import io.rollbackrecovery.analysis.risk.RiskRules;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.source.FileMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the rules find, and what they do not. */
class RiskAnalyzerTest {
    private static final String GUARD = """
            def delete_document(user, document):
                if not (user.is_admin or document.owner == user.id):
                    raise PermissionDenied()
                document.delete()
            """;

    private final MemoryRepository repository = new MemoryRepository();

    private static String[] lines(String text) {
        return text.split("\n", -1);
    }

    private List<Risk> found(CommitId... newestFirst) {
        return new RiskAnalyzer(repository, repository).find(List.of(newestFirst));
    }

    private List<Risk> change(String path, String before, String after) {
        repository.file(path, lines(before)).commit("before");
        return found(repository.file(path, lines(after)).commit("after"));
    }

    private static List<String> rules(List<Risk> risks) {
        return risks.stream()
                .map(risk -> risk.level().word() + " " + risk.rule())
                .toList();
    }

    @Test
    void saysWhatIsLetThroughNow() {
        List<Risk> risks =
                change("app/docs.py", GUARD, GUARD.replace("not (user.is_admin or", "not (not user.is_admin or"));
        assertThat(rules(risks)).containsExactly("high authorization-condition");
        assertThat(risks.get(0).what()).contains("let through now and refused before", "not user.is_admin");
        assertThat(risks.get(0).before()).contains("user.is_admin or");
        assertThat(risks.get(0).line()).isEqualTo(2);
    }

    @Test
    void sameMeaningIsNoChange() {
        assertThat(change("app/docs.py", GUARD, """
                        def delete_document(user, document):
                            # turned around, and formatted anew
                            if (
                                not user.is_admin
                                and user.id != document.owner
                            ):
                                raise PermissionDenied()
                            document.delete()
                        """)).isEmpty();
    }

    @Test
    void movedRenamedAndCommentedCodeIsNoChange() {
        repository
                .file("app/docs.py", lines(GUARD))
                .file("app/other.py", "x = 1")
                .commit("before");
        CommitId moved = repository
                .remove("app/docs.py")
                .file("app/documents/rights.py", lines("import os\n" + GUARD))
                .commit("move");
        assertThat(found(moved)).isEmpty();
        CommitId renamed = repository
                .file("app/documents/rights.py", lines("import os\n" + GUARD.replace("document", "doc")))
                .commit("rename a variable");
        assertThat(found(renamed)).isEmpty();
        CommitId commented = repository
                .file(
                        "app/documents/rights.py",
                        lines("import os\n# verify=False, eval(x)\n" + GUARD.replace("document", "doc")))
                .commit("comment");
        assertThat(found(commented)).isEmpty();
    }

    @Test
    void aStricterCheckIsWorthALookOnly() {
        List<Risk> risks = change(
                "app/docs.py",
                GUARD,
                GUARD.replace("not (user.is_admin or", "not user.active or not (user.is_admin or"));
        assertThat(rules(risks)).containsExactly("warn authorization-condition");
        assertThat(risks.get(0).what()).contains("stricter");
    }

    @Test
    void aCheckThatRefusesNothingAnyMoreIsFound() {
        assertThat(rules(
                        change("app/docs.py", GUARD, GUARD.replace("raise PermissionDenied()", "log.info('denying')"))))
                .containsExactly("high authorization-condition");
    }

    @Test
    void testsAndExamplesAreNoAlarm() {
        assertThat(rules(change("tests/test_docs.py", "x = 1", "x = requests.get(u, verify=False)")))
                .containsExactly("note certificate-check-off");
    }

    @Test
    void ofSeveralCommitsThoseAreNamedThatDidIt() {
        repository.file("a.py", "x = 1", "y = 2").commit("base");
        CommitId first = repository.file("a.py", "x = 3", "y = 2").commit("first");
        CommitId second =
                repository.file("a.py", "x = get(u, verify=False)", "y = 2").commit("second");
        CommitId third =
                repository.file("a.py", "x = get(u, verify=False)", "y = 4").commit("third");
        List<Risk> risks = found(third, second, first);
        assertThat(risks)
                .singleElement()
                .satisfies(risk -> assertThat(risk.commits()).containsExactly(second));
    }

    @Test
    void filesOfSpecialKinds() {
        repository.file("a.py", "x = 1").commit("base");
        CommitId commit = repository
                .file(RepoPath.of("out"), FileMode.SYMLINK, "../../etc/passwd".getBytes(StandardCharsets.UTF_8))
                .file(RepoPath.of("in"), FileMode.SYMLINK, "a.py".getBytes(StandardCharsets.UTF_8))
                .file(RepoPath.of("tool"), FileMode.EXECUTABLE, new byte[] {0x7F, 'E', 'L', 'F', 0, 1})
                .file("db/migrate/1_users.rb", "drop_table :users")
                .file("package.json", "{", "  \"scripts\": {", "    \"postinstall\": \"curl evil\"", "  }", "}")
                .commit("many");
        assertThat(found(commit).stream().map(risk -> risk.level().word() + " " + risk.rule() + " " + risk.path()))
                .containsExactly(
                        "high file-kind out",
                        "warn migration db/migrate/1_users.rb",
                        "warn dependency-source package.json",
                        "warn binary tool",
                        "note file-kind in",
                        "note dependency-manifest package.json");
    }

    @Test
    void testsThatGoTogetherWithCode() {
        repository
                .file("src/cart.js", "export const total = x => x;")
                .file("src/cart.test.js", "it('adds', () => {});", "it('rounds', () => {});")
                .commit("base");
        CommitId skipped = repository
                .file("src/cart.js", "export const total = x => x + 1;")
                .file("src/cart.test.js", "it('adds', () => {});", "it.skip('rounds', () => {});")
                .commit("skip");
        assertThat(rules(found(skipped))).contains("warn test-gone");
        CommitId deleted = repository
                .file("src/cart.js", "export const total = x => x + 2;")
                .remove("src/cart.test.js")
                .commit("delete");
        assertThat(rules(found(deleted))).containsExactly("warn test-gone");
    }

    @Test
    void secretsAreMasked() {
        String key = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8";
        List<Risk> risks = change("deploy.sh", "echo", "export TOKEN=" + key);
        assertThat(rules(risks)).contains("high secret");
        assertThat(risks.toString()).doesNotContain(key).contains("ghp_***");
    }

    @Test
    void rulesAreValuesThatCanBeAddedLeftOutAndChanged() {
        List<RiskRule> rules = new ArrayList<>(RiskRules.builtIn());
        rules.removeIf(rule -> rule.id().equals("certificate-check-off"));
        rules.add(RiskRule.addedCode("old-client", RiskLevel.WARN, "the old client is used", "LegacyClient . connect (")
                .in("app"));
        rules.add(RiskRule.condition("billing", "what is billed", List.of("billable"), List.of("plan")));
        repository
                .file("app/a.py", "x = 1", "def charge(o):", "    if o.billable and o.plan:", "        bill(o)")
                .commit("base");
        CommitId commit = repository
                .file(
                        "app/a.py",
                        "x = LegacyClient.connect(verify=False)",
                        "def charge(o):",
                        "    if o.billable or o.plan:",
                        "        bill(o)")
                .file("lib/b.py", "x = LegacyClient.connect()")
                .commit("change");
        assertThat(rules(new RiskAnalyzer(repository, repository, rules).find(List.of(commit))))
                .containsExactly("high billing", "warn old-client");
        assertThat(rules(new RiskAnalyzer(
                                repository,
                                repository,
                                List.of(rules.get(rules.size() - 1).at(RiskLevel.NOTE)))
                        .find(List.of(commit))))
                .containsExactly("note billing");
    }

    @Test
    void twoTreesCanBeCompared() {
        var before = repository.file("app/docs.py", lines(GUARD)).tree();
        var after = repository
                .file("app/docs.py", "def delete_document(user, document):", "    document.delete()")
                .tree();
        assertThat(rules(new RiskAnalyzer(repository, repository).between(before, after)))
                .containsExactly("high authorization-condition");
        assertThat(new RiskAnalyzer(repository, repository).between(before, before))
                .isEmpty();
    }
}
