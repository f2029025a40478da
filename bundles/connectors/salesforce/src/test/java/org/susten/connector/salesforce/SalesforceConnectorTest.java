// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.model.Attendance;
import org.susten.model.AttendanceCategory;
import org.susten.model.Entity;
import org.susten.model.Program;
import org.susten.model.ProgramParticipation;
import org.susten.model.ProgramType;
import org.susten.model.ServiceContact;
import org.susten.model.Supplement;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.ConnectorException;
import org.susten.spi.Cursor;
import org.susten.spi.SourceRecord;
import org.susten.spi.SourceRecord.Presence;
import org.susten.testkit.ApiConnectorContract;
import org.susten.testkit.Reading;
import org.susten.testkit.simulator.Gate;
import org.susten.testkit.simulator.SalesforceSimulator;
import org.susten.testkit.simulator.SalesforceSimulator.Deviation;
import org.susten.testkit.simulator.Simulator;

class SalesforceConnectorTest extends ApiConnectorContract {

    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final String DELIVERY = "pmdm__ServiceDelivery__c";

    private SalesforceSimulator org;

    private Simulator play(Deviation... deviations) {
        org = new SalesforceSimulator(new Gate(Gate.Kind.OAUTH2_FORM, NOW), deviations);
        return Simulator.of(org);
    }

    @Override
    protected Simulator simulator() {
        return play();
    }

    @Override
    protected Connector connector(String address) {
        return connector(address, "bulk=false");
    }

    private static Connector connector(String address, String more) {
        return new SalesforceConnector(config(
                SalesforceConnector.Config.class,
                "site=lighthouse",
                "baseUrl=" + address,
                "clientId=" + Gate.ID,
                "clientSecret=key",
                "units=Session=90",
                "crosswalk=attendance/No Show=UnexcusedAbsence, program/Literacy=tutoring",
                "pageSize=2",
                more));
    }

    @Override
    protected String largest() {
        return "contacts";
    }

    private List<Entity> entities(Connector connector, String stream, String id) {
        return connector.map(
                Reading.of(connector, stream, Cursor.START, context()).rows().get(id));
    }

    @Test
    void dosage_is_quantity_times_unit() {
        Connector connector = connector();
        ServiceContact hours =
                (ServiceContact) entities(connector, "deliveries", "a081").get(0);
        assertThat(hours.minutes()).isEqualTo(75);
        assertThat(hours.program().key()).isEqualTo("a01");
        assertThat(hours.service()).isEqualTo("Reading circle");
        assertThat(((ServiceContact) entities(connector, "deliveries", "a082").get(0)).minutes())
                .isEqualTo(180);
        assertThat(((ServiceContact) entities(connector, "deliveries", "a083").get(0)).minutes())
                .as("meals are no time")
                .isNull();
    }

    @Test
    void an_absence_is_no_contact_and_nothing_is_dropped() {
        Connector connector = connector();
        assertThat(((Attendance) entities(connector, "deliveries", "a084").get(0)).category())
                .isEqualTo(AttendanceCategory.EXCUSED_ABSENCE);
        assertThat(((Attendance) entities(connector, "deliveries", "a086").get(0)).category())
                .isEqualTo(AttendanceCategory.UNEXCUSED_ABSENCE);
        assertThat(entities(connector, "deliveries", "a085")).singleElement().isInstanceOf(Supplement.class);
        assertThat(entities(connector, "deliveries", "a087")).singleElement().isInstanceOf(Supplement.class);
    }

    @Test
    void clients_take_part_and_volunteers_are_kept_beside_themselves() {
        Connector connector = connector();
        ProgramParticipation part = (ProgramParticipation)
                entities(connector, "engagements", "a031").get(0);
        assertThat(part.status()).isEqualTo("Completed");
        assertThat(part.end()).isEqualTo("2026-02-27");
        assertThat(entities(connector, "engagements", "a033")).singleElement().isInstanceOf(Supplement.class);
        assertThat(entities(connector, "accounts", "001A")).isEmpty();
        assertThat(((Program) entities(connector, "programs", "a01").get(0)).type())
                .isEqualTo(ProgramType.TUTORING);
    }

