package io.rollbackrecovery.playbook;

import io.rollbackrecovery.core.id.CaseId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Predicate;

/** Makes ids of cases: {@code yyyyMMdd-HHmm-<slug>} in UTC, with a number where one is taken. */
final class CaseIds {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LONGEST_SLUG = 40;

    private CaseIds() {}

    static CaseId of(Instant opened, String what, Predicate<CaseId> taken) {
        String id = MINUTE.format(opened) + "-" + slug(what);
        CaseId candidate = new CaseId(id);
        for (int number = 2; taken.test(candidate); number++) {
            candidate = new CaseId(id + "-" + number);
        }
        return candidate;
    }

    private static String slug(String what) {
        String words = what.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String cut = words.substring(0, Math.min(words.length(), LONGEST_SLUG));
        String slug = cut.replaceAll("^-|-$", "");
        return slug.isEmpty() ? "case" : slug;
    }
}
