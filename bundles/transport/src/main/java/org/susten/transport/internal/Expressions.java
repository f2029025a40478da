// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.susten.transport.door.TransportException;

/** What an expression of an operator's route may look at: ids, names and times; never into a body. */
final class Expressions {
    private static final Pattern FUNCTION = Pattern.compile("\\$(?:simple)?\\{([^}]*)}?");
    private static final Pattern ALLOWED = Pattern.compile(
            "(in\\.)?headers?[.:][A-Za-z0-9_-]+|exchangeProperty\\.[A-Za-z0-9_]+|date:[^$#]*|file:[a-z.]+|exchangeId|routeId|camelId|uuid|null|empty");

    private Expressions() {}

    /** Refuses a function that is not allowed; {@code body} as a whole only where it is not written to a log. */
    static void check(String text, boolean logged) {
        Matcher m = FUNCTION.matcher(text);
        while (m.find()) {
            String function = m.group(1).strip();
            boolean body = function.equals("body") || function.equals("in.body");
            if (body && logged) {
                throw TransportException.settings(
                        "a log line writes the body, and people's data with it", "log ids only");
            }
            if (!body && !ALLOWED.matcher(function).matches()) {
                throw TransportException.settings(
                        "an expression uses a function that is not allowed",
                        "use ${body}, ${header.name}, ${exchangeProperty.name}, ${date:…} or ${file:…}");
            }
        }
    }
}
