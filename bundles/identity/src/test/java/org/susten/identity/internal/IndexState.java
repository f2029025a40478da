// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.susten.db.Database;

/** What the index holds, table by table, and whether it is whole. */
final class IndexState {

    static final String TABLES =
            "identity.person, identity.link, identity.key, identity.block, identity.crowd, identity.edge, identity.event, identity.decision, identity.decision_before, identity.review, identity.verdict, identity.run";

    private static final String KEYS =
            """
            select key from identity.key where record = ? union all select key from identity.crowd where record = ?
            union all select key from identity.block where ? = any(records)""";

    private static final Map<String, String> CONTRADICTIONS = new LinkedHashMap<>();

    static {
        CONTRADICTIONS.put(
                "records whose person does not exist, or redirects",
                "select count(*) from identity.link l left join identity.person p using (person) where p.person is null or p.redirect is not null");
        CONTRADICTIONS.put(
                "persons that redirect to one that redirects",
                "select count(*) from identity.person p join identity.person q on q.person = p.redirect where q.redirect is not null");
        CONTRADICTIONS.put(
                "persons that redirect to one that has none of their records",
                """
                select count(*) from identity.person p where p.redirect is not null and not exists (
                    select from identity.event e join identity.link l using (row) where e.former = p.person and l.person = p.redirect)""");
        CONTRADICTIONS.put(
                "records whose person is another than the replay of events says",
                """
                select count(*) from identity.link l full join (
                    select distinct on (row) row, person from identity.event
                    where kind in ('created', 'linked', 'moved', 'split', 'unmerged') order by row, id desc) e using (row)
                where l.person is distinct from e.person""");
        CONTRADICTIONS.put(
                "open questions whether one person is one",
                "select count(*) from identity.review r join identity.link x on x.record = r.a join identity.link y on y.record = r.b where r.state = 'open' and x.person = y.person");
        CONTRADICTIONS.put(
                "pairs known in one direction only",
                "select count(*) from identity.edge e where not exists (select from identity.edge b where b.a = e.b and b.b = e.a and b.bits = e.bits)");
        CONTRADICTIONS.put(
                "decisions that are not in force",
                "select count(*) from identity.decision d join identity.link x on x.record = d.a join identity.link y on y.record = d.b where d.same <> (x.person = y.person)");
        CONTRADICTIONS.put(
                "persons whom one source has twice without anybody's decision",
                """
                select count(*) from identity.link x join identity.link y on y.person = x.person and y.stream = x.stream and y.record > x.record
                where not x.closed and not y.closed and x.stream not in (select stream from identity.repeating)
                and not exists (select from identity.decision d where d.same and d.a in (x.record, y.record) or d.b in (x.record, y.record))""");
        CONTRADICTIONS.put(
                "crowds that are blocks, too",
                "select count(*) from identity.crowd c left join identity.block b using (key) where b.key is null or b.records is not null");
        CONTRADICTIONS.put(
                "crowds of nobody",
                "select count(*) from identity.block b where records is null and not exists (select from identity.crowd c where c.key = b.key)");
        CONTRADICTIONS.put(
                "blocks that are empty, or too large",
                "select count(*) from identity.block where cardinality(records) not between 1 and 100");
        for (String table :
                List.of("pending_record", "pending_key", "pending_edge", "pending_link", "pending_review", "run")) {
            CONTRADICTIONS.put("left over in " + table, "select count(*) from identity." + table);
        }
    }

    private IndexState() {}

    /** A digest of each table. */
    static Map<String, String> of(Connection connection) throws SQLException {
        Map<String, String> state = new LinkedHashMap<>();
        for (String table : TABLES.split(", ")) {
            state.put(
                    table,
                    Sql.list(
                                    connection,
                                    "select count(*) || ' ' || coalesce(md5(string_agg(t::text, ';' order by t::text)), '') from "
                                            + table + " t",
                                    r -> r.getString(1))
                            .get(0));
        }
        return state;
    }

    /** All that contradicts itself; empty where the index is whole. */
    static Set<String> contradictions(Connection connection) throws SQLException {
        Set<String> found = new TreeSet<>();
        for (Map.Entry<String, String> one : CONTRADICTIONS.entrySet()) {
            long count = Sql.number(connection, one.getValue());
            if (count > 0) {
                found.add(count + " " + one.getKey());
            }
        }
        for (Member member : Sql.list(
                connection,
                "select record, row, stream, role, closed, person, features from identity.link where features is not null",
                Staging::member)) {
            long[] kept = Sql.list(
                            connection, KEYS, r -> r.getLong(1), member.record(), member.record(), member.record())
                    .stream()
                    .mapToLong(Long::longValue)
                    .sorted()
                    .toArray();
            long[] own = member.keys();
            Arrays.sort(own);
            if (!Arrays.equals(own, kept)) {
                found.add("keys of " + member);
            }
        }
        return found;
    }

    /** Whom each row belongs to. */
    static Map<UUID, Long> links(Database database) {
        Map<UUID, Long> links = new HashMap<>();
        database.inTransaction(c -> Sql.list(
                c,
                "select row, person from identity.link_v1",
                r -> links.put(r.getObject(1, UUID.class), r.getLong(2))));
        return links;
    }

    /** The rows of each person, whatever its number. */
    static Set<Set<UUID>> persons(Database database) {
        return links(database).entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue,
                        Collectors.mapping(Map.Entry::getKey, Collectors.toCollection(TreeSet::new))))
                .values()
                .stream()
                .collect(Collectors.toSet());
    }
}
