package io.rollbackrecovery.git.internal.session;

import io.rollbackrecovery.core.id.SessionId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Predicate;

/** Makes ids of sessions: {@code yyyyMMdd-HHmm-<slug>} in UTC. */
public final class SessionIds {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LONGEST_SLUG = 60;

    private SessionIds() {}

    /** Makes the id of a session that began at a time, from its name. */
    public static SessionId of(Instant began, String name) {
        return new SessionId(MINUTE.format(began) + "-" + slug(name));
    }

    /** Appends the first number, from 2, that makes an id distinct, if it is taken. */
    public static SessionId distinct(SessionId id, Predicate<SessionId> taken) {
        SessionId candidate = id;
        for (int number = 2; taken.test(candidate); number++) {
            candidate = new SessionId(id.value() + "-" + number);
        }
        return candidate;
    }

    /** Gives the part of a name that can stand in an id and a branch: lower-case letters, digits and hyphens. */
    public static String slug(String name) {
        StringBuilder slug = new StringBuilder();
        for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                slug.append(c);
            } else if (!slug.isEmpty() && slug.charAt(slug.length() - 1) != '-') {
                slug.append('-');
            }
        }
        int end = Math.min(slug.length(), LONGEST_SLUG);
        while (end > 0 && slug.charAt(end - 1) == '-') {
            end--;
        }
        return end == 0 ? "session" : slug.substring(0, end);
    }
}
