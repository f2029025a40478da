// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** One delivery in the ledger, without its entries. */
record DisclosureRow(
        long number,
        String delivery,
        String feed,
        String agreement,
        String revision,
        String partner,
        String partnerName,
        String purpose,
        String legalBasis,
        List<String> fields,
        List<String> onward,
        String sha256,
        Instant at,
        long firstEntry,
        long entries) {

    static final String COLUMNS =
            "d.number, d.delivery, d.feed, d.agreement, d.revision, d.partner, d.partner_name, d.purpose, d.legal_basis, "
                    + "d.fields, d.onward, d.package, d.at, d.first_entry, d.entries";

    /** Keeps no more of the time than the database does. */
    DisclosureRow {
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    static DisclosureRow of(ResultSet row) throws SQLException {
        return new DisclosureRow(
                row.getLong("number"),
                row.getString("delivery"),
                row.getString("feed"),
                row.getString("agreement"),
                row.getString("revision"),
                row.getString("partner"),
                row.getString("partner_name"),
                row.getString("purpose"),
                row.getString("legal_basis"),
                texts(row.getArray("fields")),
                texts(row.getArray("onward")),
                row.getString("package"),
                row.getTimestamp("at").toInstant(),
                row.getLong("first_entry"),
                row.getLong("entries"));
    }

    /** The hash over everything it says. */
    byte[] header() {
        return new Digest()
                .add(number)
                .add(delivery)
                .add(feed)
                .add(agreement)
                .add(revision)
                .add(partner)
                .add(partnerName)
                .add(purpose)
                .add(legalBasis)
                .add(fields)
                .add(onward)
                .add(sha256)
                .add(at.getEpochSecond())
                .add(at.getNano())
                .add(firstEntry)
                .add(entries)
                .bytes();
    }

    /** The last of its entries; one less than the first where it has none. */
    long lastEntry() {
        return firstEntry + entries - 1;
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
