// SPDX-License-Identifier: Apache-2.0
package org.susten.users.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.susten.files.FileProblemException;
import org.susten.files.FileProblemException.Problem;
import org.susten.files.YamlFile;
import org.susten.users.Role;

/** Reads {@code etc/users.yaml}, with the line of whatever is wrong. One use, one thread. */
final class AccountsFile {

    private static final String SHAPE = "users: a list of {name, roles, password or tokenSha256, expires}";
    private static final Set<String> KEYS = Set.of("name", "roles", "password", "tokenSha256", "expires");

    /** What a name looks like. */
    static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]{0,63}");

    private final YamlFile file;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Account> users = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> tokens = new HashSet<>();

    private AccountsFile(YamlFile file) {
        this.file = file;
    }

    static List<Account> read(Path file) throws FileProblemException {
        return accounts(YamlFile.read(file));
    }

    /** Reads a text; comments alone are nobody. */
    static List<Account> read(String text) throws FileProblemException {
        boolean empty =
                text.lines().allMatch(line -> line.isBlank() || line.strip().startsWith("#"));
        return empty ? List.of() : accounts(YamlFile.of(text));
    }

    private static List<Account> accounts(YamlFile file) throws FileProblemException {
        AccountsFile reading = new AccountsFile(file);
        reading.users();
        if (!reading.problems.isEmpty()) {
            throw new FileProblemException(reading.problems.stream()
                    .sorted(Comparator.comparingInt(Problem::line))
                    .toList());
        }
        return List.copyOf(reading.users);
    }

    private void users() {
        JsonNode list = file.root().path("users");
        if (!list.isArray()) {
            problem("", "the list of users is missing", SHAPE);
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            String at = "/users/" + i;
            JsonNode user = list.path(i);
            if (user.isObject()) {
                user(user, at);
            } else {
                problem(at, "not a user", SHAPE);
            }
        }
    }

    private void user(JsonNode user, String at) {
        user.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                problem(YamlFile.member(at, key), "a user has no " + key, SHAPE);
            }
        });
        String name = text(user, "name");
        if (name == null || !NAME.matcher(name).matches()) {
            problem(at, "a user needs a name", "lower-case letters, digits, . _ -, at most 64");
            return;
        }
        if (!names.add(name)) {
            problem(at, "two users have this name", "remove one of them");
        }
        String password = text(user, "password");
        String token = text(user, "tokenSha256");
        if (password == null && token == null) {
            problem(at, "no password and no tokenSha256", "give one of them; users.yaml.sample shows how");
        }
        if (password != null && !Hashes.isPassword(password)) {
            problem(
                    at + "/password",
                    "the password is not an Argon2id hash",
                    "never write a password here: write its Argon2id hash, see users.yaml.sample");
        }
        if (token != null && !token.matches("[0-9a-f]{64}")) {
            problem(
                    at + "/tokenSha256",
                    "tokenSha256 is not 64 hex digits",
                    "never write a token here: write its SHA-256, see users.yaml.sample");
        }
        if (token != null && !tokens.add(token)) {
            problem(at + "/tokenSha256", "another user has this token too", "give each a token of its own");
        }
        users.add(new Account(name, roles(user, at), password, token, expires(user, at)));
    }

    private @Nullable LocalDate expires(JsonNode user, String at) {
        String day = text(user, "expires");
        try {
            return day == null ? null : LocalDate.parse(day);
        } catch (DateTimeParseException e) {
            problem(at + "/expires", "expires is no day", "write the last day like 2027-06-30");
            return null;
        }
    }

    private Set<Role> roles(JsonNode user, String at) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        JsonNode list = user.path("roles");
        for (int i = 0; list.isArray() && i < list.size(); i++) {
            String role = at + "/roles/" + i;
            Role.of(list.path(i).asText())
                    .ifPresentOrElse(
                            roles::add, () -> problem(role, "no such role", "reader, operator, steward or admin"));
        }
        if (roles.isEmpty()) {
            problem(at, "a user without a role", "roles: [reader], [operator], [steward] or [admin]");
        }
        return roles;
    }

    private static @Nullable String text(JsonNode user, String key) {
        JsonNode value = user.path(key);
        return value.isValueNode() && !value.isNull() && !value.asText().isBlank() ? value.asText() : null;
    }

    private void problem(String at, String what, String fix) {
        problems.add(file.problem(at, what, fix));
    }
}
