// SPDX-License-Identifier: Apache-2.0
package org.susten.endings.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.feeds.internal.Hub;

/** The partner's word, and the papers that say what was told and destroyed. */
class CertificateTest extends OnEnding {

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
}
