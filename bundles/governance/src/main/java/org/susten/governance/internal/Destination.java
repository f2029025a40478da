// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.susten.files.FileProblemException.Problem;

/** Where a feed may be delivered to: an allow-list, and no secret in clear. */
final class Destination {

    private static final Set<String> SCHEMES = Set.of("file", "sftp", "https");
    private static final Pattern SECRET = Pattern.compile("(?i).*(password|passphrase|secret|token|key).*");

    private Destination() {}

    /** What is wrong with the URI, without repeating it. */
    static Optional<Problem> problem(String destination) {
        URI uri;
        try {
            uri = new URI(destination);
        } catch (URISyntaxException e) {
            return of("deliver is not a URI", "write for example  file:store/outbox/bridges  or  sftp://host/folder");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) {
            return of("deliver has a scheme that is not allowed", "use file, sftp or https");
        }
        if (!scheme.equals("file") && uri.getHost() == null) {
            return of("deliver names no host", "write  " + scheme + "://host/folder");
        }
        String place = uri.getSchemeSpecificPart();
        if (Arrays.asList(place.split("[/\\\\?]")).contains("..")) {
            return of("deliver climbs out of its folder", "write the path without ..");
        }
        if (uri.getUserInfo() != null && uri.getUserInfo().indexOf(':') >= 0) {
            return of("deliver holds a password", "name a secret instead:  ?password=secret:NAME");
        }
        return clearSecret(place)
                ? of("deliver holds a secret in clear", "put it into etc/secrets/NAME and write  =secret:NAME")
                : Optional.empty();
    }

    private static boolean clearSecret(String place) {
        int query = place.indexOf('?');
        return query >= 0
                && Arrays.stream(place.substring(query + 1).split("&"))
                        .map(option -> option.split("=", 2))
                        .anyMatch(option -> option.length == 2
                                && SECRET.matcher(option[0]).matches()
                                && !option[1].startsWith("secret:"));
    }

    private static Optional<Problem> of(String what, String fix) {
        return Optional.of(new Problem(0, what, fix));
    }
}
