package io.rollbackrecovery.analysis.internal.risk;

import io.rollbackrecovery.analysis.internal.code.Condition;
import io.rollbackrecovery.analysis.internal.code.Token;
import io.rollbackrecovery.analysis.risk.RiskRule;
import io.rollbackrecovery.analysis.risk.RiskTrigger;
import io.rollbackrecovery.analysis.spi.Declaration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds conditions that decide something else than before. Conditions that are the same before and after, be it in
 * another file, are left out; what is left is paired within a file, by the function that it is in and by likeness.
 */
final class ConditionSearch {
    private static final int MOST_LEFT = 150;
    private static final double ALIKE_HERE = 0.3;
    private static final double ALIKE_ELSEWHERE = 0.65;

    private final List<Changed> files;
    private final List<RiskRule> rules;

    /** A condition and where it is; its key is what it is compared by. */
    record Place(Changed file, SourceText in, Condition condition, String declared, String key) {}

    private record Pair(Place old, Place now, double likeness) {}

    ConditionSearch(List<Changed> files, List<RiskRule> rules) {
        this.files = files;
        this.rules = rules.stream()
                .filter(rule -> rule.trigger() == RiskTrigger.CONDITION)
                .toList();
    }

    List<Found> find() {
        List<Found> found = new ArrayList<>();
        if (rules.isEmpty()) {
            return found;
        }
        List<Place> old = new ArrayList<>();
        List<Place> now = new ArrayList<>();
        for (Changed file : files) {
            if (!file.isForeign() && !file.isSupporting()) {
                file.before().ifPresent(text -> add(file, text, old));
                file.after().ifPresent(text -> add(file, text, now));
            }
        }
        dropEqual(old, now);
        Set<String> cameWords = cameWords();
        for (Changed file : files) {
            List<Place> oldHere =
                    old.stream().filter(place -> place.file().equals(file)).toList();
            List<Place> nowHere =
                    now.stream().filter(place -> place.file().equals(file)).toList();
            if (oldHere.isEmpty() || oldHere.size() > MOST_LEFT || nowHere.size() > MOST_LEFT) {
                continue;
            }
            Renames renames = Renames.between(file);
            Set<Place> paired = new HashSet<>();
            for (Pair pair : pairs(oldHere, nowHere, renames)) {
                paired.add(pair.old());
                ConditionVerdict.changed(rules, pair.old(), pair.now(), renames).ifPresent(found::add);
            }
            for (Place place : oldHere) {
                if (!paired.contains(place) && isStillThere(place)) {
                    ConditionVerdict.gone(rules, place, cameWords).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private static void add(Changed file, SourceText text, List<Place> into) {
        for (Condition condition : text.conditions()) {
            String declared =
                    condition.name().isEmpty() ? text.around(condition.line()) : text.annotated(condition.line());
            String refuses = Denial.of(condition.body()) == Denial.NONE ? "" : " refuses";
            into.add(new Place(file, text, condition, declared, condition.kind() + condition.key() + refuses));
        }
    }

    private static void dropEqual(List<Place> old, List<Place> now) {
        Map<Changed, List<Place>> left = new HashMap<>();
        List<Place> oldLeft = new ArrayList<>();
        // First within a file and function, then within a file, then anywhere.
        List<Place> nowLeft = new ArrayList<>(now);
        old.forEach(place ->
                left.computeIfAbsent(place.file(), file -> new ArrayList<>()).add(place));
        Map<String, Integer> keys = new HashMap<>();
        for (int round = 0; round < 3; round++) {
            int depth = round;
            keys.clear();
            nowLeft.forEach(place -> keys.merge(key(place, depth), 1, Integer::sum));
            Map<String, Integer> taken = new HashMap<>();
            oldLeft.clear();
            for (Place place : old) {
                String key = key(place, depth);
                if (keys.getOrDefault(key, 0) > 0) {
                    keys.merge(key, -1, Integer::sum);
                    taken.merge(key, 1, Integer::sum);
                } else {
                    oldLeft.add(place);
                }
            }
            nowLeft.removeIf(place -> {
                String key = key(place, depth);
                boolean take = taken.getOrDefault(key, 0) > 0;
                if (take) {
                    taken.merge(key, -1, Integer::sum);
                }
                return take;
            });
            old.clear();
            old.addAll(oldLeft);
        }
        now.clear();
        now.addAll(nowLeft);
    }

    private static String key(Place place, int round) {
        return switch (round) {
            case 0 -> System.identityHashCode(place.file()) + "\n" + place.declared() + "\n" + place.key();
            case 1 -> System.identityHashCode(place.file()) + "\n" + place.key();
            default -> place.key();
        };
    }

    private static List<Pair> pairs(List<Place> old, List<Place> now, Renames renames) {
        List<Pair> candidates = new ArrayList<>();
        for (Place one : old) {
            for (Place other : now) {
                boolean here = one.declared().equals(other.declared());
                boolean sameKind = one.condition().kind() == other.condition().kind();
                double likeness = likeness(one.condition(), other.condition(), renames);
                boolean sameBody = !one.condition().body().isEmpty()
                        && text(one.condition().body())
                                .equals(text(other.condition().body()));
                if (here && sameBody) {
                    likeness = Math.max(likeness, 0.5);
                }
                if (here
                        && !one.condition().name().isEmpty()
                        && one.condition().name().equals(other.condition().name())) {
                    likeness = Math.max(likeness, 0.9);
                }
                if (here ? likeness >= (sameKind ? ALIKE_HERE : ALIKE_ELSEWHERE) : likeness >= ALIKE_ELSEWHERE) {
                    candidates.add(new Pair(one, other, likeness + (here ? 1 : 0) + (sameKind ? 0.2 : 0)));
                }
            }
        }
        // What is alone in its function, before and after, belongs together however little it is alike.
        for (Place one : old) {
            List<Place> others =
                    now.stream().filter(place -> sameSlot(one, place)).toList();
            boolean alone = old.stream().filter(place -> sameSlot(one, place)).count() == 1;
            if (alone && others.size() == 1 && !one.declared().isEmpty()) {
                candidates.add(new Pair(one, others.get(0), 0.1));
            }
        }
        candidates.sort(Comparator.comparingDouble(Pair::likeness).reversed());
        List<Pair> pairs = new ArrayList<>();
        Set<Place> taken = new HashSet<>();
        for (Pair pair : candidates) {
            if (!taken.contains(pair.old()) && !taken.contains(pair.now())) {
                taken.add(pair.old());
                taken.add(pair.now());
                pairs.add(pair);
            }
        }
        return pairs;
    }

    private static boolean sameSlot(Place one, Place other) {
        return one.declared().equals(other.declared())
                && one.condition().kind() == other.condition().kind();
    }

    private static double likeness(Condition one, Condition other, Renames renames) {
        Map<String, Integer> counts = new HashMap<>();
        int size = 0;
        for (Token token : one.tokens()) {
            if (isWord(token)) {
                counts.merge(renames.of(token.key()), 1, Integer::sum);
                size++;
            }
        }
        int common = 0;
        for (Token token : other.tokens()) {
            if (isWord(token)) {
                size++;
                if (counts.getOrDefault(token.key(), 0) > 0) {
                    counts.merge(token.key(), -1, Integer::sum);
                    common++;
                }
            }
        }
        return size == 0 ? 1 : 2.0 * common / size;
    }

    private static boolean isWord(Token token) {
        return token.kind() != Token.Kind.OPERATOR;
    }

    private static String text(List<Token> tokens) {
        StringBuilder text = new StringBuilder();
        tokens.forEach(token -> text.append(token.key()).append(' '));
        return text.toString();
    }

    private static boolean isStillThere(Place place) {
        return place.file()
                .after()
                .filter(after -> place.declared().isEmpty()
                        || after.declarations().stream().map(Declaration::name).anyMatch(place.declared()::equals))
                .isPresent();
    }

    /** The words of the statements that are new in any of the files. */
    private Set<String> cameWords() {
        Set<String> before = new HashSet<>();
        files.forEach(file -> file.before().ifPresent(text -> before.addAll(text.statements())));
        Set<String> words = new HashSet<>();
        for (Changed file : files) {
            file.after()
                    .flatMap(SourceText::code)
                    .ifPresent(code -> code.statements().forEach(statement -> {
                        if (!before.contains(statement.text())) {
                            words.addAll(Words.of(code.tokens().subList(statement.from(), statement.to())));
                        }
                    }));
        }
        return words;
    }
}
