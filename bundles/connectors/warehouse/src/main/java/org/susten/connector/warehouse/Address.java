// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.warehouse;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;

/**
 * A JDBC URL as an operator may give it: one of three kinds of database, and only options that do no harm.
 *
 * @param dialect the kind of database
 * @param url the URL
 * @param hosts where it is
 * @param loopback whether it is on this machine
 */
record Address(Dialect dialect, String url, String hosts, boolean loopback) {

    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_.-]+");

    /** Takes a URL apart, or refuses it. */
    static Address parse(String url) {
        for (Dialect dialect : Dialect.values()) {
            Matcher form = dialect.form.matcher(url);
            if (form.matches()) {
                String options = form.group("options");
                if (options != null && !options.isEmpty()) {
                    for (String option : options.split(dialect.between, -1)) {
                        check(dialect, option);
                    }
                }
                String hosts = form.group("hosts");
                return new Address(dialect, url, hosts, LOOPBACK.matcher(hosts).matches());
            }
        }
        throw refused(
                "url must be jdbc:postgresql://host:port/database, jdbc:sqlserver://host:port;databaseName=name or"
                        + " jdbc:oracle:thin:@//host:port/service");
    }

    private static void check(Dialect dialect, String option) {
        int equals = option.indexOf('=');
        String name = equals < 0 ? option : option.substring(0, equals);
        if (!dialect.harmless.contains(name)
                || !VALUE.matcher(option.substring(equals + 1)).matches()) {
            throw refused("the url of a "
                    + dialect.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + " may hold these options only: "
                    + (dialect.harmless.isEmpty()
                            ? "none"
                            : String.join(
                                    ", ", dialect.harmless.stream().sorted().toList()))
                    + "; user, password and encryption have keys of their own");
        }
    }

    private static ConnectorException refused(String message) {
        return new ConnectorException(Kind.CONFIG, message);
    }
}
