// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.susten.files.FileProblemException;
import org.susten.files.FileProblemException.Problem;

/** Reads {@code etc/users.yaml}, with the line of whatever is wrong. */
final class UsersFile {

    private static final String SHAPE = "users: a list of {name, roles, password or tokenSha256}";

    private final List<Problem> problems = new ArrayList<>();
    private final List<User> users = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private UsersFile() {}

    static List<User> read(Path file) throws FileProblemException {
        UsersFile reading = new UsersFile();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            Node root = new Compose(LoadSettings.builder().build())
                    .composeReader(in)
                    .orElse(null);
            if (root != null) {
                reading.root(root);
            }
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(m -> m.getLine() + 1).orElse(0);
            throw new FileProblemException(
                    line, "not YAML: " + e.getProblem(), "correct the indentation or quotes there");
        } catch (IOException e) {
            throw new FileProblemException(0, "cannot be read", "check that the hub's user may read it");
        }
        if (!reading.problems.isEmpty()) {
            throw new FileProblemException(reading.problems);
        }
        return List.copyOf(reading.users);
    }

    private void root(Node root) {
        if (!(root instanceof MappingNode map) || !(value(map, "users") instanceof SequenceNode list)) {
            problem(root, "the list of users is missing", SHAPE);
            return;
        }
        for (Node item : list.getValue()) {
            if (item instanceof MappingNode user) {
                user(user);
            } else {
                problem(item, "not a user", SHAPE);
            }
        }
    }

    private void user(MappingNode node) {
        String name = text(node, "name");
        String password = text(node, "password");
        String token = text(node, "tokenSha256");
        if (name == null || !name.matches("[a-z][a-z0-9._-]{0,63}")) {
            problem(node, "a user needs a name", "lower-case letters, digits, . _ -, at most 64");
            return;
        }
        if (!names.add(name)) {
            problem(node, "two users have this name", "remove one of them");
        }
        if (password == null && token == null) {
            problem(node, "no password and no tokenSha256", "give one of them; users.yaml.sample shows how");
        }
        if (password != null && !password.startsWith("$argon2id$")) {
            problem(
                    node,
                    "the password is not an Argon2id hash",
                    "never write a password here: write its Argon2id hash, see users.yaml.sample");
        }
        if (token != null && !token.matches("[0-9a-f]{64}")) {
            problem(
                    node,
                    "tokenSha256 is not 64 hex digits",
                    "never write a token here: write its SHA-256, see users.yaml.sample");
        }
        users.add(new User(name, roles(node), password, token));
    }

    private Set<Role> roles(MappingNode node) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        if (value(node, "roles") instanceof SequenceNode list) {
            for (Node item : list.getValue()) {
                String word = item instanceof ScalarNode s ? s.getValue() : "";
                Role.of(word)
                        .ifPresentOrElse(
                                roles::add, () -> problem(item, "no such role", "reader, operator, steward or admin"));
            }
        }
        if (roles.isEmpty()) {
            problem(node, "a user without a role", "roles: [reader], [operator], [steward] or [admin]");
        }
        return roles;
    }

    private static @Nullable Node value(MappingNode map, String key) {
        for (NodeTuple tuple : map.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode s && s.getValue().equals(key)) {
                return tuple.getValueNode();
            }
        }
        return null;
    }

    private static @Nullable String text(MappingNode map, String key) {
        return value(map, key) instanceof ScalarNode s && !s.getValue().isBlank() ? s.getValue() : null;
    }

    private void problem(Node at, String what, String fix) {
        problems.add(new Problem(at.getStartMark().map(m -> m.getLine() + 1).orElse(0), what, fix));
    }
}
