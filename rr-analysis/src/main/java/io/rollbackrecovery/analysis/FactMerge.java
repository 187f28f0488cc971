package io.rollbackrecovery.analysis;

import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.analysis.spi.Mention;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What a file will declare and refer to when a change to it is taken back while later changes stay: the three-way merge
 * of revert, on facts in place of lines.
 */
final class FactMerge {
    private FactMerge() {}

    /**
     * Takes a change back.
     *
     * @param now the file as it is
     * @param after the file as the change left it
     * @param before the file as the change found it
     */
    static FileFacts takeBack(FileFacts now, FileFacts after, FileFacts before) {
        FileFacts.Builder merged = FileFacts.builder()
                .namespace(now.namespace().equals(after.namespace()) ? before.namespace() : now.namespace())
                .declarations(merge(
                        now.declarations(),
                        after.declarations(),
                        before.declarations(),
                        declaration -> declaration.kind() + " " + declaration.name()))
                .imports(merge(now.imports(), after.imports(), before.imports(), ImportFact::reference))
                .names(mentions(now.names(), after.names(), before.names()))
                .chains(mentions(now.chains(), after.chains(), before.chains()))
                .members(mentions(now.members(), after.members(), before.members()))
                .literals(mentions(now.literals(), after.literals(), before.literals()))
                .dynamic(mentions(now.dynamic(), after.dynamic(), before.dynamic()))
                .exports(merge(now.exports(), after.exports(), before.exports(), name -> name));
        now.partial().ifPresent(merged::partial);
        return merged.build();
    }

    private static List<Mention> mentions(List<Mention> now, List<Mention> after, List<Mention> before) {
        return merge(now, after, before, Mention::text);
    }

    private static <T> List<T> merge(List<T> now, List<T> after, List<T> before, Function<T, String> key) {
        Set<String> nowKeys = keys(now, key);
        Set<String> afterKeys = keys(after, key);
        Set<String> beforeKeys = keys(before, key);
        List<T> merged = new ArrayList<>();
        for (T fact : now) {
            boolean brought = afterKeys.contains(key.apply(fact)) && !beforeKeys.contains(key.apply(fact));
            if (!brought) {
                merged.add(fact);
            }
        }
        for (T fact : before) {
            boolean taken = !afterKeys.contains(key.apply(fact));
            if (taken && !nowKeys.contains(key.apply(fact))) {
                merged.add(fact);
            }
        }
        return merged;
    }

    private static <T> Set<String> keys(List<T> facts, Function<T, String> key) {
        Set<String> keys = new HashSet<>();
        facts.forEach(fact -> keys.add(key.apply(fact)));
        return keys;
    }
}
