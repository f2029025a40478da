// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Database;
import org.susten.identity.IdentityException;
import org.susten.identity.People;
import org.susten.identity.Persons;
import org.susten.identity.Reviews.Place;
import org.susten.identity.Survival;

/** Persons by the store's published views. */
@Component(configurationPid = "org.susten.identity")
public final class GoldenRecords implements Persons {

    private static final String OF_PERSON =
            "select l.person, p.%1$s as value, p.row, p.since, p.stream from identity.link_v1 l join store.person_v1 p on p.row = l.row where l.person = %2$d and p.%1$s is not null";

    private static final String OF_DEMOGRAPHIC =
            " union all select l.person, d.%1$s, d.row, d.since, d.stream from identity.link_v1 l join store.demographic_v1 d on d.person = l.row where l.person = %2$d and d.%1$s is not null";

    private static final String FIRST_OF =
            "select l.person, p.%1$s ->> 0 as value, p.row, p.since, p.stream from identity.link_v1 l join store.person_v1 p on p.row = l.row where l.person = %2$d and p.%1$s ->> 0 is not null";

    /** By field: the query of its candidates. */
    private static final Map<String, String> FIELDS = new LinkedHashMap<>();

    static {
        FIELDS.put("givenName", OF_PERSON.replace("%1$s", "given_name"));
        FIELDS.put("middleName", OF_PERSON.replace("%1$s", "middle_name"));
        FIELDS.put("familyName", OF_PERSON.replace("%1$s", "family_name"));
        FIELDS.put("suffix", OF_PERSON.replace("%1$s", "suffix"));
        FIELDS.put("preferredName", OF_PERSON.replace("%1$s", "preferred_name"));
        FIELDS.put("birthDate", (OF_PERSON + OF_DEMOGRAPHIC).replace("%1$s", "birth_date"));
        FIELDS.put("sex", (OF_PERSON + OF_DEMOGRAPHIC).replace("%1$s", "sex"));
        FIELDS.put("homeLanguage", (OF_PERSON + OF_DEMOGRAPHIC).replace("%1$s", "home_language"));
        FIELDS.put("phone", FIRST_OF.replace("%1$s", "phones"));
        FIELDS.put("email", FIRST_OF.replace("%1$s", "emails"));
    }

    /** Fields whose survival can be set. */
    static final Set<String> NAMES = Set.copyOf(FIELDS.keySet());

    private static final String VALUE =
            """
            select b.value::text, n.system, n.site, n.name, coalesce(p.key, d.key, ''), m.at, b.trust, b.agreement, b.records
            from (%s) b left join store.person_v1 p on p.row = b.row left join store.demographic_v1 d on d.row = b.row
            join store.stream_v1 n on n.stream = coalesce(p.stream, d.stream) join store.commit_v1 m on m.id = b.since
            """;

    private static final String ORDER =
            "select first, second, third from identity.survivorship_v1 where field in ('', ?) order by field desc limit 1";

    /** A row's id is the first half of a hash of what its source calls it. */
    private static final String OF_SOURCE =
            """
            select coalesce(q.redirect, l.person) from store.stream_v1 n
            join identity.link_v1 l on l.row = encode(substring(sha256(convert_to(n.system, 'UTF8') || '\\x00'::bytea
                || convert_to(n.site, 'UTF8') || '\\x00'::bytea || convert_to(n.name, 'UTF8') || '\\x00'::bytea
                || convert_to(?, 'UTF8')) for 16), 'hex')::uuid
            join identity.person_v1 q on q.person = l.person
            where n.site = ? and n.name = coalesce(nullif(?, ''), n.name) order by 1 limit 1
            """;

    private static final String NAMED =
            """
            select distinct l.person from store.person_v1 p join identity.link_v1 l on l.row = p.row
            where lower(p.family_name) = lower(?) and (? = '' or lower(p.given_name) = lower(?)) order by 1 limit ?
            """;

    private final Database database;
    private volatile Set<String> seeing;

    /** On the index's database. */
    @Activate
    public GoldenRecords(
            @Reference Database database,
            // Its tables are used; this asks that they are there.
            @Reference People people,
            IdentityConfig config) {
        this(database, roles(config));
    }

    GoldenRecords(Database database, Set<String> seeing) {
        this.database = database;
        this.seeing = seeing;
    }

    /** In place: others need not start anew because somebody may see more. */
    @Modified
    void settings(IdentityConfig config) {
        seeing = roles(config);
    }

    private static Set<String> roles(IdentityConfig config) {
        return Stream.of(config.valuesFor().toLowerCase(java.util.Locale.ROOT).split("[,\\s]+"))
                .filter(role -> !role.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean sees(Set<String> roles) {
        return roles.stream().anyMatch(seeing::contains);
    }

    @Override
    public Optional<Golden> find(long person, Set<String> roles) {
        boolean sees = sees(roles);
        return database.inTransaction(c -> {
            Optional<Long> now = Sql.list(
                            c,
                            "select coalesce(redirect, person) from identity.person_v1 where person = ?",
                            r -> r.getLong(1),
                            person)
                    .stream()
                    .findFirst();
            return now.isEmpty() ? Optional.empty() : Optional.of(golden(c, now.get(), sees));
        });
    }

    private static Golden golden(Connection c, long person, boolean sees) throws SQLException {
        List<UUID> records = Sql.list(
                c,
                "select row from identity.link_v1 where person = ? order by row",
                r -> r.getObject(1, UUID.class),
                person);
        List<Value> values = new ArrayList<>();
        for (Map.Entry<String, String> field : FIELDS.entrySet()) {
            String best = Survival.best(field.getKey(), field.getValue().replace("%2$d", Long.toString(person)));
            List<String> order = Sql.list(
                            c, ORDER, r -> List.of(r.getString(1), r.getString(2), r.getString(3)), field.getKey())
                    .get(0);
            values.addAll(Sql.list(
                    c,
                    VALUE.formatted(best),
                    r -> new Value(
                            field.getKey(),
                            sees ? Optional.of(r.getString(1)) : Optional.empty(),
                            new Place(r.getString(2), r.getString(3), r.getString(4), r.getString(5)),
                            r.getTimestamp(6).toInstant(),
                            r.getLong(7),
                            r.getLong(8),
                            r.getLong(9),
                            order)));
        }
        return new Golden(person, records, values);
    }

    @Override
    public Optional<Long> ofSource(String site, String stream, String key) {
        return database.inTransaction(c -> Sql.list(c, OF_SOURCE, r -> r.getLong(1), key, site, stream).stream()
                .findFirst());
    }

    @Override
    public List<Long> named(String given, String family, int limit, Set<String> roles) {
        if (!sees(roles)) {
            throw new IdentityException(
                    IdentityException.Kind.STATE,
                    "nobody of your roles may look for names: valuesFor in etc/org.susten.identity.cfg says who may");
        }
        return database.inTransaction(c -> Sql.list(c, NAMED, r -> r.getLong(1), family, given, given, limit));
    }
}
