// SPDX-License-Identifier: Apache-2.0
package org.susten.paper.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.susten.files.testing.MemorySecrets;
import org.susten.files.testing.PowerCut;
import org.susten.paper.Sheet;

class HubSignerTest {

    private static final Instant NOW = Instant.parse("2027-08-01T12:00:00Z");

    @TempDir
    Path etc;

    private HubSigner signer() {
        return new HubSigner(
                etc, MemorySecrets.of("signing-password", "one password"), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @ParameterizedTest(name = "lost are {0}")
    @EnumSource
    @DisplayName("R-02 the key that papers were signed with is there after a power cut")
    void the_signing_key_outlasts_a_power_cut(PowerCut.Loss loss) throws IOException {
        PowerCut disk = new PowerCut(etc);
        HubSigner onDisk = new HubSigner(
                disk.root(), MemorySecrets.of("signing-password", "one password"), Clock.fixed(NOW, ZoneOffset.UTC));
        String certificate = onDisk.certificate();
        disk.cut(loss);
        assertThat(onDisk.certificate()).isEqualTo(certificate);
    }

    private byte[] signed() throws IOException {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        try (Sheet sheet = new Sheet("Certificate", "agreement bridges")) {
            sheet.text(18, "Certificate of destruction");
            sheet.table(List.of("what", "as recorded"), List.of(List.of("partner", "Bridges Afterschool")));
            sheet.save(pdf, signer(), "Certificate of destruction", NOW);
        }
        return pdf.toByteArray();
    }

    /** As whoever has the file and the hub's certificate, and nothing else. */
    private boolean verifies(byte[] pdf) throws Exception {
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(signer().certificate().getBytes(StandardCharsets.US_ASCII)));
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDSignature signature = document.getLastSignatureDictionary();
            int[] range = signature.getByteRange();
            assertThat(range[0]).isZero();
            assertThat(range[2] + range[3])
                    .as("all of the file but the signature itself")
                    .isEqualTo(pdf.length);
            CMSSignedData cms = new CMSSignedData(
                    new CMSProcessableByteArray(signature.getSignedContent(pdf)), signature.getContents(pdf));
            SignerInformation by = cms.getSignerInfos().iterator().next();
            try {
                return by.verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate));
            } catch (CMSException changed) {
                return false;
            }
        }
    }

    @Test
    @DisplayName("P-14 a signed paper verifies by the hub's certificate, and one changed in a byte does not")
    void a_signed_paper_verifies_and_a_changed_one_does_not() throws Exception {
        byte[] pdf = signed();
        assertThat(verifies(pdf)).isTrue();
        byte[] changed = pdf.clone();
        int place = new String(pdf, StandardCharsets.ISO_8859_1).indexOf("/MediaBox");
        changed[place + 1] ^= 0x20;
        assertThat(verifies(changed)).isFalse();
    }

    @Test
    void the_key_is_made_once_for_the_hubs_user_only() throws Exception {
        String fingerprint = signer().fingerprint();
        assertThat(fingerprint).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(etc.resolve("signing.p12"))))
                .isEqualTo("rw-------");
        assertThat(signer().fingerprint()).isEqualTo(fingerprint);
        try (var files = Files.list(etc)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void another_key_put_there_counts_at_once() throws Exception {
        HubSigner running = signer();
        String before = running.fingerprint();
        Files.delete(etc.resolve("signing.p12"));
        assertThat(signer().fingerprint()).isNotEqualTo(before).isEqualTo(running.fingerprint());
    }

    @Test
    void a_key_that_cannot_be_read_says_who_must_do_what() throws Exception {
        signer().fingerprint();
        HubSigner wrong =
                new HubSigner(etc, MemorySecrets.of("signing-password", "another"), Clock.fixed(NOW, ZoneOffset.UTC));
        assertThatThrownBy(wrong::fingerprint)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("etc/signing.p12")
                .hasMessageContaining("Hub operator: put its password into etc/secrets/signing-password");
    }
}
