// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.connection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.susten.engine.connection.SettingKind.Type;
import org.susten.files.FileProblemException;
import org.susten.files.FileProblemException.Problem;

/** Checks a connection's file against the keys of the engine and of its connector. */
public final class ConnectionRules {

    private static final Map<String, SettingKind> ENGINE = Map.ofEntries(
            Map.entry("site", SettingKind.optional(Type.SITE)),
            Map.entry("agreement", SettingKind.optional(Type.TEXT)),
            Map.entry("owner", SettingKind.optional(Type.TEXT)),
            Map.entry("arrive", SettingKind.optional(Type.ADDRESS)),
            Map.entry("schedule", SettingKind.optional(Type.SCHEDULE)),
            Map.entry("hosts", SettingKind.optional(Type.TEXT)),
            Map.entry("trust", SettingKind.optional(Type.TEXT)),
            Map.entry("clientCertificate", SettingKind.optional(Type.SECRET)),
            Map.entry("repeats", SettingKind.optional(Type.TEXT)),
            Map.entry("gather", SettingKind.optional(Type.YES_NO)),
            Map.entry("quiet", SettingKind.optional(Type.AMOUNT)),
            Map.entry("hold.closed", SettingKind.optional(Type.SHARE)),
            Map.entry("hold.changed", SettingKind.optional(Type.SHARE)),
            Map.entry("hold.rollover", SettingKind.optional(Type.DAYS)),
            Map.entry("hold.blackout", SettingKind.optional(Type.DAYS)),
            Map.entry("hold.days", SettingKind.optional(Type.AMOUNT)),
            Map.entry("retention", SettingKind.optional(Type.AMOUNT)),
            Map.entry("preserve", SettingKind.optional(Type.TEXT)),
            Map.entry("wait.days", SettingKind.optional(Type.AMOUNT)),
            Map.entry("stall.minutes", SettingKind.optional(Type.AMOUNT)),
            Map.entry("read.hours", SettingKind.optional(Type.AMOUNT)));

    /** As files of agreements are called, and the seals of backups. */
    private static final Pattern AGREEMENT = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private final Predicate<String> secretExists;
    private final Path etc;

    public ConnectionRules(Predicate<String> secretExists, Path etc) {
        this.secretExists = secretExists;
        this.etc = etc;
    }

    /**
     * Finds everything wrong with a file, in line order.
     *
     * @param connector the connector's keys; empty where it is not installed, and then only the engine's own are checked
     * @throws FileProblemException where anything is wrong
     */
    public void check(ConnectionFile file, Optional<Map<String, SettingKind>> connector) throws FileProblemException {
        List<Problem> problems = new ArrayList<>();
        Map<String, SettingKind> known = new TreeMap<>(ENGINE);
        connector.ifPresent(known::putAll);
        // To most connectors it is any text, and they refuse it only as they start, with what a framework says of that
        // in the log.
        known.computeIfPresent(
                "site", (key, kind) -> new SettingKind(Type.SITE, kind.list(), kind.required(), kind.options()));
        file.settings().forEach((key, setting) -> {
            SettingKind kind = kind(known, key);
            if (kind == null) {
                if (connector.isPresent()) {
                    problems.add(new Problem(
                            setting.line(),
                            "key " + key + " is not known to connector " + file.connector(),
                            "use one of " + String.join(", ", new TreeSet<>(known.keySet()))));
                }
            } else {
                value(key, setting, kind).ifPresent(problems::add);
            }
        });
        known.forEach((key, kind) -> {
            if (kind.required() && !file.settings().containsKey(key)) {
                problems.add(new Problem(0, "key " + key + " is missing", "add a line " + key + "=…"));
            }
        });
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingInt(Problem::line));
            throw new FileProblemException(problems);
        }
    }

    /** A key named so holds the name of a secret whatever else is said of it. */
    private static @Nullable SettingKind kind(Map<String, SettingKind> known, String key) {
        SettingKind kind = known.get(key);
        boolean secret = key.endsWith("Secret") || key.endsWith(".secret");
        return kind != null && secret
                ? new SettingKind(Type.SECRET, kind.list(), kind.required(), kind.options())
                : kind;
    }

    private Optional<Problem> value(String key, ConnectionFile.Setting setting, SettingKind kind) {
        Optional<String> expected = kind.expects(setting.value());
        if (expected.isPresent()) {
            return expected.map(text ->
                    new Problem(setting.line(), "the value of " + key + " is not what is expected", "write " + text));
        }
        if (kind.type() == Type.SECRET && !setting.value().isEmpty() && !secretExists.test(setting.value())) {
            return Optional.of(new Problem(
                    setting.line(),
                    "there is no secret of the name that " + key + " gives",
                    "put the secret into a file of that name in etc/secrets; a secret itself never stands here"));
        }
        if (key.equals("agreement")
                && ENGINE.get(key) == kind
                && !AGREEMENT.matcher(setting.value()).matches()) {
            return Optional.of(new Problem(
                    setting.line(),
                    "the value of agreement is no name of an agreement",
                    "write the name of its file in etc/agreements without .yaml"));
        }
        return key.equals("trust") && ENGINE.get(key) == kind
                ? new Trust(etc, setting.value())
                        .problem()
                        .map(why -> new Problem(setting.line(), why, "save this file again once it is there"))
                : Optional.empty();
    }

    /** The values in the types that the connector's configuration has. */
    public static Map<String, Object> typed(ConnectionFile file, Map<String, SettingKind> connector) {
        Map<String, Object> values = new LinkedHashMap<>();
        file.settings().forEach((key, setting) -> {
            SettingKind kind = connector.get(key);
            values.put(
                    key,
                    kind != null && kind.list()
                            ? kind.values(setting.value()).toArray(String[]::new)
                            : setting.value());
        });
        return values;
    }
}
