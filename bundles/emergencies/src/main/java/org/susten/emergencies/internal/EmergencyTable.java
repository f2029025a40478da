// SPDX-License-Identifier: Apache-2.0
package org.susten.emergencies.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.susten.db.HubClocks;
import org.susten.db.Sql;
import org.susten.emergencies.Emergencies.Emergency;
import org.susten.emergencies.Emergencies.Kind;
import org.susten.emergencies.Emergencies.Proposal;
import org.susten.emergencies.Emergencies.State;

/** The table of emergencies, on one connection, as it is at one instant. */
final class EmergencyTable {

    /** How long a proposal waits for the second person. */
    static final Duration PATIENCE = Duration.ofHours(4);

    private static final String SELECT =
            """
            select e.*, (select count(*) from emergencies.reading r where r.emergency = e.id) readings
            from emergencies.emergency e""";

    private final Connection connection;
    private final Instant now;

    EmergencyTable(Connection connection, Instant now) {
        this.connection = connection;
        this.now = now;
    }

    Emergency open(Proposal proposal, String who) throws SQLException {
        long id = Sql.first(
                        connection,
                        """
                        insert into emergencies.emergency
                          (kind, reason, threat, recipient, persons, school, fields, hours, opened, opened_by)
                        values (?, ?, ?, ?, ?::bigint[], ?, ?, ?, ?, ?) returning id""",
                        row -> row.getLong(1),
                        proposal.kind().name().toLowerCase(Locale.ROOT),
                        proposal.reason(),
                        proposal.threat(),
                        proposal.recipient(),
                        proposal.persons(),
                        proposal.school(),
                        proposal.fields(),
                        proposal.hours(),
                        now,
                        who)
                .orElseThrow();
        return find(id).orElseThrow();
    }

    Optional<Emergency> find(long id) throws SQLException {
        return select(" where e.id = ?", id).stream().findFirst();
    }

    /** The same, and nobody else changes it until the transaction ends. */
    Optional<Emergency> lock(long id) throws SQLException {
        return select(" where e.id = ? for update", id).stream().findFirst();
    }

    List<Emergency> all(boolean reviewed) throws SQLException {
        return select((reviewed ? "" : " where e.reviewed is null") + " order by e.reviewed nulls first, e.id");
    }

    void confirm(long id, String who) throws SQLException {
        Sql.run(
                connection,
                "update emergencies.emergency set confirmed = ?, confirmed_by = ? where id = ?",
                now,
                who,
                id);
    }

    void end(long id) throws SQLException {
        Sql.run(connection, "update emergencies.emergency set ended = ? where id = ?", now, id);
    }

    void review(long id, String finding, String who) throws SQLException {
        Sql.run(
                connection,
                "update emergencies.emergency set reviewed = ?, reviewed_by = ?, finding = ? where id = ?",
                now,
                who,
                finding,
                id);
    }

    void read(long id, String who, long persons, String delivery) throws SQLException {
        Sql.run(
                connection,
                "insert into emergencies.reading (emergency, at, who, persons, delivery) values (?, ?, ?, ?, ?)",
                id,
                now,
                who,
                persons,
                delivery);
    }

    /** What was opened by a clock that was ahead ends when that is seen, and for good: the time it would be open for is not known. */
    void endWhatIsOfTheFuture() throws SQLException {
        Sql.run(
                connection,
                "update emergencies.emergency set ended = ? where ended is null and coalesce(confirmed, opened) > ?",
                now,
                HubClocks.latest(now));
    }

    private List<Emergency> select(String where, Object... values) throws SQLException {
        return Sql.list(connection, SELECT + where, this::emergency, values);
    }

    private Emergency emergency(ResultSet row) throws SQLException {
        Instant opened = Sql.requiredInstant(row, "opened");
        Instant confirmed = Sql.instant(row, "confirmed").orElse(null);
        Instant ended = Sql.instant(row, "ended").orElse(null);
        Instant reviewed = Sql.instant(row, "reviewed").orElse(null);
        int hours = row.getInt("hours");
        Instant ends = ended != null ? ended : confirmed == null ? null : confirmed.plus(Duration.ofHours(hours));
        return new Emergency(
                row.getLong("id"),
                new Proposal(
                        Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        row.getString("reason"),
                        row.getString("threat"),
                        row.getString("recipient"),
                        List.of((Long[]) row.getArray("persons").getArray()),
                        row.getString("school"),
                        Sql.texts(row, "fields"),
                        hours),
                state(opened, ended, ends, reviewed),
                opened,
                row.getString("opened_by"),
                confirmed,
                row.getString("confirmed_by"),
                ends,
                row.getLong("readings"),
                reviewed,
                row.getString("reviewed_by"),
                row.getString("finding"));
    }

    /** What somebody has ended is over by whatever clock. */
    private State state(Instant opened, @Nullable Instant ended, @Nullable Instant ends, @Nullable Instant reviewed) {
        if (reviewed != null) {
            return State.REVIEWED;
        }
        if (ended != null) {
            return State.ENDED;
        }
        if (ends != null) {
            return now.isBefore(ends) ? State.OPEN : State.ENDED;
        }
        return now.isBefore(opened.plus(PATIENCE)) ? State.PROPOSED : State.ENDED;
    }
}
