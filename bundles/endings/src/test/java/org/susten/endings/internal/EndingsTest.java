// SPDX-License-Identifier: Apache-2.0
package org.susten.endings.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.internal.HubBackups;
import org.susten.db.internal.PooledDatabase;
import org.susten.db.internal.SealKeys;
import org.susten.db.testing.Postgres;
import org.susten.endings.Endings.Ending;
import org.susten.engine.Alerts;
import org.susten.engine.Arrivals;
import org.susten.engine.internal.EngineDatabase;
import org.susten.engine.internal.JdbcAlerts;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.internal.Hub;
import org.susten.files.FileProblemException.Problem;
import org.susten.files.testing.MemorySecrets;
import org.susten.paper.testing.OwnMark;

class EndingsTest {

    private static final Instant ENDED = Instant.parse("2027-08-01T12:00:00Z");

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path folder;

    private final MemorySecrets secrets = MemorySecrets.of("pseudonym-bridges", "a key");
    private final RawInput raw = new RawInput();
    private Hub hub;
    private JdbcEndings endings;
    private Alerts alerts;
    private SealKeys seals;
    private boolean believed = true;
    private Map<String, String> preserved = Map.of();

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
        hub.sql("truncate endings.ending");
        hub.sql("truncate engine.alert");
        hub.save(Hub.agreement().delta().with("smallestCell: 10", "smallestCell: 10\ndestruction: 2027-08-31"));
        hub.deliver();
        assertThat(endings.look()).isZero();
        assertThat(endings.list()).isEmpty();
    }

    @Test
    @DisplayName(
            "P-14 an agreement that has expired is a demand to destroy in the partner's folder, as PDF and text, once")
    void expiry_is_a_demand() throws Exception {
        hub.clock.set(ENDED);
        assertThat(endings.look()).isEqualTo(1);
        assertThat(endings.look()).isZero();
        Delivery letter = hub.deliveries.format(
                hub.deliveries.open("bridges-feed").orElseThrow().id());
        assertThat(letter.destination()).isEqualTo("file:store/outbox/bridges");
        assertThat(Files.readString(letter.folder().resolve("demand.txt")))
                .contains(
                        "To Bridges Afterschool",
                        "in force until July 31, 2027",
                        "by August 31, 2027",
                        "POST /partner/v1/endings/bridges/attestation");
        assertThat(text(Files.readAllBytes(letter.folder().resolve("demand.pdf"))))
                .contains("Demand to destroy", "Bridges Afterschool", "attendance", "category");
        assertThat(hub.deliver().orElseThrow().id()).isEqualTo(letter.id());
        assertThat(endings.find("bridges")).hasValueSatisfying(ending -> {
            assertThat(ending.ended()).isEqualTo(LocalDate.of(2027, 8, 1));
            assertThat(ending.destruction()).isEqualTo(LocalDate.of(2027, 8, 31));
            assertThat(ending.delivery()).isEqualTo(letter.id());
        });
    }

    @Test
    @DisplayName(
            "P-15 a file that became another partner's ends the agreement for the one who was told, and it is told so, where it was told")
    void another_partners_file_ends_it_for_the_former_one() {
        hub.save(Hub.agreement()
                .with("{id: bridges, name: Bridges Afterschool", "{id: lanterns, name: Lanterns Library")
                .with("file:store/outbox/bridges", "file:store/outbox/lanterns"));
        assertThat(endings.look())
                .as("it may be a slip: it is waited for until the next day")
                .isZero();
        hub.clock.forward(Duration.ofDays(1));
        assertThat(endings.look()).isEqualTo(1);
        assertThat(endings.find("bridges"))
                .hasValueSatisfying(ending -> assertThat(ending.partner()).isEqualTo("bridges"));
        Delivery letter = hub.deliver().orElseThrow();
        assertThat(letter.destination()).isEqualTo("file:store/outbox/bridges");
        assertThat(letter.partner()).isEqualTo("bridges");
    }

    @Test
    @DisplayName(
            "R-26 nobody is told to destroy anything while the clock may be wrong, and everybody in time once it is believed")
    void a_clock_that_may_be_wrong_demands_nothing() {
        Instant right = hub.clock.instant();
        believed = false;
        hub.clock.set(ENDED.plus(Duration.ofDays(400)));
        assertThat(endings.look()).isZero();
        assertThat(endings.list()).isEmpty();
        hub.clock.set(right);
        believed = true;
        assertThat(endings.look()).isZero();
        assertThat(endings.list()).isEmpty();
        hub.clock.set(ENDED);
        assertThat(endings.look()).isEqualTo(1);
    }

    @Test
    void a_file_that_is_only_away_demands_nothing_and_one_that_stays_away_does() {
        hub.agreements.withdraw("bridges.yaml");
        assertThat(endings.look()).isZero();
        assertThat(endings.list()).extracting(Ending::why).containsExactly("file gone");
        endings.look();
        assertThat(alerts.open()).singleElement().satisfies(alert -> {
            assertThat(alert.subject()).isEqualTo("gone:bridges");
            assertThat(alert.message())
                    .contains("bridges.yaml", "Bridges Afterschool", "After today", "Steward")
                    .doesNotContain("null");
        });
        hub.save(Hub.agreement().delta());
        assertThat(endings.look()).isZero();
        assertThat(endings.list()).isEmpty();
        assertThat(alerts.open()).as("it is back").isEmpty();
        hub.agreements.withdraw("bridges.yaml");
        endings.look();
        hub.clock.forward(Duration.ofDays(1));
        assertThat(alerts.open()).hasSize(1);
        assertThat(endings.look()).isEqualTo(1);
        assertThat(alerts.open()).as("it is too late to put it back").isEmpty();
        assertThat(hub.deliveries.feeds()).containsExactly("bridges-feed");
    }

    @Test
    void a_file_that_is_called_otherwise_is_another_agreement_which_the_alert_names() {
        hub.agreements.withdraw("bridges.yaml");
        hub.save("lantern.yaml", Hub.agreement().delta());
        endings.look();
        endings.look();
        assertThat(alerts.open())
                .singleElement()
                .extracting(Alerts.Alert::message)
                .asString()
                .contains("bridges.yaml, is gone", "lantern.yaml has its feeds now", "After today");
        hub.agreements.withdraw("lantern.yaml");
        hub.save(Hub.agreement().delta());
        endings.look();
        assertThat(alerts.open()).isEmpty();
    }

    @Test
    @DisplayName("P-14 what is not attested by its day is an alert until it is, and then a certificate says so")
    void an_attestation_that_is_late_is_an_alert() throws Exception {
        hub.clock.set(ENDED);
        endings.look();
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        assertThat(endings.printCertificate("bridges", pdf)).isFalse();
        hub.clock.set(Instant.parse("2027-08-31T12:00:00Z"));
        endings.look();
        assertThat(alerts.open()).isEmpty();
        hub.clock.forward(Duration.ofDays(1));
        endings.look();
        assertThat(alerts.open()).singleElement().satisfies(alert -> {
            assertThat(alert.subject()).isEqualTo("ending:bridges");
            assertThat(alert.message()).contains("due on 2027-08-31", "susten:attest bridges");
        });
        assertThat(endings.attest("bridges", "letter of 30 August by R. Ash: disks wiped", "dana"))
                .isPresent();
        assertThat(alerts.open()).isEmpty();
        assertThat(endings.attest("bridges", "again", "dana")).isEmpty();
        assertThat(endings.printCertificate("bridges", pdf)).isTrue();
        assertThat(text(pdf.toByteArray()))
                .contains("Certificate of destruction", "noted by dana", "disks wiped", "not yet")
                .as("what is typed or compared is whole, and not hyphenated")
                .contains("susten:ledger verify --anchor " + hub.ledger.head().entries() + ":"
                        + hub.ledger.head().hash())
                .contains(hub.agreements.find("bridges").orElseThrow().revision())
                .contains("signed by the hub", "AA:BB");
        try (PDDocument document = Loader.loadPDF(pdf.toByteArray())) {
            assertThat(document.getSignatureDictionaries()).singleElement().satisfies(signature -> {
                assertThat(signature.getReason()).isEqualTo("Certificate of destruction, agreement bridges");
                assertThat(signature.getSignDate().toInstant()).isEqualTo(hub.clock.instant());
            });
        }
    }

    @Test
    @DisplayName(
            "P-14 after the hub's destruction nothing is left of what it held only for the agreement, and its key is gone")
    void nothing_is_left() throws Exception {
        Delivery kept = hub.deliveries.latest("bridges-feed", 1).get(0);
        assertThat(kept.folder()).exists();
        assertThat(sealed()).contains("feeds.sent", "feeds.told", "feeds.roster_row", "store/spool/" + kept.id());
        hub.clock.set(ENDED);
        endings.look();
        hub.deliver();
        assertThatThrownBy(() -> endings.shred("bridges", "dana")).hasMessageContaining("has not attested");
        endings.attest("bridges", "wiped", "partner:bridges");
        Ending ending = endings.shred("bridges", "dana").orElseThrow();
        assertThat(ending.shredded()).isEqualTo(hub.clock.instant());
        assertThat(ending.remains())
                .anyMatch(r -> r.startsWith("Raw files"))
                .anyMatch(r -> r.contains("Copies of etc/"));
        assertThat(seals.destroyed("bridges")).isPresent();
        assertThat(raw.destroyed).containsExactly("bridges");
        assertThat(secrets.kept).isEmpty();
        assertThat(kept.folder()).doesNotExist();
        assertThat(count("feeds.sent") + count("feeds.told") + count("feeds.packed_person"))
                .isZero();
        assertThat(hub.ledger.entries(kept.id())).isEqualTo(4);
        assertThat(hub.ledger.verify(Optional.of(hub.ledger.head())).intact()).isTrue();
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        endings.printCertificate("bridges", pdf);
        assertThat(text(pdf.toByteArray())).contains("What this does not cover", "the key under which");
    }

    @Test
    @DisplayName(
            "P-14 an agreement of which all was destroyed tells nobody anything again, for its certificate would be untrue")
    void what_was_destroyed_is_not_told_again() {
        shred();
        hub.save(Hub.agreement().with("expiry: 2027-07-31", "expiry: 2029-07-31"));
        assertThat(hub.agreements.mayRun("bridges-feed", hub.clock.instant())).satisfies(decision -> {
            assertThat(decision.permitted()).isFalse();
            assertThat(decision.clause()).isEqualTo("bridges: destruction");
            assertThat(decision.reason()).contains("2027-08-01", "a new agreement");
        });
        hub.deliveries.request("bridges-feed", true, "operator");
        assertThat(hub.deliver()).isEmpty();
        assertThat(hub.agreements.doubts("bridges.yaml"))
                .extracting(Problem::what)
                .anyMatch(what -> what.contains("destroyed on 2027-08-01"));
    }

    @Test
    @DisplayName(
            "P-14 the certificate names the folder to which the hub delivered, for what nobody took lies there still")
    void the_certificate_names_the_folder_of_what_was_delivered() throws Exception {
        shred();
        assertThat(certificate())
                .contains(
                        "in force until July 31, 2027 (expiry)",
                        "What lies in the folder store/outbox/bridges, to which the hub delivered",
                        "operator must delete");
    }

    @Test
    @DisplayName(
            "P-14 the papers say what the partner was told, be it no more in the agreement, and nothing that it was not")
    void the_papers_say_what_was_told() throws Exception {
        hub.save(Hub.agreement()
                .delta()
                .with("Attendance: [day, category, organization]", "Attendance: [day, minutes]"));
        hub.clock.set(ENDED);
        endings.look();
        assertThat(Hub.read(
                        hub.deliveries.format(hub.deliveries
                                .open("bridges-feed")
                                .orElseThrow()
                                .id()),
                        "manifest.json"))
                .contains("destruction");
        endings.attest("bridges", "wiped", "partner:bridges");
        assertThat(certificate()).contains("category").doesNotContain("minutes");
    }

    @Test
    @DisplayName("P-14 the demand goes where data went, be it that feeds were taken out of the agreement since")
    void the_demand_goes_where_data_went() {
        hub.save(Hub.agreement()
                .with("id: bridges-feed", "id: other-feed")
                .with("file:store/outbox/bridges", "file:store/outbox/others"));
        hub.clock.set(ENDED);
        assertThat(endings.look()).isEqualTo(1);
        assertThat(hub.deliveries.open("bridges-feed"))
                .hasValueSatisfying(letter -> assertThat(letter.destination()).isEqualTo("file:store/outbox/bridges"));
    }

    @Test
    @DisplayName(
            "P-14 a partner that destroyed what it had is told everything anew once the agreement goes on, not changes only")
    void who_destroyed_everything_is_told_everything() {
        hub.clock.set(ENDED);
        endings.look();
        hub.deliver();
        endings.attest("bridges", "wiped", "partner:bridges");
        hub.save(Hub.agreement()
                .delta()
                .with("expiry: 2027-07-31", "expiry: 2028-07-31")
                .with(
                        "population: {connection: bridges, entity: ProgramParticipation}",
                        "population: {connection: bridges, entity: ProgramParticipation, ever: true}"));
        endings.look();
        assertThat(endings.list()).isEmpty();
        assertThat(hub.deliver())
                .hasValueSatisfying(
                        data -> assertThat(data.since()).as("a full one").isZero());
    }

    @Test
    @DisplayName(
            "R-27 nothing is destroyed while raw input of the agreement must be preserved, and whoever wants to is told why")
    void nothing_is_destroyed_while_raw_input_must_be_preserved() {
        raw.kept.put("shelter", "counsel, 2027-07-01: a complaint");
        assertThatThrownBy(this::shred)
                .hasMessage("raw input of shelter must be preserved: counsel, 2027-07-01: a complaint");
        raw.kept.put("shelter", "");
        preserved = Map.of("shelter", "request 7 is open", "town", "request 8 is open");
        assertThatThrownBy(() -> endings.shred("bridges", "dana"))
                .hasMessage("raw input of shelter must be preserved: request 7 is open");
        assertThat(raw.destroyed).isEmpty();
        assertThat(seals.destroyed("bridges")).isEmpty();
        assertThat(endings.find("bridges").orElseThrow().shredded()).isNull();
        preserved = Map.of("town", "request 8 is open");
        assertThat(endings.shred("bridges", "dana").orElseThrow().shredded()).isNotNull();
    }

    @Test
    @DisplayName("P-14 a backup that brings back what was destroyed has it destroyed again")
    void what_a_backup_brings_back_is_destroyed_again() {
        hub.clock.set(ENDED);
        seals.destroy("bridges");
        hub.clock.set(ENDED.plus(Duration.ofDays(9)));
        endings.look();
        assertThat(endings.find("bridges").orElseThrow().shredded()).isEqualTo(ENDED);
        assertThat(count("feeds.sent") + count("feeds.told")).isZero();
    }

    @Test
    @DisplayName(
            "P-14 while a restoration's folder of before the destruction is there, an alert says which, what it holds and who must delete it")
    void what_a_restoration_set_aside_is_an_alert_until_it_is_gone() throws Exception {
        Path before = aside("20270715-030000-000");
        aside("20280715-030000-000");
        shred();
        assertThat(alerts.open()).singleElement().satisfies(alert -> {
            assertThat(alert.subject()).isEqualTo("aside:before-restore-20270715-030000-000");
            assertThat(alert.message())
                    .contains(
                            "store/before-restore-20270715-030000-000",
                            "destroyed since under agreement bridges",
                            "Hub operator",
                            "delete the folder and every copy of it");
        });
        hub.clock.forward(Duration.ofDays(400));
        endings.look();
        assertThat(alerts.open())
                .singleElement()
                .satisfies(alert -> assertThat(alert.times()).as("told once").isEqualTo(1));
        Files.delete(before.resolve("postgres-data"));
        endings.look();
        assertThat(alerts.open()).as("an empty folder is a folder").hasSize(1);
        Files.delete(before);
        endings.look();
        assertThat(alerts.open()).isEmpty();
    }

    @Test
    @DisplayName("P-14 a folder of before the destruction that is brought back opens its alert anew, under any name")
    void a_folder_that_comes_back_is_an_alert_again() throws Exception {
        shred();
        assertThat(alerts.open()).isEmpty();
        aside("old");
        endings.look();
        assertThat(alerts.open()).extracting(Alerts.Alert::subject).containsExactly("aside:before-restore-old");
    }

    @Test
    @DisplayName("P-14 nobody is asked to delete what a restoration set aside while nothing was destroyed")
    void a_folder_alone_is_no_alert() throws Exception {
        aside("20270715-030000-000");
        hub.clock.set(ENDED);
        endings.look();
        assertThat(alerts.open()).isEmpty();
    }

    @Test
    @DisplayName(
            "P-14 the certificate names the folders that held it at its destruction, and says who must destroy copies of store/seals")
    void the_certificate_says_what_is_beyond_the_hub() throws Exception {
        Path before = aside("20270715-030000-000");
        aside("20280715-030000-000");
        assertThat(shred().remains())
                .anyMatch(r -> r.contains("set aside in store/before-restore-20270715-030000-000")
                        && r.contains("the hub's operator must delete the folder"))
                .noneMatch(r -> r.contains("20280715"))
                .anyMatch(r -> r.startsWith("Copies of store/seals")
                        && r.contains("beyond the hub's reach")
                        && r.contains("the hub's operator must delete store/seals/bridges from every such copy"));
        assertThat(certificate())
                .contains(
                        "set aside in store/before-restore-20270715-030000-000",
                        "store/seals/bridges",
                        "are there still: store/before-restore-20270715-030000-000");
        Files.delete(before.resolve("postgres-data"));
        Files.delete(before);
        assertThat(certificate())
                .as("it was there at the moment of destruction, and is no more")
                .contains("set aside in store/before-restore-20270715-030000-000", "no folder that a restoration");
    }

    private Path aside(String moment) throws Exception {
        Path made = Files.createDirectories(folder.resolve("store/before-restore-" + moment));
        Files.writeString(made.resolve("postgres-data"), "as it was");
        return made;
    }

    private Ending shred() {
        hub.clock.set(ENDED);
        endings.look();
        endings.attest("bridges", "wiped", "partner:bridges");
        return endings.shred("bridges", "dana").orElseThrow();
    }

    private String certificate() throws Exception {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        endings.printCertificate("bridges", pdf);
        return text(pdf.toByteArray());
    }

    @Test
    void a_partner_with_another_agreement_keeps_its_pseudonyms() throws Exception {
        hub.agreements.accept(
                "second.yaml",
                Files.writeString(
                        folder.resolve("second.yaml"),
                        Hub.agreement()
                                .with("bridges-feed", "second-feed")
                                .with("expiry: 2027-07-31", "expiry: 2028-07-31")
                                .text()));
        hub.clock.set(ENDED);
        endings.look();
        endings.attest("bridges", "wiped", "partner:bridges");
        assertThat(endings.shred("bridges", "dana").orElseThrow().remains())
                .anyMatch(r -> r.contains("needed still under second"));
        assertThat(secrets.kept).containsOnlyKeys("pseudonym-bridges");
    }

    private Set<String> sealed() {
        return hub.database.inTransaction(connection -> {
            Set<String> all = new TreeSet<>();
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(
                            "select coalesce(relation, path) from feeds.sealed_v1 where seal = 'bridges'")) {
                while (row.next()) {
                    all.add(row.getString(1));
                }
            }
            return all;
        });
    }

    private long count(String table) {
        return hub.database.inTransaction(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("select count(*) from " + table)) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    private static String text(byte[] pdf) throws Exception {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }

    /** The engine's own test proves that files are gone. */
    private final class RawInput implements Arrivals {
        private final List<String> destroyed = new ArrayList<>();
        private final Map<String, String> kept = new TreeMap<>();

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
