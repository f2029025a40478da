// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.susten.db.Sql;
import org.susten.measures.Measure;
import org.susten.measures.Table.Published;

/** What others publish of the indicators that stand beside a measure. */
final class Observed {

    private static final int MOST = 2_000;

    /** Of each organization and subgroup the latest period that has begun by the measure's last day; the whole before its parts. */
    private static final String BESIDE =
            """
            select * from (
              select distinct on (s.site, o.organization, o.indicator, o.subgroup)
                     s.site, g.name, o.indicator, o.begin, o."end", o.subgroup, o.numerator, o.denominator
              from store.observation_v1 o
              join store.stream_v1 s on s.stream = o.stream
              left join store.organization_v1 g on g.row = o.organization
              where exists (select from unnest(?::text[]) i(name) where starts_with(o.indicator, i.name)) and o.begin <= ?::date
              order by s.site, o.organization, o.indicator, o.subgroup, o."end" desc, o.row) latest
            order by indicator, site, name nulls first, subgroup nulls first, begin
            limit ?""";

    private Observed() {}

    static List<Published> beside(Connection connection, Measure measure) throws SQLException {
        return measure.beside().isEmpty()
                ? List.of()
                : Sql.list(
                        connection,
                        BESIDE,
                        row -> new Published(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getDate(4).toLocalDate(),
                                row.getDate(5).toLocalDate(),
                                row.getString(6),
                                row.getBigDecimal(7),
                                row.getBigDecimal(8)),
                        measure.beside(),
                        measure.end(),
                        MOST);
    }
}
