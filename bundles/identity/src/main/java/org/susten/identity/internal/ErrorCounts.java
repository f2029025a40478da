// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.susten.identity.Learning.Errors;
import org.susten.identity.matching.Comparison;
import org.susten.identity.matching.Features;
import org.susten.identity.matching.Model;
import org.susten.identity.matching.SourceErrors;

/** How often streams lack or mistake what they say, by the persons as they are. */
final class ErrorCounts {

    private static final String RECORDS =
            "select person, stream, features from identity.link where features is not null and not closed order by person";

    private static final String WRITE =
            "insert into identity.model_error (version, stream, field, records, missing, placeholders, compared, slips, others) values (?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String READ =
            """
            select coalesce(s.system, ''), coalesce(s.site, ''), coalesce(s.name, e.stream::text), e.field, e.records, e.missing, e.placeholders, e.compared, e.slips, e.others
            from identity.model_error e left join %s s on s.stream = e.stream where e.version = ? and e.records > e.missing order by 1, 2, 3, e.field
            """;

    private static final String NO_STREAMS = "(select null::int stream, null system, null site, null name where false)";

    private ErrorCounts() {}

    static void write(Connection connection, long version, Model model) throws SQLException {
        SourceErrors errors = new SourceErrors(model);
        try (PreparedStatement statement = connection.prepareStatement(RECORDS)) {
            statement.setFetchSize(Staging.SLICE);
            try (ResultSet rows = statement.executeQuery()) {
                long person = 0;
                List<Features> own = new ArrayList<>();
                List<Integer> streams = new ArrayList<>();
                while (rows.next()) {
                    if (rows.getLong(1) != person && !own.isEmpty()) {
                        errors.person(own, streams);
                        own.clear();
                        streams.clear();
                    }
                    person = rows.getLong(1);
                    streams.add(rows.getInt(2));
                    own.add(Features.of(rows.getBytes(3)));
                }
                errors.person(own, streams);
            }
        }
        Sql.update(connection, "delete from identity.model_error where version = ?", version);
        for (Map.Entry<Integer, Map<Comparison, SourceErrors.Count>> source :
                errors.counts().entrySet()) {
            for (Map.Entry<Comparison, SourceErrors.Count> field :
                    source.getValue().entrySet()) {
                SourceErrors.Count count = field.getValue();
                Sql.update(
                        connection,
                        WRITE,
                        version,
                        source.getKey(),
                        Reasons.name(field.getKey()),
                        count.records(),
                        count.missing(),
                        count.placeholders(),
                        count.compared(),
                        count.slips(),
                        count.others());
            }
        }
    }

    /** What was found for a version; without the names of streams where no store is there. */
    static List<Errors> read(Connection connection, long version) throws SQLException {
        String streams = Places.known(connection) ? "store.stream_v1" : NO_STREAMS;
        return Sql.list(
                connection,
                READ.formatted(streams),
                r -> new Errors(
                        r.getString(1),
                        r.getString(2),
                        r.getString(3),
                        r.getString(4),
                        r.getLong(5),
                        share(r.getDouble(6), r.getDouble(5)),
                        share(r.getDouble(7), r.getDouble(5)),
                        r.getLong(8),
                        share(r.getDouble(9), r.getDouble(8)),
                        share(r.getDouble(10), r.getDouble(8))),
                version);
    }

    private static double share(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
