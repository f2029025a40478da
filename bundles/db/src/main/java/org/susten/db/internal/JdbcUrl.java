// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.susten.db.DatabaseException;

/**
 * A JDBC URL as an operator may give it: PostgreSQL only, and only options that do no harm. Drivers have options that load
 * classes, write files or log secrets, so every option that is not known here is refused.
 *
 * @param text the URL
 * @param hosts one or several hosts with ports
 * @param database its name
 */
record JdbcUrl(String text, String hosts, String database) {

    private static final Pattern FORM = Pattern.compile(
            "jdbc:postgresql://(?<hosts>[A-Za-z0-9._:,\\[\\]-]+)/(?<database>[A-Za-z0-9_.-]+)(\\?(?<options>[^\\s]*))?");
    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9]+");
    private static final Set<String> HARMLESS =
            Set.of("targetServerType", "loadBalanceHosts", "hostRecheckSeconds", "connectTimeout", "socketTimeout");
    private static final Set<String> GIVEN_ELSEWHERE =
            Set.of("user", "password", "ssl", "sslmode", "sslrootcert", "sslfactory", "ApplicationName");

    /** Takes a URL apart, or refuses it. */
    static JdbcUrl parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw refused("database must be 'embedded' or jdbc:postgresql://host:port/name");
        }
        String options = form.group("options");
        if (options != null && !options.isEmpty()) {
            for (String option : options.split("&", -1)) {
                check(option);
            }
        }
        return new JdbcUrl(text, form.group("hosts"), form.group("database"));
    }

    /** Whether every host is this machine. */
    boolean isLoopback() {
        for (String host : hosts.split(",", -1)) {
            if (!LOOPBACK.matcher(host).matches()) {
                return false;
            }
        }
        return true;
    }

    private static void check(String option) {
        int equals = option.indexOf('=');
        String name = equals < 0 ? option : option.substring(0, equals);
        if (GIVEN_ELSEWHERE.contains(name)) {
            throw refused("the JDBC URL may not hold " + name
                    + ": use the keys user, passwordSecret, sslmode and sslRootCertificate");
        }
        if (equals < 0
                || !HARMLESS.contains(name)
                || !VALUE.matcher(option.substring(equals + 1)).matches()) {
            throw refused("the JDBC URL may hold these options only: "
                    + String.join(", ", HARMLESS.stream().sorted().toList()));
        }
    }

    private static DatabaseException refused(String message) {
        return new DatabaseException(DatabaseException.Kind.CONFIG, "etc/org.susten.db.cfg: " + message, null);
    }
}
