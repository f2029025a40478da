// SPDX-License-Identifier: Apache-2.0
package org.susten.endings.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.internal.HubBackups;
import org.susten.db.internal.PooledDatabase;
import org.susten.db.internal.SealKeys;
import org.susten.db.testing.Postgres;
import org.susten.endings.Endings.Ending;
import org.susten.engine.Alerts;
import org.susten.engine.Arrivals;
import org.susten.engine.arrival.EngineDatabase;
import org.susten.engine.internal.JdbcAlerts;
import org.susten.feeds.internal.Hub;
import org.susten.files.testing.MemorySecrets;
import org.susten.paper.testing.OwnMark;

/** Tests of endings: a hub with a partner that received something, until its agreement ends. */
abstract class OnEnding {

    static final Instant ENDED = Instant.parse("2027-08-01T12:00:00Z");

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path folder;

    final MemorySecrets secrets = MemorySecrets.of("pseudonym-bridges", "a key");
    final RawInput raw = new RawInput();
    Hub hub;
    JdbcEndings endings;
    Alerts alerts;
    SealKeys seals;
    boolean believed = true;
    Map<String, String> preserved = Map.of();

    @BeforeEach
    void a_partner_that_received_something() {
        hub = new Hub(postgres.database(), folder);
        hub.community.settle();
        alerts = new JdbcAlerts(new EngineDatabase(hub.database));
        seals = new SealKeys(folder, hub.clock);
        endings = new JdbcEndings(
                hub.database,
                hub.agreements,
                hub.archive,
                hub.deliveries,
                hub.ledger,
                alerts,
                new Shredding(
                        hub.agreements, hub.archive, hub.deliveries, raw, seals, secrets, List.of(() -> preserved)),
                new Leftovers(new HubBackups((PooledDatabase) hub.database, secrets, folder, hub.clock), alerts),
                new OwnMark(),
                () -> believed,
                hub.clock);
        hub.sql("truncate endings.ending, endings.former");
        hub.sql("truncate engine.alert");
        hub.save(Hub.agreement().delta().with("smallestCell: 10", "smallestCell: 10\ndestruction: 2027-08-31"));
        hub.deliver();
        assertThat(endings.look()).isZero();
        assertThat(endings.list()).isEmpty();
    }

    final Ending shred() {
        hub.clock.set(ENDED);
        endings.look();
        endings.attest("bridges", "wiped", "partner:bridges");
        return endings.shred("bridges", "dana").orElseThrow();
    }

    final String certificate() throws Exception {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        endings.printCertificate("bridges", pdf);
        return text(pdf.toByteArray());
    }

    final long count(String table) {
        return hub.database.inTransaction(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("select count(*) from " + table)) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    static String text(byte[] pdf) throws Exception {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }

    /** The engine's own test proves that files are gone. */
    final class RawInput implements Arrivals {
        final List<String> destroyed = new ArrayList<>();
        final Map<String, String> kept = new TreeMap<>();

        @Override
        public Map<String, String> keptFor(String agreement) {
            return agreement.equals("bridges") ? kept : Map.of("elsewhere", "counsel asks for it");
        }

        @Override
        public String receive(String connection, String fileName, InputStream bytes, String origin) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void complete(String connection) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int destroy(String agreement) {
            assertThat(seals.destroyed(agreement)).as("the key goes first").isPresent();
            destroyed.add(agreement);
            return 1;
        }
    }
}
