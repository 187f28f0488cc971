package io.rollbackrecovery.git.env;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the dates of {@code GIT_AUTHOR_DATE} and {@code GIT_COMMITTER_DATE}: git's own, ISO 8601 and RFC 2822. */
final class GitDate {
    private static final Pattern RAW = Pattern.compile("@?(\\d{1,18})(?:\\s+([+-])(\\d{2})(\\d{2}))?");
    private static final List<DateTimeFormatter> FORMATS = List.of(
            new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .appendPattern("['T'][ ]HH:mm:ss[.SSS][ ][XXX][XX][X]")
                    .toFormatter(Locale.ROOT),
            DateTimeFormatter.RFC_1123_DATE_TIME);

    private GitDate() {}

    static Optional<OffsetDateTime> parse(String text, ZoneId zone) {
        String trimmed = text.strip();
        Matcher raw = RAW.matcher(trimmed);
        if (raw.matches()) {
            Instant instant = Instant.ofEpochSecond(Long.parseLong(raw.group(1)));
            if (raw.group(2) == null) {
                return Optional.of(instant.atZone(zone).toOffsetDateTime());
            }
            int minutes = Integer.parseInt(raw.group(3)) * 60 + Integer.parseInt(raw.group(4));
            int seconds = Math.min(minutes, 18 * 60) * 60 * (raw.group(2).equals("-") ? -1 : 1);
            return Optional.of(instant.atOffset(ZoneOffset.ofTotalSeconds(seconds)));
        }
        for (DateTimeFormatter format : FORMATS) {
            Optional<OffsetDateTime> parsed = parse(trimmed, format, zone);
            if (parsed.isPresent()) {
                return parsed;
            }
        }
        return Optional.empty();
    }

    private static Optional<OffsetDateTime> parse(String text, DateTimeFormatter format, ZoneId zone) {
        try {
            TemporalAccessor parsed = format.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return Optional.of(
                    parsed instanceof OffsetDateTime offset
                            ? offset
                            : ((LocalDateTime) parsed).atZone(zone).toOffsetDateTime());
        } catch (DateTimeException notThisFormat) {
            return Optional.empty();
        }
    }
}
