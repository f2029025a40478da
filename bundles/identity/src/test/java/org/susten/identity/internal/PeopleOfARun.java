// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.susten.db.Database;
import org.susten.identity.People;

/** The relation of a run's people as the store fills it, written by a test. Invented people. */
final class PeopleOfARun {

    private record Human(
            int stream,
            String key,
            char change,
            @Nullable String given,
            @Nullable String family,
            @Nullable LocalDate born,
            @Nullable String sex,
            Map<String, String> identifiers) {}

    private final List<Human> humans = new ArrayList<>();

    static UUID row(int stream, String key) {
        return UUID.nameUUIDFromBytes((stream + "/" + key).getBytes(StandardCharsets.UTF_8));
    }

    PeopleOfARun with(
            int stream, String key, @Nullable String name, @Nullable String born, Map<String, String> identifiers) {
        return add(stream, key, 'n', name, born, identifiers);
    }

    PeopleOfARun changed(
            int stream, String key, @Nullable String name, @Nullable String born, Map<String, String> identifiers) {
        return add(stream, key, 'c', name, born, identifiers);
    }

    PeopleOfARun closed(int stream, String key) {
        return add(stream, key, 'x', null, null, Map.of());
    }

    private PeopleOfARun add(
            int stream,
            String key,
            char change,
            @Nullable String name,
            @Nullable String born,
            Map<String, String> identifiers) {
        String[] parts = name == null ? new String[] {null, null} : name.split(" ", 2);
        humans.add(new Human(
                stream,
                key,
                change,
                parts[0],
                parts[1],
                born == null ? null : LocalDate.parse(born),
                name == null ? null : "Female",
                identifiers));
        return this;
    }

    private final Map<Integer, String> phones = new HashMap<>();

    /** The phone of the person added last. */
    PeopleOfARun phone(String number) {
        phones.put(humans.size() - 1, number);
        return this;
    }

    private String roles = "{student}";

    /** All of them in these roles. */
    PeopleOfARun as(String roles) {
        this.roles = roles;
        return this;
    }

    /** Resolves and applies it. */
    People.Outcome commit(Database database, People people, long run) {
        return database.inTransaction(c -> {
            People.Outcome outcome = people.resolve(c, run, fill(c, run));
            people.apply(c, run, run);
            return outcome;
        });
    }

    String fill(Connection c, long run) throws SQLException {
        String name = "public.people_" + run;
        Sql.run(c, "drop table if exists " + name);
        Sql.run(
                c,
                "create table " + name
                        + " (row uuid, stream int, system text, site text, key text, change \"char\", given_name text, middle_name text, family_name text, suffix text,"
                        + " preferred_name text, birth_date date, sex text, roles text[], identifiers jsonb, phones jsonb, emails jsonb, addresses jsonb, former_names jsonb)");
        try (PreparedStatement insert = c.prepareStatement(
                "insert into " + name
                        + " (row, stream, key, change, given_name, family_name, birth_date, sex, identifiers, roles, phones) values (?, ?, ?, ?::\"char\", ?, ?, ?, ?, ?::jsonb, ?::text[], ?::jsonb)")) {
            for (int i = 0; i < humans.size(); i++) {
                Human h = humans.get(i);
                insert.setObject(1, row(h.stream, h.key));
                insert.setInt(2, h.stream);
                insert.setString(3, h.key);
                insert.setString(4, String.valueOf(h.change));
                insert.setString(5, h.given);
                insert.setString(6, h.family);
                insert.setObject(7, h.born, Types.DATE);
                insert.setString(8, h.sex);
                insert.setString(
                        9,
                        h.identifiers.entrySet().stream()
                                .map(e -> "{\"system\":\"" + e.getKey() + "\",\"value\":\"" + e.getValue() + "\"}")
                                .collect(Collectors.joining(",", "[", "]")));
                insert.setString(10, roles);
                insert.setString(11, phones.containsKey(i) ? "[\"" + phones.get(i) + "\"]" : "[]");
                insert.addBatch();
            }
            insert.executeBatch();
        }
        return name;
    }
}
