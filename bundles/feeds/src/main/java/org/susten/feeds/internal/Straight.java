// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.susten.db.Sql;
import org.susten.feeds.Products.Filled;
import org.susten.feeds.Products.Quality;
import org.susten.feeds.packing.CsvCopy;
import org.susten.feeds.packing.Manifest;
import org.susten.feeds.packing.PackageWriter;
import org.susten.feeds.packing.RankedIds;
import org.susten.feeds.packing.Spool;
import org.susten.feeds.packing.Written;
import org.susten.feeds.product.Governed;
import org.susten.feeds.product.Hash;
import org.susten.feeds.product.Recipients;
import org.susten.governance.Agreements;
import org.susten.governance.Agreements.Admission;

/**
 * All that a feed of everything would say now, as CSV that the database writes straight into a package beside its place: each row is read
 * once, and what the file is like tells whether anything has changed. Nothing is kept where nothing has.
 */
final class Straight implements Said {

    /** A million rows are sorted in memory; given back with the transaction. */
    static final String ROOM = "set local work_mem = '128MB'";

    /** What every process of the database sees: of temporary tables none but one may read, and all of the sorting would be its. */
    private static final String SHARED =
            """
            create unlogged table feeds.%1$s_%2$s as %3$s;
            analyze feeds.%1$s_%2$s""";

    private static final Map<String, String> PEOPLE = Map.of(
            "feed_link", "table feed_link",
            "feed_recipient", "select *, row_number() over (order by id) rank from feed_recipient");

    private final Connection transaction;
    private final Governed governed;
    private final Spool spool;
    private final Admission admission;
    private final String name;
    private final Spool.Draft draft;
    private final Manifest.File data;
    private final String content;
    private final CsvCopy.Copied copied;

    private Straight(
            Connection transaction,
            Governed governed,
            Spool spool,
            Admission admission,
            String name,
            Spool.Draft draft,
            Manifest.File data,
            String content,
            CsvCopy.Copied copied) {
        this.transaction = transaction;
        this.governed = governed;
        this.spool = spool;
        this.admission = admission;
        this.name = name;
        this.draft = draft;
        this.data = data;
        this.content = content;
        this.copied = copied;
    }

    /** Whether a feed is told so: of changes, of rosters and in other formats each row is looked at. */
    static boolean fits(Governed governed) {
        return governed.feed().format().equals("csv")
                && !governed.delta()
                && !governed.feed().people()
                && !governed.roster();
    }

    /** Admits, names and writes, in a transaction that sees one state throughout. */
    static Straight write(Connection transaction, Agreements agreements, Spool spool, Governed governed, Instant now)
            throws SQLException {
        Admission admission = agreements.admit(transaction, governed.feed().id(), now);
        new Recipients(transaction, agreements).name(admission.relation(), governed.agreement());
        String name = Hash.of("straight", governed.feed().id()).substring(0, 32);
        Spool.Draft draft = spool.draft(name, spool.key(governed, now));
        String file = governed.dataset().name() + ".csv";
        try (Statement statement = transaction.createStatement()) {
            statement.execute(ROOM);
            Written out = draft.create(file);
            CsvCopy.Copied copied;
            String rows = share(statement, governed.straightSql(), name);
            RankedIds ids = RankedIds.of(transaction, "feeds.feed_recipient_" + name);
            try (out) {
                copied = CsvCopy.write(transaction, rows, governed.columns().size(), ids, out);
            }
            for (String people : PEOPLE.keySet()) {
                statement.execute("drop table feeds." + people + '_' + name);
            }
            Manifest.File data = new Manifest.File(out.name(), "csv", copied.rows(), out.bytes(), out.sha256Hex());
            return new Straight(transaction, governed, spool, admission, name, draft, data, out.contentHex(), copied);
        } catch (IOException e) {
            throw Spool.failed(draft.folder(), e);
        }
    }

    /** The statement over tables that last no longer than the transaction, under names that no other feed has. */
    private static String share(Statement statement, String sql, String name) throws SQLException {
        String shared = sql;
        for (Map.Entry<String, String> people : PEOPLE.entrySet()) {
            String table = people.getKey();
            statement.execute(SHARED.formatted(table, name, people.getValue()));
            shared = shared.replaceAll("\\b" + table + "\\b", "feeds." + table + '_' + name);
        }
        return shared;
    }

    @Override
    public String digest() {
        return Hash.of(governed.shape(), content);
    }

    @Override
    public long count() {
        return copied.rows();
    }

    @Override
    public String emptiness() {
        return copied.rows() > 0 ? "" : FeedRows.nobody(admission, governed);
    }

    @Override
    public void drop() {
        spool.remove(name);
    }

    /** Makes it the package of a delivery, which waits beside its place until the delivery is formatted. */
    void pack(DeliveryRow row) throws SQLException {
        DeliveryTable deliveries = new DeliveryTable(transaction);
        deliveries.unpack(row);
        long persons = copied.persons().length;
        boolean all = persons == admission.admitted();
        Sql.run(
                transaction,
                """
                insert into feeds.packed_person (delivery, person, leaving, id)
                select ?, r.person, false, r.id from feed_recipient r where ? or r.person = any (?::bigint[])""",
                row.number(),
                all,
                all ? List.of() : persons());
        FeedRows.analyze(transaction, "feeds.packed_person");
        PackageWriter writer = new PackageWriter(governed, spool.rename(draft, row.id()));
        writer.add(data, quality());
        writer.dictionary(false);
        String sha256 = writer.manifest(row.edition(governed), admission, persons);
        deliveries.prepared(
                row, new DeliveryTable.Packed(copied.rows(), persons, admission.withheld(), sha256, emptiness()));
    }

    private List<Long> persons() {
        List<Long> persons = new ArrayList<>(copied.persons().length);
        for (long person : copied.persons()) {
            persons.add(person);
        }
        return persons;
    }

    private Quality quality() {
        List<Filled> filled = new ArrayList<>();
        for (int i = 0; i < copied.values().length; i++) {
            filled.add(new Filled(governed.columns().get(i).name(), copied.values()[i]));
        }
        return new Quality(copied.rows(), filled);
    }
}
