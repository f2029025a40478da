// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.susten.db.Database;
import org.susten.db.internal.SealKeys;
import org.susten.db.testing.MovableClock;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.packing.Spool;
import org.susten.files.FileProblemException;
import org.susten.files.testing.MemorySecrets;
import org.susten.governance.Ledger;
import org.susten.governance.Sources.Source;
import org.susten.governance.internal.FileAgreements;
import org.susten.governance.internal.JdbcArchive;
import org.susten.governance.internal.JdbcLedger;
import org.susten.governance.internal.JdbcParties;
import org.susten.governance.internal.JdbcSources;
import org.susten.measures.internal.JdbcMeasures;

/** A hub with one agreement, its deliveries and its ledger on a real database; its clock stands at noon of 1 October 2026. */
public final class Hub {

    public static final ZoneId ZONE = ZoneId.of("America/New_York");
    public static final Instant NOON = Instant.parse("2026-10-01T16:00:00Z");
    public static final String FEED = "bridges-feed";
    /** After so many a delivery is dead. */
    public static final int ATTEMPTS = 12;

    public final Database database;
    public final Path folder;
    public final MovableClock clock = new MovableClock(NOON);
    private final MemorySecrets secrets = new MemorySecrets();
    public final FileAgreements agreements = new FileAgreements(secrets, ZONE);
    public final JdbcSources sources;
    public final Community community;
    public final Ledger ledger;
    public final JdbcArchive archive;
    public final JdbcMeasures measures;
    public JdbcDeliveries deliveries;

    public Hub(Database database, Path folder) {
        this.database = database;
        this.folder = folder;
        empty();
        sources = new JdbcSources(database);
        sources.configured(new Source("riverside", "oneroster", "riverside"));
        sources.configured(new Source("bridges", "tabular", "bridges"));
        agreements.bindSources(sources);
        agreements.bindParties(new JdbcParties(database, new SealKeys(folder, clock)));
        community = new Community(database);
        ledger = new JdbcLedger(database);
        archive = new JdbcArchive(database, agreements);
        measures = new JdbcMeasures(database, clock);
        deliveries = start();
    }

    /** Everything is gone but the schemas, which take long to make. */
    private void empty() {
        sql(
                """
                do $$ declare t record; begin
                  for t in select schemaname s, tablename n from pg_tables
                           where schemaname in ('store', 'identity', 'governance', 'feeds')
                             and tablename not in ('migration', 'version') loop
                    execute format('alter table %I.%I disable trigger user', t.s, t.n);
                    execute format('truncate table %I.%I cascade', t.s, t.n);
                    execute format('alter table %I.%I enable trigger user', t.s, t.n);
                  end loop;
                end $$""");
    }

    /** What the hub is after it was killed: nothing remains but the database, the files and the spool. */
    public void restart() {
        deliveries.close();
        deliveries = start();
    }

    /** Another hub on the same database. */
    public JdbcDeliveries another() {
        return start();
    }

    /** Tries as often as a hub does that nobody has told otherwise. */
    void patient() {
        deliveries.close();
        deliveries = start(JdbcDeliveries.ATTEMPTS);
    }

    private JdbcDeliveries start() {
        return start(ATTEMPTS);
    }

    private JdbcDeliveries start(int attempts) {
        return new JdbcDeliveries(
                database,
                agreements,
                archive,
                ledger,
                measures,
                new Spool(spool(), folder.resolve("etc")),
                attempts,
                clock);
    }

    /** Where partners come for packages. */
    public JdbcPickup pickup() {
        return new JdbcPickup(database, agreements, archive, ledger, deliveries, clock);
    }

    /** What partners get. */
    public JdbcProducts products() {
        return new JdbcProducts(database, agreements, deliveries, clock);
    }

    public Path spool() {
        return folder.resolve("spool");
    }

    /** An agreement with the afterschool provider, as its file says it. */
    public static Draft agreement() {
        return new Draft();
    }

    /** The key of the partner's pseudonyms is thrown away: another is made when one is needed. */
    public void newPseudonyms() {
        secrets.remove("pseudonym-bridges");
    }

    public void save(Draft draft) {
        save("bridges.yaml", draft);
    }

    /** An agreement of another file than the usual. */
    public void save(String file, Draft draft) {
        try {
            agreements.accept(file, Files.writeString(folder.resolve(file), draft.text()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FileProblemException e) {
            throw new IllegalArgumentException(e.problems().toString(), e);
        }
    }

    /** The whole way of one delivery; empty where nothing is due. */
    public Optional<Delivery> deliver() {
        return deliver(FEED);
    }

    /** The same of another feed than the usual. */
    public Optional<Delivery> deliver(String feed) {
        return deliveries
                .open(feed)
                .map(d -> deliveries.format(d.id()))
                .map(d -> deliveries.release(d.id()))
                .map(d -> d.state() == org.susten.feeds.Deliveries.State.RELEASED ? deliveries.delivered(d.id()) : d);
    }

    /** Why a feed would say nothing now; empty where it says something. */
    String emptiness(String feed) {
        return deliveries.emptiness().getOrDefault(feed, "");
    }

    public static List<String> lines(Delivery delivery, String file) {
        return read(delivery, file).lines().toList();
    }

    public static String read(Delivery delivery, String file) {
        try {
            return Files.readString(delivery.folder().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every file of a package by name. */
    public static Map<String, String> files(Delivery delivery) {
        try (Stream<Path> files = Files.list(delivery.folder())) {
            Map<String, String> all = new TreeMap<>();
            files.forEach(f -> all.put(
                    f.getFileName().toString(), read(delivery, f.getFileName().toString())));
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void sql(String... statements) {
        database.inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
                return true;
            }
        });
    }

    /** The agreement's text, changed piece by piece. */
    public static final class Draft {
        private String text =
                """
                partner: {id: bridges, name: Bridges Afterschool, contact: data@bridges.example, connection: bridges}
                purpose: attendance-support
                question: Do the children in our program come to school?
                legalBasis: ferpa-99.31-a-1
                identifiability: identified
                population: {connection: bridges, entity: ProgramParticipation}
                fields:
                  Enrollment: [organization, grade]
                  Attendance: [day, category, organization]
                effective: 2026-08-01
                expiry: 2027-07-31
                smallestCell: 10
                feeds:
                  - id: bridges-feed
                    dataset: attendance
                    format: csv
                    mode: full
                    deliver: file:store/outbox/bridges
                conditions: {service: afterschool program, directControl: contract, criteria: annual notice}
                """;

        public Draft with(String old, String replacement) {
            if (!text.contains(old)) {
                throw new IllegalArgumentException("the agreement does not say " + old);
            }
            text = text.replace(old, replacement);
            return this;
        }

        /** Another legal basis with its conditions. */
        public Draft basis(String code, String conditions) {
            return with("ferpa-99.31-a-1", code)
                    .with("service: afterschool program, directControl: contract, criteria: annual notice", conditions);
        }

        public Draft dataset(String name) {
            return with("dataset: attendance", "dataset: " + name);
        }

        public Draft fields(String yaml) {
            return with(
                    "  Enrollment: [organization, grade]\n  Attendance: [day, category, organization]\n",
                    yaml.indent(2));
        }

        public Draft delta() {
            return with("mode: full", "mode: delta");
        }

        public String text() {
            return text;
        }
    }
}
