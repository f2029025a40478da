// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.susten.identity.Learning.Example;
import org.susten.identity.Learning.Kind;
import org.susten.identity.Learning.Report;
import org.susten.identity.Learning.State;
import org.susten.identity.Learning.Version;
import org.susten.identity.matching.Model;

/** Versions of the model and their reports. */
final class ModelTable {

    private static final String VERSION =
            """
            select m.number, m.version, m.state, m.at, m.people, m.reported is not null as reported, m.who,
                   case when m.state = 'in force' then (
                       select coalesce(sum((select count(*) from identity.link l where l.record > r.after and l.features is not null
                                            and (r.stream is null or l.stream = r.stream))), 0)
                       from identity.rescoring r where r.done is null) else 0 end as remaining,
                   m.persons, m.links, m.unlinks, m.reviews, m.settled
            from identity.model m
            """;

    private final Connection connection;

    ModelTable(Connection connection) {
        this.connection = connection;
    }

    List<Version> all() throws SQLException {
        return Sql.list(connection, VERSION + "order by m.number desc", ModelTable::version);
    }

    Optional<Version> find(long number) throws SQLException {
        return Sql.list(connection, VERSION + "where m.number = ?", ModelTable::version, number).stream()
                .findFirst();
    }

    /** The report of a version; of the newest that has one where the number is 0. */
    Optional<Report> report(long number) throws SQLException {
        record Known(Version version, long[] counts) {}
        Optional<Known> known = Sql.list(
                        connection,
                        VERSION
                                + "where m.reported is not null and (m.number = ? or ? = 0) order by m.number desc limit 1",
                        r -> new Known(version(r), new long[] {
                            r.getLong("persons"),
                            r.getLong("links"),
                            r.getLong("unlinks"),
                            r.getLong("reviews"),
                            r.getLong("settled")
                        }),
                        number,
                        number)
                .stream()
                .findFirst();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Version version = known.get().version();
        long[] counts = known.get().counts();
        List<Example> examples = Sql.list(
                connection,
                "select kind, person, other, reason from identity.model_example where version = ? order by id",
                r -> new Example(
                        Kind.valueOf(r.getString(1).toUpperCase(Locale.ROOT)),
                        r.getLong(2),
                        r.getLong(3),
                        r.getString(4)),
                version.version());
        return Optional.of(new Report(
                version,
                counts[0],
                counts[1],
                counts[2],
                counts[3],
                counts[4],
                examples,
                ErrorCounts.read(connection, version.version())));
    }

    /** Adds what was learnt; what was proposed and not accepted until now is overtaken. False where it is known already. */
    boolean propose(Model model, Instant now) throws SQLException {
        boolean added = Sql.update(
                        connection,
                        "insert into identity.model (version, state, at, people, content) values (?, 'proposed', ?, ?, ?) on conflict (version) do nothing",
                        model.version(),
                        Timestamp.from(now),
                        model.people(),
                        model.toJson())
                > 0;
        if (added) {
            Sql.update(
                    connection,
                    "update identity.model set state = 'refused', who = 'overtaken by a newer one' where state = 'proposed' and version <> ?",
                    model.version());
        } else {
            Sql.update(
                    connection,
                    "update identity.model set at = ? where version = ?",
                    Timestamp.from(now),
                    model.version());
        }
        return added;
    }

    /** Puts a version in force and plans the scoring anew. */
    void accept(Version version, String who, Instant now) throws SQLException {
        Sql.update(connection, "update identity.model set state = 'former' where state = 'in force'");
        Sql.update(
                connection,
                "update identity.model set state = 'in force', who = ? where version = ?",
                who,
                version.version());
        Sql.update(connection, "update identity.rescoring set done = ? where done is null", Timestamp.from(now));
        Sql.update(
                connection,
                "insert into identity.rescoring (who, since) values (?, ?)",
                "model " + version.number(),
                Timestamp.from(now));
    }

    void refuse(Version version, String who) throws SQLException {
        Sql.update(
                connection,
                "update identity.model set state = 'refused', who = ? where version = ?",
                who,
                version.version());
    }

    /** When anything was last learnt; empty where nothing ever was. */
    Optional<Instant> lastLearnt() throws SQLException {
        return Sql.list(
                        connection,
                        "select max(at) from identity.model having max(at) is not null",
                        r -> r.getTimestamp(1).toInstant())
                .stream()
                .findFirst();
    }

    private static Version version(ResultSet r) throws SQLException {
        return new Version(
                r.getLong("number"),
                r.getLong("version"),
                State.valueOf(r.getString("state").toUpperCase(Locale.ROOT).replace(' ', '_')),
                r.getTimestamp("at").toInstant(),
                r.getLong("people"),
                r.getBoolean("reported"),
                Optional.ofNullable(r.getString("who")),
                r.getLong("remaining"));
    }
}