    @Test
    @DisplayName("C-07 changes and deletions since the last reading, and nothing else")
    void changes_and_deletions_since_the_last_reading() {
        Connector connector = connector();
        Reading all = Reading.of(connector, "deliveries", Cursor.START, context());
        assertThat(all.rows()).hasSize(7);
        assertThat(all.complete()).isTrue();
        assertThat(Reading.of(connector, "deliveries", all.end(), context()).rows())
                .isEmpty();
        org.change(DELIVERY, "a081", "pmdm__Quantity__c", "2.0", "2026-03-02T12:30:00.000+0000");
        org.change(DELIVERY, "a082", "IsDeleted", true, "2026-03-02T12:31:00.000+0000");
        Reading changes =
                Reading.of(connector, "deliveries", all.end(), context().now(NOW.plusSeconds(3600)));
        assertThat(changes.rows()).containsOnlyKeys("a081", "a082");
        assertThat(changes.rows().get("a082").presence()).isEqualTo(Presence.DELETED);
        assertThat(changes.complete()).isFalse();
        assertThat(Reading.of(connector, "deliveries", Cursor.START, context()).rows())
                .hasSize(6);
    }

    @Test
    void bulk_gives_the_same_rows() {
        try (Simulator other = play()) {
            Connector bulk = connector(other.address(), "bulk=true");
            for (Catalogue.Stream stream : bulk.catalogue().streams()) {
                Reading one = Reading.of(bulk, stream.name(), Cursor.START, context());
                Reading two = Reading.of(connector(), stream.name(), Cursor.START, context());
                assertThat(one.complete()).isTrue();
                assertThat(one.rows().keySet())
                        .as(stream.name())
                        .isEqualTo(two.rows().keySet());
                for (SourceRecord row : one.rows().values()) {
                    assertThat(bulk.map(row)).isEqualTo(bulk.map(two.rows().get(row.key())));
                }
            }
        }
    }

    private static Connector signing(String address) {
        return new SalesforceConnector(config(
                SalesforceConnector.Config.class,
                "site=lighthouse",
                "baseUrl=" + address,
                "clientId=" + Gate.ID,
                "clientSecret=key",
                "login=jwt",
                "user=hub@lighthouse.example.org"));
    }

    @Test
    void a_claim_signed_for_a_user_gets_a_token_and_one_by_another_key_does_not() throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        try (Simulator other = play()) {
            org.trusting(pair.getPublic());
            signing(other.address()).check(context().secret("key", pem(pair)));
            String stranger = pem(generator.generateKeyPair());
            assertThatThrownBy(() -> signing(other.address()).check(context().secret("key", stranger)))
                    .isInstanceOfSatisfying(ConnectorException.class, thrown -> assertThat(thrown.kind())
                            .isEqualTo(ConnectorException.Kind.ACCESS));
            assertThatThrownBy(() -> signing(other.address()).check(context().secret("key", "no key at all")))
                    .isInstanceOfSatisfying(ConnectorException.class, thrown -> assertThat(thrown.kind())
                            .isEqualTo(ConnectorException.Kind.CONFIG))
                    .hasMessageNotContaining("no key at all");
        }
    }

    private static String pem(KeyPair pair) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    @Test
    @DisplayName("C-13 what the user may not read is a finding and closes nothing")
    void what_may_not_be_read_is_a_finding() {
        try (Simulator other = play(Deviation.HIDDEN_FIELDS, Deviation.HIDDEN_OBJECT)) {
            Connector connector = connector(other.address());
            Reading people = Reading.of(connector, "contacts", Cursor.START, context());
            assertThat(people.rows()).hasSize(7);
            assertThat(people.findings()).anyMatch(finding -> finding.contains("Birthdate"));
            Reading none = Reading.of(connector, "participants", Cursor.START, context());
            assertThat(none.rows()).isEmpty();
            assertThat(none.complete()).isFalse();
            assertThat(none.findings()).isNotEmpty();
        }
    }

    @Test
    @DisplayName("C-13 pages that lead back and totals that are not reached close nothing")
    void pages_that_lead_back_close_nothing() {
        for (Deviation deviation : List.of(Deviation.REPEATING, Deviation.WRONG_TOTAL)) {
            try (Simulator other = play(deviation)) {
                Reading read = Reading.of(connector(other.address()), "contacts", Cursor.START, context());
                assertThat(read.complete()).as(deviation.name()).isFalse();
                assertThat(read.findings()).isNotEmpty();
            }
        }
    }

    @Test
    void settings_that_cannot_be_are_refused() {
        List<String> wrong =
                List.of("login=saml", "login=jwt", "version=62", "fullEveryDays=15", "prefix=a b", "pageSize=5000");
        for (String line : wrong) {
            assertThatThrownBy(() -> connector("https://lighthouse.my.salesforce.com", line))
                    .as(line)
                    .isInstanceOf(ConnectorException.class);
        }
    }
}
