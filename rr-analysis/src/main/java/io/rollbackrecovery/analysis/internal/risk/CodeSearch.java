package io.rollbackrecovery.analysis.internal.risk;

import io.rollbackrecovery.analysis.internal.code.Code;
import io.rollbackrecovery.analysis.internal.code.Code.Statement;
import io.rollbackrecovery.analysis.internal.code.Token;
import io.rollbackrecovery.analysis.risk.RiskLevel;
import io.rollbackrecovery.analysis.risk.RiskRule;
import io.rollbackrecovery.analysis.risk.RiskTrigger;
import io.rollbackrecovery.analysis.spi.Declaration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds code that came or went. What only moved, within a file or between files of the change, came from somewhere: each
 * place after the change is matched with one before it, by its whole statement first, then by what the rule matched.
 */
final class CodeSearch {
    private static final int AROUND = 40;
    private static final int MOST_PLACES = 5_000;
    private static final Set<String> IMPORTS = Set.of("import", "from", "using", "use", "require_relative", "package");

    private final List<Changed> files;
    private final List<RiskRule> rules;
    private final Map<String, List<Rule>> byWord = new HashMap<>();
    private final List<Rule> others = new ArrayList<>();

    private record Rule(RiskRule rule, TokenPattern pattern) {}

    /** A place that a rule matches. */
    record Place(Changed file, SourceText in, int from, int to, String match, String statement, String declared) {
        int line() {
            return code().token(from).line();
        }

        Code code() {
            return in.code().orElseThrow();
        }

        String shown() {
            Statement whole = code().statementOf(from);
            int begin = Math.max(whole.from(), from - AROUND);
            return code().shown(begin, Math.max(to, Math.min(whole.to(), from + AROUND)));
        }
    }

    CodeSearch(List<Changed> files, List<RiskRule> rules) {
        this.files = files;
        this.rules = rules;
        for (RiskRule rule : rules) {
            if (rule.trigger() == RiskTrigger.ADDED_CODE || rule.trigger() == RiskTrigger.REMOVED_CODE) {
                for (String text : rule.patterns()) {
                    Rule compiled = new Rule(rule, TokenPattern.of(text));
                    Set<String> first = compiled.pattern().firstWords();
                    if (first.isEmpty()) {
                        others.add(compiled);
                    }
                    first.forEach(word -> byWord.computeIfAbsent(word, key -> new ArrayList<>())
                            .add(compiled));
                }
            }
        }
    }

    List<Found> find() {
        Map<String, List<Place>> before = new HashMap<>();
        Map<String, List<Place>> after = new HashMap<>();
        for (Changed file : files) {
            if (!file.isForeign()) {
                file.before().ifPresent(text -> places(file, text, before));
                file.after().ifPresent(text -> places(file, text, after));
            }
        }
        List<Found> found = new ArrayList<>();
        for (RiskRule rule : rules) {
            List<Place> old = new ArrayList<>(before.getOrDefault(rule.id(), List.of()));
            List<Place> now = new ArrayList<>(after.getOrDefault(rule.id(), List.of()));
            pairUp(old, now);
            if (rule.trigger() == RiskTrigger.ADDED_CODE) {
                for (Place place : now) {
                    found.add(new Found(
                            rule,
                            level(rule, place.file()),
                            place.in().path(),
                            place.line(),
                            rule.what(),
                            "",
                            place.shown()));
                }
            } else if (rule.trigger() == RiskTrigger.REMOVED_CODE) {
                old.stream()
                        .filter(place -> isMissed(place, now))
                        .forEach(place -> found.add(new Found(
                                rule,
                                level(rule, place.file()),
                                place.file().path(),
                                place.line(),
                                rule.what(),
                                place.shown(),
                                "")));
            }
        }
        return found;
    }

    static RiskLevel level(RiskRule rule, Changed file) {
        return file.isSupporting() ? RiskLevel.NOTE : rule.level();
    }

