// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.susten.users.Role;
import org.susten.users.User;

/** Who may ask for what: the first line that fits decides, and where none fits nobody may. */
final class Access {

    private static final Set<Role> ANY = EnumSet.allOf(Role.class);
    private static final Set<Role> OPERATORS = EnumSet.of(Role.OPERATOR, Role.ADMIN);
    private static final Set<Role> STEWARDS = EnumSet.of(Role.STEWARD, Role.ADMIN);

    private static final String OWN_PASSWORD = "/api/v1/users/me/password";

    private record Line(String methods, Pattern path, Set<Role> roles) {}

    /** Where single children are spoken of, by name or by the hub's id, or what is found out of them. */
    private static final Pattern CHILDREN = Pattern.compile(
            "/api/v1/(agreements/(why|who-could-see)|ledger(/persons/\\d+)?|reviews(/.*)?|models(/.*)?|persons(/.*)?|requests(/.*)?"
                    + "|emergencies/\\d+/records|corrections/\\d+/items)");

    private static final List<Line> LINES = List.of(
            line("GET HEAD", "/metrics", ANY),
            line("GET HEAD", "/api/v1/(openapi\\.json|me|summary)", ANY),
            line("PUT", OWN_PASSWORD, ANY),
            line("GET HEAD", "/api/v1/users", EnumSet.of(Role.ADMIN)),
            line("GET HEAD", "/api/v1/(connections|runs|holds|problems|feeds|deliveries|alerts|files)(/.*)?", ANY),
            line("GET HEAD", "/api/v1/agreements/(why|who-could-see)", STEWARDS),
            line("GET HEAD", "/api/v1/agreements(/[^/]+)?", ANY),
            line("GET HEAD", "/api/v1/agreements/[^/]+/pod", ANY),
            line("POST", "/api/v1/agreements/([^/]+/plan|pod)", STEWARDS),
            line("GET HEAD", "/api/v1/ledger/(head|anchor|verification)", ANY),
            line("POST", "/api/v1/ledger/verification", ANY),
            line("GET HEAD", "/api/v1/ledger(/persons/\\d+)?", STEWARDS),
            line("GET HEAD POST", "/api/v1/reviews(/.*)?", STEWARDS),
            line("GET HEAD POST", "/api/v1/models(/.*)?", STEWARDS),
            line("GET HEAD POST", "/api/v1/persons(/.*)?", STEWARDS),
            line("GET HEAD", "/api/v1/measures(/[^/]+)?", ANY),
            line("GET HEAD POST", "/api/v1/requests(/.*)?", STEWARDS),
            line("GET HEAD", "/api/v1/endings(/former|/signing\\.pem|/[^/]+/(demand|certificate)\\.pdf)?", ANY),
            line("POST", "/api/v1/endings/[^/]+/(attestation|destruction)", STEWARDS),
            line("GET HEAD POST", "/api/v1/emergencies(/\\d+/(confirmation|records|end|review))?", STEWARDS),
            line("GET HEAD", "/api/v1/corrections", ANY),
            line("GET HEAD POST", "/api/v1/corrections(/\\d+/(items|acknowledgement))?", STEWARDS),
            line("GET HEAD POST", "/api/v1/measures/[^/]+/(draft|releases)", STEWARDS),
            line("GET HEAD POST", "/api/v1/trainings(/.*)?", STEWARDS),
            line("GET HEAD POST", "/api/v1/passes(/uses|/[^/]+/revocation)?", STEWARDS),
            line("GET HEAD", "/api/v1/pseudonyms/[^/]+", STEWARDS),
            line("POST", "/api/v1/pseudonyms/[^/]+/renewal", STEWARDS),
            line("GET HEAD", "/api/v1/inventory(/map)?", ANY),
            line("GET HEAD", "/api/v1/questions", ANY),
            line("POST", "/api/v1/connections/[^/]+/(runs|check)", OPERATORS),
            line("PUT", "/api/v1/connections/[^/]+/files/[^/]+", OPERATORS),
            line("POST", "/api/v1/runs/\\d+/(approval|rejection|replay|settlement)", OPERATORS),
            line("POST", "/api/v1/feeds/[^/]+/deliveries", OPERATORS),
            line("POST", "/api/v1/deliveries/[^/]+/(again|end|acknowledgement)", OPERATORS));

    private Access() {}

    /** Whether this user may do that; with the password of the first start, from elsewhere, only give themselves another one. */
    static boolean permits(User user, boolean thisMachine, String method, String path) {
        boolean free = thisMachine || user.credential() != User.Credential.FIRST_RUN || path.equals(OWN_PASSWORD);
        return free && permits(user.roles(), method, path);
    }

    /** Whether one of these roles may do that. */
    static boolean permits(Set<Role> roles, String method, String path) {
        return line(method, path)
                .filter(line -> roles.stream().anyMatch(line.roles::contains))
                .isPresent();
    }

    private static Optional<Line> line(String method, String path) {
        return LINES.stream()
                .filter(line -> List.of(line.methods.split(" ")).contains(method)
                        && line.path.matcher(path).matches())
                .findFirst();
    }

    /** What to say to whoever lacks the role: which ones would do, and who gives them. */
    static String refusal(String method, String path) {
        return line(method, path)
                .map(line -> "Your roles do not allow this: it takes "
                        + line.roles.stream()
                                .map(role -> role.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(" or "))
                        + ", which an admin of the hub gives.")
                .orElse("Nobody may do this here: /api/v1/openapi.json tells what there is.");
    }

    /** Whether the answer tells of single children: whoever must be trained for that must be. */
    static boolean tellsOfChildren(String path) {
        return CHILDREN.matcher(path).matches();
    }

    /** Whether anybody may do anything there. */
    static boolean knows(String path) {
        return LINES.stream().anyMatch(line -> line.path.matcher(path).matches());
    }

    private static Line line(String methods, String path, Set<Role> roles) {
        return new Line(methods, Pattern.compile(path), roles);
    }
}
