// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.connection;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.susten.files.Schedule;

/**
 * What a key of a connection's file may hold.
 *
 * @param type the type
 * @param list several values, separated by commas
 * @param required it cannot be left out
 * @param options allowed values; empty means any
 */
public record SettingKind(Type type, boolean list, boolean required, Set<String> options) {

    /** The type of one value. */
    public enum Type {
        TEXT,
        WHOLE,
        /** Of days, hours, minutes or seconds: more would lead out of what the database knows. */
        AMOUNT,
        FRACTION,
        YES_NO,
        CHARACTER,
        SECRET,
        SITE,
        ADDRESS,
        SCHEDULE,
        DAYS,
        SHARE
    }

    private static final Pattern SITE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern SECRET = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
    private static final List<String> SCHEMES = List.of("file", "sftp", "https", "s3", "imap", "upload");

    public static SettingKind optional(Type type) {
        return new SettingKind(type, false, false, Set.of());
    }

    List<String> values(String text) {
        return list
                ? List.of(text.split("\\s*,\\s*")).stream()
                        .filter(part -> !part.isEmpty())
                        .toList()
                : List.of(text);
    }

    /** What is expected, where the text is something else. */
    Optional<String> expects(String text) {
        for (String value : values(text)) {
            Optional<String> expected = type == Type.TEXT ? Optional.empty() : expected(value);
            if (expected.isPresent()) {
                return expected;
            }
            if (!options.isEmpty() && !options.contains(value)) {
                return Optional.of("one of " + String.join(", ", options));
            }
        }
        return required && text.isBlank() ? Optional.of("a value") : Optional.empty();
    }

    private Optional<String> expected(String value) {
        return switch (type) {
            case TEXT -> Optional.empty();
            case WHOLE -> unless(value.matches("-?\\d{1,18}"), "a whole number");
            case AMOUNT -> unless(value.matches("\\d{1,6}"), "a whole number from 0 to 999999");
            case FRACTION -> unless(value.matches("-?\\d+(\\.\\d+)?"), "a number such as 0.5");
            case YES_NO -> unless(value.equals("true") || value.equals("false"), "true or false");
            case CHARACTER -> unless(value.length() == 1, "one character");
            case SECRET ->
                unless(
                        SECRET.matcher(value).matches(),
                        "the name of a secret, never the secret: put that into a file in etc/secrets");
            case SITE ->
                unless(
                        SITE.matcher(value).matches(),
                        "a short name of letters, digits, dots and hyphens, such as riverside");
            case ADDRESS ->
                unless(
                        value.isEmpty() || SCHEMES.contains(value.split(":", 2)[0]) && value.contains(":"),
                        "an address beginning with file:, sftp:, https:, s3:, imap: or upload:");
            case SCHEDULE ->
                unless(
                        value.isEmpty() || parses(() -> Schedule.parse(value)),
                        "a cron expression such as 0 2 * * * (every night at two)");
            case DAYS ->
                unless(
                        parses(() -> Options.Days.parse(value)),
                        "days such as 2026-08-15 or 2026-08-01..2026-09-15, the earlier one first");
            case SHARE -> unless(value.matches("0(\\.\\d+)?|1(\\.0+)?"), "a share between 0 and 1 such as 0.10");
        };
    }

    private static Optional<String> unless(boolean good, String expected) {
        return good ? Optional.empty() : Optional.of(expected);
    }

    private static boolean parses(Runnable parser) {
        try {
            parser.run();
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