    private void places(Changed file, SourceText text, Map<String, List<Place>> into) {
        Optional<Code> read = text.code();
        if (read.isEmpty()) {
            return;
        }
        Code code = read.get();
        Set<String> seen = new HashSet<>();
        List<Rule> anywhere = others.stream()
                .filter(rule -> rule.rule().appliesTo(text.path()))
                .toList();
        for (int i = 0; i < code.size(); i++) {
            if (code.token(i).kind() == Token.Kind.OPERATOR
                            && !byWord.containsKey(code.token(i).text())
                    || IMPORTS.contains(code.token(code.statementOf(i).from()).text())) {
                continue;
            }
            for (Rule rule : byWord.getOrDefault(code.token(i).key(), List.of())) {
                place(file, text, code, i, rule, into, seen);
            }
            for (Rule rule : anywhere) {
                place(file, text, code, i, rule, into, seen);
            }
        }
    }

    private static void place(
            Changed file,
            SourceText text,
            Code code,
            int at,
            Rule rule,
            Map<String, List<Place>> into,
            Set<String> seen) {
        OptionalInt end = rule.pattern().match(code, at);
        if (end.isEmpty()
                || !rule.rule().appliesTo(text.path())
                || !seen.add(rule.rule().id() + " " + at)) {
            return;
        }
        Statement statement = code.statementOf(at);
        String around = code.key(
                Math.max(statement.from(), at - AROUND),
                Math.max(end.getAsInt(), Math.min(statement.to(), at + AROUND)));
        int line = code.token(at).line();
        String declared = code.is(at, "@") ? text.annotated(line) : text.around(line);
        List<Place> places = into.computeIfAbsent(rule.rule().id(), id -> new ArrayList<>());
        if (places.size() >= MOST_PLACES) {
            return;
        }
        places.add(new Place(file, text, at, end.getAsInt(), code.key(at, end.getAsInt()), around, declared));
    }

    /** Takes out of both lists what is the same place, before and after. */
    static void pairUp(List<Place> old, List<Place> now) {
        takeOut(old, now, place -> place.file().path() + "\n" + place.statement());
        takeOut(old, now, Place::statement);
        takeOut(old, now, place -> place.file().path() + "\n" + place.match());
        takeOut(old, now, Place::match);
    }

    private static void takeOut(List<Place> old, List<Place> now, Function<Place, String> key) {
        Map<String, Integer> counts = new HashMap<>();
        old.forEach(place -> counts.merge(key.apply(place), 1, Integer::sum));
        Map<String, Integer> gone = new HashMap<>();
        now.removeIf(place -> take(counts, key.apply(place), gone));
        old.removeIf(place -> take(gone, key.apply(place), new HashMap<>()));
    }

    private static boolean take(Map<String, Integer> counts, String key, Map<String, Integer> taken) {
        int left = counts.getOrDefault(key, 0);
        if (left == 0) {
            return false;
        }
        counts.put(key, left - 1);
        taken.merge(key, 1, Integer::sum);
        return true;
    }

    /** Whether something is gone from a place that is still there, and nothing of its sort came instead. */
    private static boolean isMissed(Place place, List<Place> now) {
        Optional<SourceText> after = place.file().after();
        if (after.isEmpty()) {
            return false;
        }
        boolean replaced = now.stream()
                .anyMatch(other ->
                        other.file().equals(place.file()) && other.declared().equals(place.declared()));
        return !replaced && isThere(place, after.get());
    }

    private static boolean isThere(Place place, SourceText after) {
        boolean inFunction = place.in().declarations().stream()
                .anyMatch(declared -> declared.name().equals(place.declared()) && SourceText.isFunction(declared));
        boolean stillDeclared = place.declared().isEmpty()
                || after.declarations().stream().map(Declaration::name).anyMatch(place.declared()::equals);
        if (inFunction || !stillDeclared) {
            return stillDeclared;
        }
        // Outside of functions, one of the statements beside it must have stayed.
        Code code = place.code();
        int own = code.statementIndex(place.from());
        for (int i = Math.max(0, own - 2); i <= Math.min(code.statements().size() - 1, own + 2); i++) {
            String text = code.statements().get(i).text();
            if (i != own && text.length() > 3 && after.statements().contains(text)) {
                return true;
            }
        }
        return false;
    }
}
