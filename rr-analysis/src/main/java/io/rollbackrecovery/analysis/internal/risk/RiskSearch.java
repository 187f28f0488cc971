package io.rollbackrecovery.analysis.internal.risk;

import io.rollbackrecovery.analysis.risk.RiskRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Runs rules over a change. Takes time in the size of the changed files, whatever is in them. */
public final class RiskSearch {
    private RiskSearch() {}

    /** What the rules find, the most urgent first; of the same sort by path and line. Secrets are masked. */
    public static List<Found> find(List<Changed> files, List<RiskRule> rules) {
        List<Found> found = new ArrayList<>();
        found.addAll(new CodeSearch(files, rules).find());
        found.addAll(new ConditionSearch(files, rules).find());
        TextSearch texts = new TextSearch(files);
        FileSearch kinds = new FileSearch(files);
        ConfigSearch configs = new ConfigSearch(files);
        for (RiskRule rule : rules) {
            switch (rule.trigger()) {
                case SECRET, HIDDEN_CHARACTER -> found.addAll(texts.find(rule));
                case SQL_FROM_PIECES -> found.addAll(new SqlSearch(files).find(rule));
                case CHANGED_PATH -> found.addAll(kinds.paths(rule));
                case BINARY -> found.addAll(kinds.binaries(rule));
                case FILE_KIND -> found.addAll(kinds.kinds(rule));
                case DECLARATION -> found.addAll(kinds.declarations(rule));
                case TEST_GONE -> found.addAll(kinds.tests(rule));
                case PIPELINE -> found.addAll(configs.pipelines(rule));
                case DEPENDENCY -> found.addAll(configs.dependencies(rule));
                case ADDED_CODE, REMOVED_CODE, CONDITION -> {}
            }
        }
        return found.stream()
                .map(one -> new Found(
                        one.rule(),
                        one.level(),
                        one.path(),
                        one.line(),
                        Secrets.mask(one.what()),
                        Secrets.mask(one.before()),
                        Secrets.mask(one.after())))
                .distinct()
                .sorted(Comparator.comparing(Found::level)
                        .reversed()
                        .thenComparing(Found::path)
                        .thenComparingInt(Found::line)
                        .thenComparing(one -> one.rule().id()))
                .toList();
    }
}
