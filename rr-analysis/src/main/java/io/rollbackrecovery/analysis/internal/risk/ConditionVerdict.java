package io.rollbackrecovery.analysis.internal.risk;

import io.rollbackrecovery.analysis.internal.code.Condition;
import io.rollbackrecovery.analysis.internal.code.Logic;
import io.rollbackrecovery.analysis.internal.code.Token;
import io.rollbackrecovery.analysis.internal.risk.ConditionSearch.Place;
import io.rollbackrecovery.analysis.risk.RiskLevel;
import io.rollbackrecovery.analysis.risk.RiskRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says what the change of one condition means. */
final class ConditionVerdict {
    /** From which evidence on a condition is believed to be of a rule's sort, and to be looked at before all else. */
    private static final int ENOUGH = 2;

    private static final int STRONG = 3;
    private static final Set<String> ASKS =
            Set.of("can", "may", "has", "is", "check", "verify", "ensure", "require", "validate");
    private static final Set<String> REFUSING_NAMES = Set.of(
            "denied",
            "deny",
            "forbidden",
            "blocked",
            "banned",
            "invalid",
            "expired",
            "locked",
            "unauthorized",
            "unsafe",
            "insecure",
            "disallowed",
            "untrusted",
            "rejected",
            "anonymous",
            "escapes",
            "outside",
            "traversal");
    private static final Set<String> SENSITIVE_FOLDERS = Set.of(
            "auth",
            "authz",
            "authn",
            "security",
            "permission",
            "permissions",
            "acl",
            "access",
            "policy",
            "policies",
            "crypto",
            "oauth",
            "jwt",
            "session",
            "middleware",
            "guard",
            "guards",
            "rbac",
            "login",
            "tls",
            "ssl");

    private ConditionVerdict() {}

    /** The verdict on a condition that became another. */
    static Optional<Found> changed(List<RiskRule> rules, Place old, Place now, Renames renames) {
        List<Token> before = renames.of(old.condition().tokens());
        Optional<Logic> oldLogic = Logic.of(before);
        Optional<Logic> newLogic = Logic.of(now.condition().tokens());
        boolean oldRefuses = refuses(old);
        boolean newRefuses = refuses(now);
        boolean stopsRefusing = old.condition().kind() == Condition.Kind.BRANCH
                && Denial.of(old.condition().body()) != Denial.NONE
                && Denial.of(now.condition().body()) == Denial.NONE;
        Optional<Logic.Difference> difference = oldLogic.flatMap(one -> newLogic.flatMap(
                other -> allowed(one, oldRefuses).to(allowed(other, stopsRefusing ? oldRefuses : newRefuses))));
        if (difference.isPresent() && difference.get().isNone() && !stopsRefusing) {
            return Optional.empty();
        }
        return strongest(rules, List.of(old, now)).map(evidence -> {
            Set<String> lost = atoms(oldLogic);
            lost.removeAll(atoms(newLogic));
            Set<String> came = atoms(newLogic);
            came.removeAll(atoms(oldLogic));
            RiskLevel level;
            String what;
            if (stopsRefusing && difference.isPresent() && difference.get().isNone()) {
                level = evidence.points() >= STRONG ? RiskLevel.HIGH : RiskLevel.WARN;
                what = "the check is still there, but nothing is refused any more";
            } else if (difference.isEmpty()) {
                level = RiskLevel.WARN;
                what = "the condition changed in a way that cannot be compared";
            } else if (difference.get().widened().isEmpty()) {
                level = RiskLevel.WARN;
                what = "the condition is stricter than it was";
            } else {
                Map<String, Boolean> world = difference.get().widened().get();
                boolean lostSense = hasWord(evidence.rule(), lost) && !hasWord(evidence.rule(), came);
                boolean onlyLogic = came.stream().allMatch(atom -> lost.stream().anyMatch(one -> one.contains(atom)));
                boolean onlyWider =
                        lost.isEmpty() && difference.get().narrowed().isEmpty();
                boolean high = evidence.points() >= STRONG && (lostSense || onlyLogic)
                        || evidence.points() > STRONG && onlyWider;
                level = high ? RiskLevel.HIGH : RiskLevel.WARN;
                what = "let through now and refused before: " + words(world, lost, came);
            }
            return found(evidence.rule(), level, now, now.condition().line(), what, old, Optional.of(now));
        });
    }

    /** The verdict on a condition that is gone while the function that it was in is still there. */
    static Optional<Found> gone(List<RiskRule> rules, Place old, Set<String> cameWords) {
        boolean guards = old.condition().kind() == Condition.Kind.BRANCH
                || old.condition().kind() == Condition.Kind.UNLESS
                || old.condition().kind() == Condition.Kind.DEMAND;
        boolean protects = Denial.of(old.condition().body()) != Denial.NONE || bodyStayed(old);
        if (!guards || !protects) {
            return Optional.empty();
        }
        return strongest(rules, List.of(old)).map(evidence -> {
            Set<String> words = Words.of(old.condition().tokens());
            boolean elsewhere = evidence.rule().patterns().stream()
                            .anyMatch(word -> words.contains(word) && cameWords.contains(word))
                    || cameWords.stream()
                            .anyMatch(Set.of("forbidden", "unauthorized", "denied", "401", "403")::contains);
            boolean strong = evidence.points() > STRONG
                    || (evidence.points() == STRONG && Denial.of(old.condition().body()) != Denial.NONE);
            RiskLevel level = strong && !elsewhere ? RiskLevel.HIGH : RiskLevel.WARN;
            String what = elsewhere ? "a check is gone from here; something like it came elsewhere" : "a check is gone";
            return found(evidence.rule(), level, old, old.condition().line(), what, old, Optional.empty());
        });
    }

