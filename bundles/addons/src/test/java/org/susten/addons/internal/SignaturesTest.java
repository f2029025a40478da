// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.addons.AddonException;

/** An author whose certificate is good for the year 2020, and authorities that say when something was signed. */
class SignaturesTest {

    private static final Instant BEFORE = Instant.parse("2019-06-01T00:00:00Z");
    private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant WITHIN = Instant.parse("2020-06-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2020-12-31T00:00:00Z");
    private static final Instant AFTER = Instant.parse("2022-06-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private Path trust;
    private Notary author;
    private Path kar;

    @BeforeEach
    void an_author_who_is_trusted() throws Exception {
        trust = folder.resolve("trust");
        author = new Notary("Tidepool", FROM, UNTIL, KeyPurposeId.id_kp_codeSigning);
        author.trustedIn(trust);
        kar = folder.resolve("unsigned.kar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(kar))) {
            zip.putNextEntry(new ZipEntry("repository/tidepool.xml"));
            zip.write("<features/>".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    @DisplayName(
            "S-15 an add-on without a timestamp is taken while its signer's certificate is valid, not before and not after")
    void without_a_timestamp_the_certificate_must_be_valid_now() throws Exception {
        Path signed = author.sign(kar, folder.resolve("tidepool.kar"));
        refused(signed, BEFORE);
        assertThat(signer(signed, WITHIN)).contains("CN=Tidepool");
        refused(signed, AFTER);
    }

    @Test
    @DisplayName(
            "S-15 an add-on that was signed in time stays good where an authority that the hub trusts with the time says so")
    void a_timestamp_keeps_it_good() throws Exception {
        Notary authority = authority();
        authority.trustedIn(trust.resolve("timestamps"));
        Path signed = author.sign(kar, folder.resolve("tidepool.kar"), authority, WITHIN);
        assertThat(signer(signed, WITHIN)).contains("CN=Tidepool");
        assertThat(signer(signed, AFTER)).contains("CN=Tidepool");
        refused(author.sign(kar, folder.resolve("late.kar"), authority, AFTER), LATER);
    }

    @Test
    @DisplayName(
            "S-15 whoever has an old key cannot date a signature back: the word of an authority that nobody trusts counts for nothing")
    void nobody_dates_a_signature_back() throws Exception {
        Notary forger = authority();
        Path signed = author.sign(kar, folder.resolve("forged.kar"), forger, WITHIN);
        refused(signed, AFTER);
        assertThat(signer(signed, WITHIN)).as("as without it").contains("CN=Tidepool");
        forger.trustedIn(trust);
        refused(signed, AFTER);
    }

    @Test
    @DisplayName("S-15 a time to come does not make a certificate good that is not good yet")
    void a_time_to_come_counts_for_nothing() throws Exception {
        Notary authority = authority();
        authority.trustedIn(trust.resolve("timestamps"));
        refused(author.sign(kar, folder.resolve("early.kar"), authority, WITHIN), BEFORE);
    }

    @Test
    @DisplayName("S-15 who is trusted with the time signs no add-on")
    void who_says_the_time_signs_no_addon() throws Exception {
        Notary authority = authority();
        authority.trustedIn(trust.resolve("timestamps"));
        refused(authority.sign(kar, folder.resolve("own.kar")), WITHIN);
    }

    @Test
    @DisplayName(
            "S-15 an add-on whose signer's certificate is on a list of revoked ones is refused, also where it was signed before")
    void a_revoked_certificate_is_refused() throws Exception {
        Notary authority = authority();
        authority.trustedIn(trust.resolve("timestamps"));
        Path signed = author.sign(kar, folder.resolve("tidepool.kar"), authority, WITHIN);
        Notary other = new Notary("Other", FROM, UNTIL, KeyPurposeId.id_kp_codeSigning);
        other.revoke(trust.resolve("other.crl"), WITHIN);
        assertThat(signer(signed, WITHIN)).as("a list of another's").contains("CN=Tidepool");

        author.revoke(trust.resolve("tidepool.crl"), AFTER);

        assertThatThrownBy(() -> signer(signed, AFTER))
                .isInstanceOf(AddonException.class)
                .hasMessageContaining("was revoked");
    }

    @Test
    @DisplayName("S-15 certificates and lists count that an editor put a byte order mark before")
    void a_byte_order_mark_changes_nothing() throws Exception {
        Path signed = author.sign(kar, folder.resolve("tidepool.kar"));
        mark(trust);
        assertThat(signer(signed, WITHIN)).contains("CN=Tidepool");
        author.revoke(trust.resolve("tidepool.crl"), WITHIN);
        mark(trust);
        assertThatThrownBy(() -> signer(signed, WITHIN))
                .isInstanceOf(AddonException.class)
                .hasMessageContaining("was revoked");
    }

    private static void mark(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{pem,crl}")) {
            for (Path file : files) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (!text.startsWith("\u00ef\u00bb\u00bf")) {
                    Files.writeString(file, "\u00ef\u00bb\u00bf" + text, StandardCharsets.ISO_8859_1);
                }
            }
        }
    }

    @Test
    @DisplayName("S-15 the word of an authority that was revoked counts for nothing")
    void a_revoked_authority_says_no_time() throws Exception {
        Notary authority = authority();
        authority.trustedIn(trust.resolve("timestamps"));
        Path signed = author.sign(kar, folder.resolve("tidepool.kar"), authority, WITHIN);
        authority.revoke(trust.resolve("timestamps").resolve("time.crl"), AFTER);
        refused(signed, AFTER);
        assertThat(signer(signed, WITHIN)).as("as without it").contains("CN=Tidepool");
    }

    @Test
    @DisplayName("S-15 a list of revoked certificates that cannot be read lets nothing in")
    void a_list_that_cannot_be_read_lets_nothing_in() throws Exception {
        Path signed = author.sign(kar, folder.resolve("tidepool.kar"));
        for (String damaged : new String[] {"", "-----BEGIN X509 CRL-----\nMIIB\n-----END X509 CRL-----\n", "<html>"}) {
            Files.writeString(trust.resolve("tidepool.crl"), damaged);
            assertThatThrownBy(() -> signer(signed, WITHIN))
                    .isInstanceOf(AddonException.class)
                    .hasMessageContaining("tidepool.crl in etc/trust cannot be read");
        }
    }

    private static Notary authority() throws Exception {
        return new Notary("Time", Instant.parse("2010-01-01T00:00:00Z"), LATER, KeyPurposeId.id_kp_timeStamping);
    }

    private Optional<String> signer(Path signed, Instant now) throws IOException {
        try (KarFile file = KarFile.open(signed)) {
            return new Signatures(trust, Clock.fixed(now, ZoneOffset.UTC)).signer(file);
        }
    }

    private void refused(Path signed, Instant now) {
        assertThatThrownBy(() -> signer(signed, now))
                .isInstanceOf(AddonException.class)
                .hasMessageContaining("not valid now");
    }
}
