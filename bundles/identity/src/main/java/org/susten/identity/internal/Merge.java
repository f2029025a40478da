// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** Makes two persons one: the one with fewer source records redirects to the other; of equals the younger. */
final class Merge {

    private final Connection connection;

    Merge(Connection connection) {
        this.connection = connection;
    }

    /** The person that remains. */
    long merge(UUID row, long one, long other, String who) throws SQLException {
        long kept = records(one) > records(other) || records(one) == records(other) && one < other ? one : other;
        long gone = kept == one ? other : one;
        Sql.update(
                connection,
                "insert into identity.event (kind, row, person, former, rule, who) select 'moved', row, ?, ?, 'merge', ? from identity.link where person = ?",
                kept,
                gone,
                who,
                gone);
        Sql.update(connection, "update identity.link set person = ? where person = ?", kept, gone);
        Sql.update(
                connection,
                "update identity.person set redirect = ? where person = ? or redirect = ?",
                kept,
                gone,
                gone);
        Sql.update(
                connection,
                "insert into identity.event (kind, row, person, former, rule, who) values ('merged', ?, ?, ?, 'decision', ?)",
                row,
                kept,
                gone,
                who);
        // Items between the two are settled; items about the one that is gone are about the one that remains.
        Sql.update(
                connection,
                "update identity.review r set state = 'settled' from identity.link l where l.row = r.row and r.state = 'open' and l.person = ? and r.candidate in (?, ?)",
                kept,
                kept,
                gone);
        Sql.update(
                connection,
                """
                update identity.review r set state = 'settled' where state = 'open' and candidate = ?
                and exists (select from identity.review o where o.state = 'open' and o.row = r.row and o.candidate = ?)
                """,
                gone,
                kept);
        Sql.update(
                connection,
                "update identity.review set candidate = ? where state = 'open' and candidate = ?",
                kept,
                gone);
        return kept;
    }

    private long records(long person) throws SQLException {
        return Sql.number(connection, "select count(*) from identity.link where person = ?", person);
    }
}
