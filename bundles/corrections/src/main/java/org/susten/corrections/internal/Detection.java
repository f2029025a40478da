// SPDX-License-Identifier: Apache-2.0
package org.susten.corrections.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.susten.corrections.internal.NoticeTable.Named;
import org.susten.db.Sql;
import org.susten.feeds.Letters.Addressee;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.governance.Archive;

/** Finds out what one agreement's partner must be told, in one transaction; set-based. */
final class Detection {

    private static final String BASIS =
            """
            select (select coalesce(max(id), 0) from store.commit_v1), (select last from identity.change_v1),
                   (select last from identity.happened_v1),
                   coalesce((select basis from corrections.looked where agreement = ?), ''),
                   coalesce((select parted from corrections.looked where agreement = ?), 0)""";

    private static final String TOLD =
            """
            drop table if exists pg_temp.corrections_told, pg_temp.corrections_person;
            create temp table corrections_told on commit drop as
              select t.feed, t.id, t.person, t.seen, coalesce(p.redirect, t.person) now
              from feeds.told_v1 t left join identity.person_v1 p on p.person = t.person where t.agreement = '%s';
            create temp table corrections_person on commit drop as select distinct now person from corrections_told;
            analyze corrections_told""";

    private static final String WITHHELD =
            """
            select t.id, t.person, 'delete', o.withheld from corrections_told t
            join %s o on o.person = t.now and o.withheld is not null
            where t.feed = ?
            and (not ? or not exists (select from feeds.sent_v1 s where s.feed = ? and s.person = t.person))
            order by t.id""";

    private static final String PARTED =
            """
            select t.id, t.person, 'correct', 'unmerged' from corrections_told t
            where t.feed = ? and exists (
              select from identity.parted_v1 e where e.person in (t.person, t.now) and e.id > t.seen and e.id > ?)
            order by t.id""";

    private final Connection transaction;
    private final Agreements agreements;
    private final Archive archive;
    private final Instant now;

    Detection(Connection transaction, Agreements agreements, Archive archive, Instant now) {
        this.transaction = transaction;
        this.agreements = agreements;
        this.archive = archive;
        this.now = now;
    }

    private record Basis(long happened, String basis, String before, long parted) {}

    /** What must be said, by feed; nothing where nothing happened since the last look. */
    Map<String, List<Named>> look(Agreement agreement) throws SQLException {
        Basis basis = basis(agreement);
        if (basis.basis().equals(basis.before())) {
            return Map.of();
        }
        try (Statement statement = transaction.createStatement()) {
            statement.execute(TOLD.formatted(agreement.id().replace("'", "''")));
        }
        String objections = archive.objections(transaction, agreement, "corrections_person", now);
        Map<String, List<Named>> found = new TreeMap<>();
        for (String feed : feeds()) {
            List<Named> named = new ArrayList<>();
            Way way = way(agreement, feed);
            if (way != Way.ASKED) {
                named.addAll(withheld(objections, feed, way == Way.CHANGES));
            }
            if (way == Way.FULL || way == Way.OVER) {
                List<String> gone = named.stream().map(n -> n.who().id()).toList();
                parted(feed, basis.parted()).stream()
                        .filter(n -> !gone.contains(n.who().id()))
                        .forEach(named::add);
            }
            if (!named.isEmpty()) {
                found.put(feed, named);
            }
        }
        looked(agreement, basis);
        return found;
    }

    /** How a feed tells, if it does, what is no more. */
    enum Way {
        /** It says everything each time: what is left out is not told to be deleted. */
        FULL,
        /** It tells by itself what is withdrawn and changed. */
        CHANGES,
        /** The partner asks, and reads what is no more. */
        ASKED,
        /** It delivers no more. */
        OVER
    }

    Way way(Agreement agreement, String feed) {
        if (!agreements.mayRun(feed, now).permitted()) {
            return Way.OVER;
        }
        Agreement.Feed found = feed(agreement, feed);
        return found.pulled() ? Way.ASKED : found.mode().equals("delta") ? Way.CHANGES : Way.FULL;
    }

    /** The feed as the agreement has it, or had it; the archive knows all through which something left. */
    static Agreement.Feed feed(Agreement agreement, String id) {
        return agreement.feeds().stream()
                .filter(f -> f.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Basis basis(Agreement agreement) throws SQLException {
        String may = agreement.feeds().stream()
                .map(f -> agreements.mayRun(f.id(), now).permitted() ? "+" : "-")
                .collect(Collectors.joining());
        return Sql.list(
                        transaction,
                        BASIS,
                        row -> new Basis(
                                row.getLong(3),
                                String.join(
                                        " ",
                                        agreement.revision(),
                                        Long.toString(row.getLong(1)),
                                        String.valueOf(row.getString(2)),
                                        agreements.day(now).toString(),
                                        may),
                                row.getString(4),
                                row.getLong(5)),
                        agreement.id(),
                        agreement.id())
                .get(0);
    }

    private List<String> feeds() throws SQLException {
        return Sql.list(transaction, "select distinct feed from corrections_told order by 1", row -> row.getString(1));
    }

    private List<Named> withheld(String objections, String feed, boolean changes) throws SQLException {
        return Sql.list(transaction, WITHHELD.formatted(objections), Detection::named, feed, changes, feed);
    }

    private List<Named> parted(String feed, long after) throws SQLException {
        return Sql.list(transaction, PARTED, Detection::named, feed, after);
    }

    private static Named named(ResultSet row) throws SQLException {
        return new Named(new Addressee(row.getLong(2), row.getString(1)), row.getString(3), row.getString(4));
    }

    private void looked(Agreement agreement, Basis basis) throws SQLException {
        Sql.run(
                transaction,
                """
                insert into corrections.looked (agreement, basis, parted) values (?, ?, ?)
                on conflict (agreement) do update set basis = excluded.basis, parted = excluded.parted""",
                agreement.id(),
                basis.basis(),
                basis.happened());
    }
}