    private static boolean bodyStayed(Place old) {
        List<Token> body = old.condition().body();
        return body.size() > 3
                && old.file().after().flatMap(SourceText::code).stream().anyMatch(code -> {
                    String text = old.in().code().orElseThrow().style() == code.style() ? key(body) : "\n";
                    return code.key(0, code.size()).contains(text);
                });
    }

    private static String key(List<Token> body) {
        List<String> keys = new ArrayList<>();
        for (Token token : body) {
            if (!(keys.isEmpty() && token.is("{"))) {
                keys.add(token.key());
            }
        }
        return String.join(" ", keys);
    }

    private static Logic allowed(Logic condition, boolean refuses) {
        return refuses ? condition.negated() : condition;
    }

    private static boolean refuses(Place place) {
        return switch (place.condition().kind()) {
            case BRANCH -> Denial.of(place.condition().body()) != Denial.NONE;
            case UNLESS -> Denial.of(place.condition().body()) == Denial.NONE;
            case DEMAND -> false;
            case RESULT, VALUE -> Words.of(simple(place.declared())).stream().anyMatch(REFUSING_NAMES::contains);
        };
    }

    private static String simple(String declared) {
        return declared.substring(declared.lastIndexOf('.') + 1);
    }

    private record Evidence(RiskRule rule, int points) {}

    private static Optional<Evidence> strongest(List<RiskRule> rules, List<Place> places) {
        Optional<Evidence> best = Optional.empty();
        for (RiskRule rule : rules) {
            int points = 0;
            for (Place place : places) {
                if (rule.appliesTo(place.in().path())) {
                    points = Math.max(points, points(rule, place));
                }
            }
            if (points >= ENOUGH && (best.isEmpty() || best.get().points() < points)) {
                best = Optional.of(new Evidence(rule, points));
            }
        }
        return best;
    }

    private static int points(RiskRule rule, Place place) {
        Set<String> words = Words.of(place.condition().tokens());
        words.addAll(Words.of(place.condition().name()));
        Set<String> name = Words.of(simple(place.declared()));
        boolean strong = Words.any(words, rule.patterns()) || asks(rule, place.condition());
        boolean weak = Words.any(words, rule.weakWords());
        boolean asks = name.stream().anyMatch(ASKS::contains);
        boolean nameStrong = Words.any(name, rule.patterns());
        boolean nameWeak = Words.any(name, rule.weakWords());
        boolean own = strong || weak || nameStrong || (asks && nameWeak);
        if (!own) {
            return 0;
        }
        int points = (strong ? 2 : 0) + (weak ? 1 : 0);
        points += nameStrong || (asks && nameWeak) ? 2 : asks ? 1 : 0;
        Denial denial = Denial.of(place.condition().body());
        points += denial == Denial.REFUSES ? 2 : denial == Denial.ENDS ? 1 : 0;
        boolean folder = Words.of(place.in().path().toString()).stream().anyMatch(SENSITIVE_FOLDERS::contains);
        points += folder ? 1 : 0;
        points += Words.any(Words.of(place.condition().name()), rule.patterns()) ? 1 : 0;
        boolean evident = strong || nameStrong || denial == Denial.REFUSES || (asks && nameWeak);
        return evident ? points : Math.min(points, ENOUGH);
    }

    /** Whether something in it is called that asks by its name: {@code isAllowed(..)}, {@code hasAccess(..)}. */
    private static boolean asks(RiskRule rule, Condition condition) {
        for (Token token : condition.tokens()) {
            if (token.isName()) {
                Set<String> words = Words.of(token.text());
                if (words.size() > 1 && words.stream().anyMatch(ASKS::contains) && Words.any(words, rule.weakWords())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean hasWord(RiskRule rule, Collection<String> atoms) {
        return atoms.stream().anyMatch(atom -> Words.any(Words.of(atom), rule.patterns()));
    }

    private static Set<String> atoms(Optional<Logic> logic) {
        return new HashSet<>(logic.map(Logic::atoms).orElse(List.of()));
    }

    private static String words(Map<String, Boolean> world, Set<String> lost, Set<String> came) {
        List<String> words = new ArrayList<>();
        world.forEach((atom, holds) -> {
            if (words.size() < 6) {
                words.add((holds ? "" : "not ") + atom);
            }
        });
        String all = String.join(", ", words);
        if (!lost.isEmpty() && came.isEmpty()) {
            return all + " (" + String.join(", ", lost) + " no longer counts)";
        }
        return all.isEmpty() ? "always" : all;
    }

    private static Found found(
            RiskRule rule, RiskLevel level, Place at, int line, String what, Place old, Optional<Place> now) {
        RiskLevel most = level.compareTo(rule.level()) > 0 ? rule.level() : level;
        return new Found(
                rule,
                most,
                at.file().path(),
                line,
                rule.what() + ": " + what,
                old.condition().shown(),
                now.map(place -> place.condition().shown()).orElse(""));
    }
}
