// SPDX-License-Identifier: Apache-2.0
package org.susten.endings.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.susten.db.Sql;
import org.susten.endings.Endings.Ending;
import org.susten.endings.Endings.Former;
import org.susten.governance.Agreement;

/** The table of endings, on one connection. */
final class EndingTable {

    private final Connection connection;

    EndingTable(Connection connection) {
        this.connection = connection;
    }

    void begin(Agreement agreement, LocalDate ended, String why, LocalDate destruction) throws SQLException {
        Sql.run(
                connection,
                """
                insert into endings.ending (agreement, partner, partner_name, ended, why, destruction) values (?, ?, ?, ?, ?, ?)""",
                agreement.id(),
                agreement.partner().id(),
                agreement.partner().name(),
                ended,
                why,
                destruction);
    }

    /** It is in force again; what its partner was told and said stays. */
    void revoke(String agreement, Instant now) throws SQLException {
        Sql.run(
                connection,
                """
                insert into endings.former
                select agreement, partner, partner_name, ended, why, destruction, delivery, demanded, attested, attested_by, how, ?
                from endings.ending where agreement = ? and demanded is not null""",
                now,
                agreement);
        Sql.run(connection, "delete from endings.ending where agreement = ?", agreement);
    }

    List<Former> former() throws SQLException {
        return Sql.list(
                connection,
                "select *, null::timestamptz as shredded, '{}'::text[] as remains from endings.former order by resumed desc, agreement",
                row -> new Former(ending(row), Sql.requiredInstant(row, "resumed")));
    }

    void demanded(String agreement, String delivery, Instant now) throws SQLException {
        Sql.run(
                connection,
                "update endings.ending set demanded = ?, delivery = ? where agreement = ?",
                now,
                delivery,
                agreement);
    }

    boolean attest(String agreement, String how, String who, Instant now) throws SQLException {
        return Sql.run(
                        connection,
                        """
                        update endings.ending set attested = ?, attested_by = ?, how = ?
                        where agreement = ? and demanded is not null and attested is null""",
                        now,
                        who,
                        how,
                        agreement)
                == 1;
    }

    void shredded(String agreement, Instant at, String who, List<String> remains) throws SQLException {
        Sql.run(
                connection,
                "update endings.ending set shredded = ?, shredded_by = ?, remains = ? where agreement = ?",
                at,
                who,
                remains,
                agreement);
    }

    void alerted(String agreement) throws SQLException {
        Sql.run(connection, "update endings.ending set alerted = true where agreement = ?", agreement);
    }

    List<Ending> all() throws SQLException {
        return select("order by ended desc, agreement");
    }

    Optional<Ending> find(String agreement) throws SQLException {
        return select("where agreement = ?", agreement).stream().findFirst();
    }

    /** Whose day has passed without the partner's word, and of which nobody was told. */
    List<Ending> overdue(LocalDate today) throws SQLException {
        return select("where destruction < ? and attested is null and demanded is not null and not alerted", today);
    }

    private List<Ending> select(String where, Object... values) throws SQLException {
        return Sql.list(connection, "select * from endings.ending " + where, EndingTable::ending, values);
    }

    private static Ending ending(ResultSet row) throws SQLException {
        return new Ending(
                row.getString("agreement"),
                row.getString("partner"),
                row.getString("partner_name"),
                row.getDate("ended").toLocalDate(),
                row.getString("why"),
                row.getDate("destruction").toLocalDate(),
                row.getString("delivery"),
                Sql.instant(row, "demanded").orElse(null),
                Sql.instant(row, "attested").orElse(null),
                row.getString("attested_by"),
                row.getString("how"),
                Sql.instant(row, "shredded").orElse(null),
                Sql.texts(row, "remains"));
    }
}
