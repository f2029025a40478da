// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.product;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.governance.Pseudonyms;
import org.susten.governance.Sources;

/**
 * Who is spoken of, and by which name: fills {@code feed_link (row, person)} with the source records of the admitted people and
 * {@code feed_recipient (person, id)} with the partner's names for them. Both live until the transaction ends.
 */
public final class Recipients {

    private static final int PAGE = 10_000;

    private static final String LINKS =
            """
            drop table if exists pg_temp.feed_link, pg_temp.feed_recipient;
            create temp table feed_link on commit drop as
              select l.row, a.person
              from (select person, person former from %1$s
                    union all
                    select a.person, p.person from %1$s a join identity.person_v1 p on p.redirect = a.person) a
              join identity.link_v1 l on l.person = a.former;
            create unique index on feed_link (row);
            analyze feed_link;
            create temp table feed_recipient (person bigint primary key, id text collate "C" not null) on commit drop""";

    /**
     * The partner's own ids of its children: of several, one under which it knows a name. An id that stands for two people there
     * is none.
     */
    private static final String OWN_IDS =
            """
            insert into feed_recipient
            select person, key from (
              select person, key, count(*) over (partition by key) bearers
              from (
                select distinct on (l.person) l.person, p.key
                from feed_link l
                join store.person_v1 p on p.row = l.row
                join store.stream_v1 s on s.stream = p.stream and s.system = ? and s.site = ?
                where p.roles = '[]' or p.roles @> '["student"]'
                order by l.person, (p.given_name is null and p.family_name is null), p.key collate "C", p.row) own) counted
            where bearers = 1""";

    /** Some whom the partner knows by one name. */
    private static final String TOLD =
            """
            select person, id from (select feed, person, id from feeds.told where feed = ? limit 100) t
            where not exists (
              select from feeds.told o where o.feed = t.feed and o.person = t.person and o.id <> t.id)""";

    private static final String NAMELESS =
            """
            select person from %s s where person > ? and not exists (select from feed_recipient r where r.person = s.person)
            order by person limit ?""";

    private final Connection transaction;
    private final Agreements agreements;

    public Recipients(Connection transaction, Agreements agreements) {
        this.transaction = transaction;
        this.agreements = agreements;
    }

    /** Names the people of a relation {@code (person)}: all who are admitted, or those of them of whom something has happened. */
    public void name(String relation, Agreement agreement) throws SQLException {
        try (Statement statement = transaction.createStatement()) {
            statement.execute(LINKS.formatted(relation));
        }
        Optional<Sources.Source> own = own(agreement);
        if (own.isPresent()) {
            ownIds(own.get());
        }
        nameAlso(relation, agreement.partner().id());
        try (Statement statement = transaction.createStatement()) {
            statement.execute("analyze feed_recipient");
        }
    }

    /** Where the ids come from that are the partner's own; then whom one stands for depends on all. */
    public Optional<Sources.Source> own(Agreement agreement) {
        String connection = agreement.partner().connection();
        return connection == null || agreement.identifiability() != Agreement.Identifiability.IDENTIFIED
                ? Optional.empty()
                : agreements.source(transaction, connection);
    }

    /** What a feed says depends on. */
    public String revision(Governed governed) {
        return governed.revision(agreements);
    }

    /** Tells one key of a partner's pseudonyms from another, and nothing else: the pseudonym of nobody. */
    static String markOfKey(Agreements agreements, Agreement agreement) {
        byte[] key = agreements.pseudonymKey(agreement.partner().id());
        try {
            return new Pseudonyms(key).of(Long.MIN_VALUE);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** Whether pseudonyms told to the partner would be the same today: a key that came back from a backup may be another. */
    public boolean sameKey(String feed, Agreement agreement) throws SQLException {
        byte[] key = agreements.pseudonymKey(agreement.partner().id());
        try (PreparedStatement statement = transaction.prepareStatement(TOLD)) {
            Pseudonyms pseudonyms = new Pseudonyms(key);
            statement.setString(1, feed);
            try (ResultSet told = statement.executeQuery()) {
                while (told.next()) {
                    if (!told.getString(2).equals(pseudonyms.of(told.getLong(1)))) {
                        return false;
                    }
                }
                return true;
            }
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** Gives pseudonyms to further people of a relation {@code (person)}. */
    void nameAlso(String relation, String partner) throws SQLException {
        byte[] key = agreements.pseudonymKey(partner);
        try {
            pseudonyms(relation, new Pseudonyms(key));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private void ownIds(Sources.Source own) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(OWN_IDS)) {
            statement.setString(1, own.system());
            statement.setString(2, own.site());
            statement.executeUpdate();
        }
    }

    /** The key stays here: the database sees pseudonyms only. */
    private void pseudonyms(String admitted, Pseudonyms pseudonyms) throws SQLException {
        CopyManager copy = transaction.unwrap(PGConnection.class).getCopyAPI();
        long after = Long.MIN_VALUE;
        int read = PAGE;
        try (PreparedStatement page = transaction.prepareStatement(NAMELESS.formatted(admitted))) {
            while (read == PAGE) {
                page.setLong(1, after);
                page.setInt(2, PAGE);
                StringBuilder lines = new StringBuilder(PAGE * 36);
                read = 0;
                try (ResultSet persons = page.executeQuery()) {
                    while (persons.next()) {
                        after = persons.getLong(1);
                        lines.append(after)
                                .append('\t')
                                .append(pseudonyms.of(after))
                                .append('\n');
                        read++;
                    }
                }
                if (read > 0) {
                    write(copy, lines);
                }
            }
        }
    }

    private static void write(CopyManager copy, StringBuilder lines) throws SQLException {
        byte[] bytes = lines.toString().getBytes(StandardCharsets.US_ASCII);
        try {
            copy.copyIn("copy feed_recipient from stdin", new java.io.ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new SQLException("the connection was lost while pseudonyms were written", "08006", e);
        }
    }
}
