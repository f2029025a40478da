// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.susten.files.FileProblemException.Problem;

/** Where a feed may be delivered to: an allow-list, and no secret in clear. */
final class Destination {

    private static final Set<String> SCHEMES = Set.of("file", "sftp", "s3", "https");
    private static final Pattern OPTION = Pattern.compile("(?i).*(passw|passphrase|secret|token|key|pwd).*");
    /** The id of a login and of a key: no secret, and the other side's to choose. */
    private static final Set<String> IDS = Set.of("accessKey", "kmsKey");

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

    private Destination() {}

    /** What is wrong with an address to which only a message goes. */
    static Optional<Problem> webProblem(String address) {
        return address.toLowerCase(Locale.ROOT).startsWith("https:")
                ? problem(address)
                        .map(p -> new Problem(p.line(), p.what().replaceFirst("^deliver", "announce"), p.fix()))
                : of("announce is not an https address", "write  https://host/path");
    }

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
            return of(
                    "deliver has a scheme that is not allowed", "use file, sftp, s3 or https, or write  deliver: rest");
        }
        if (!scheme.equals("file") && uri.getHost() == null) {
            return of("deliver names no host", "write  " + scheme + "://host/folder");
        }
        String place = uri.getSchemeSpecificPart();
        if (Arrays.asList(place.split("[/\\\\?]")).contains("..")) {
            return of("deliver climbs out of its folder", "write the path without ..");
        }
        if (uri.getUserInfo() != null && uri.getUserInfo().indexOf(':') >= 0) {
            return of("deliver holds a password", "put it into etc/secrets/NAME and write  ?password=NAME");
        }
        return clearSecret(uri.getFragment()) || clearSecret(place.substring(Math.max(0, place.indexOf('?') + 1)))
                ? of(
                        "deliver seems to hold a secret in clear",
                        "put it into etc/secrets/NAME and write the name in lower case")
                : Optional.empty();
    }

    /** An option for a secret takes the secret's name, and names are lower case. */
    private static boolean clearSecret(@Nullable String options) {
        return options != null
                && Arrays.stream(options.split("&"))
                        .map(option -> option.split("=", 2))
                        .anyMatch(option -> option.length == 2
                                && !IDS.contains(option[0])
                                && OPTION.matcher(option[0]).matches()
                                && !NAME.matcher(option[1]).matches());
    }

    private static Optional<Problem> of(String what, String fix) {
        return Optional.of(new Problem(0, what, fix));
    }
}
