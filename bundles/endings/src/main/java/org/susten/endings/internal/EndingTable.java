// SPDX-License-Identifier: Apache-2.0
package org.susten.endings.internal;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.susten.endings.Endings.Ending;
import org.susten.governance.Agreement;

/** The table of endings, on one connection. */
final class EndingTable {

    private final Connection connection;

    EndingTable(Connection connection) {
        this.connection = connection;
    }

    void begin(Agreement agreement, LocalDate ended, String why, LocalDate destruction) throws SQLException {
        update(
                """
                insert into endings.ending (agreement, partner, partner_name, ended, why, destruction) values (?, ?, ?, ?, ?, ?)""",
                agreement.id(),
                agreement.partner().id(),
                agreement.partner().name(),
                Date.valueOf(ended),
                why,
                Date.valueOf(destruction));
    }

    /** It is in force again. */
    void revoke(String agreement) throws SQLException {
        update("delete from endings.ending where agreement = ?", agreement);
    }

    void demanded(String agreement, String delivery, Instant now) throws SQLException {
        update(
                "update endings.ending set demanded = ?, delivery = ? where agreement = ?",
                Timestamp.from(now),
                delivery,
                agreement);
    }

    boolean attest(String agreement, String how, String who, Instant now) throws SQLException {
        return update(
                        """
                        update endings.ending set attested = ?, attested_by = ?, how = ?
                        where agreement = ? and demanded is not null and attested is null""",
                        Timestamp.from(now),
                        who,
                        how,
                        agreement)
                == 1;
    }

    void shredded(String agreement, Instant at, String who, List<String> remains) throws SQLException {
        update(
                "update endings.ending set shredded = ?, shredded_by = ?, remains = ? where agreement = ?",
                Timestamp.from(at),
                who,
                connection.createArrayOf("text", remains.toArray()),
                agreement);
    }

    void alerted(String agreement) throws SQLException {
        update("update endings.ending set alerted = true where agreement = ?", agreement);
    }

    private int update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    List<Ending> all() throws SQLException {
        return select("where ? is not null order by ended desc, agreement", "");
    }

    Optional<Ending> find(String agreement) throws SQLException {
        return select("where agreement = ?", agreement).stream().findFirst();
    }

    /** Whose day has passed without the partner's word, and of which nobody was told. */
    List<Ending> overdue(LocalDate today) throws SQLException {
        return select("where destruction < ? and attested is null and demanded is not null and not alerted", today);
    }

    private List<Ending> select(String where, Object value) throws SQLException {
        List<Ending> endings = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("select * from endings.ending " + where)) {
            statement.setObject(1, value);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    endings.add(new Ending(
                            row.getString("agreement"),
                            row.getString("partner"),
                            row.getString("partner_name"),
                            row.getDate("ended").toLocalDate(),
                            row.getString("why"),
                            row.getDate("destruction").toLocalDate(),
                            row.getString("delivery"),
                            instant(row, "demanded"),
                            instant(row, "attested"),
                            row.getString("attested_by"),
                            row.getString("how"),
                            instant(row, "shredded"),
                            List.of((String[]) row.getArray("remains").getArray())));
                }
            }
        }
        return endings;
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
