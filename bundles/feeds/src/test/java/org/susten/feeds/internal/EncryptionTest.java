// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.susten.feeds.internal.Hub.FEED;
import static org.susten.feeds.internal.Hub.NOON;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.OpenPGPMessageInputStream;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPApi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.FeedException;
import org.susten.feeds.Letters.Addressee;
import org.susten.feeds.Letters.Letter;
import org.susten.feeds.packing.Manifest;
import org.susten.governance.Agreement;

/** Packages that only their partner can read. */
class EncryptionTest extends OnHub {

    private static final String TO = "deliver: file:store/outbox/bridges";
    private static final Duration YEARS = Duration.ofDays(6 * 366);

    private static OpenPGPKey key;

    @BeforeAll
    static void a_partner_makes_its_key() throws Exception {
        key = made(NOON.minus(Duration.ofDays(30)));
    }

    @BeforeEach
    void a_community_under_an_agreement() throws Exception {
        hub.save(encrypted(""));
        put(key.toCertificate().getEncoded());
    }

    /** A key that is good for five years. */
    private static OpenPGPKey made(Instant at) throws PGPException {
        return new BcOpenPGPApi()
                .generateKey(PublicKeyPacket.VERSION_4, Date.from(at))
                .ed25519x25519Key("Bridges <data@bridges.example>")
                .build();
    }

    private static Hub.Draft encrypted(String more) {
        return Hub.agreement().with(TO, TO + "\n    encrypt: {key: pgp/bridges.key" + more + "}");
    }

    private void put(byte[] bytes) throws IOException {
        Files.write(Files.createDirectories(folder.resolve("etc/pgp")).resolve("bridges.key"), bytes);
    }

    private static byte[] opened(Delivery delivery, String file) throws Exception {
        return opened(key, Files.readAllBytes(delivery.folder().resolve(file)));
    }

    private static byte[] opened(OpenPGPKey by, byte[] message) throws Exception {
        OpenPGPMessageInputStream in = new BcOpenPGPApi()
                .decryptAndOrVerifyMessage()
                .addDecryptionKey(by)
                .process(new ByteArrayInputStream(message));
        byte[] content = in.readAllBytes();
        in.close();
        return content;
    }

    private static String fingerprint(OpenPGPKey of) {
        return HexFormat.of().formatHex(of.getFingerprint()).toUpperCase(Locale.ROOT);
    }

    private List<Path> spooled() throws IOException {
        try (Stream<Path> all = Files.exists(hub.spool()) ? Files.walk(hub.spool()) : Stream.empty()) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "csv, full, attendance.csv",
        "csv, delta, attendance.csv",
        "jsonl, full, attendance.jsonl",
        "xlsx, full, attendance.xlsx"
    })
    @DisplayName(
            "P-03 of an encrypted package nothing but the manifest lies anywhere in the clear, and the partner reads it all")
    void nothing_but_the_manifest_is_in_the_clear(String format, String mode, String file) throws Exception {
        hub.save(Hub.agreement().with("format: csv", "format: " + format).with("mode: full", "mode: " + mode));
        Delivery clear = hub.deliver().orElseThrow();
        Map<String, byte[]> plain = Map.of(
                file,
                Files.readAllBytes(clear.folder().resolve(file)),
                "dictionary.csv",
                Files.readAllBytes(clear.folder().resolve("dictionary.csv")));
        hub.save(encrypted("").with("format: csv", "format: " + format).with("mode: full", "mode: " + mode));
        hub.deliveries.request(FEED, true, "operator");
        Delivery delivery = hub.deliver().orElseThrow();
        assertThat(spooled())
                .extracting(p -> String.valueOf(p.getFileName()))
                .containsExactlyInAnyOrder(file + ".pgp", "dictionary.csv.pgp", "manifest.json");
        for (Path each : spooled()) {
            assertThat(Files.readString(each, StandardCharsets.ISO_8859_1))
                    .doesNotContain("Ash School", "c1,", "\"c1\"", "UnexcusedAbsence", "2026-09-14");
        }
        assertThat(opened(delivery, "dictionary.csv.pgp")).isEqualTo(plain.get("dictionary.csv"));
        if (!format.equals("xlsx")) {
            assertThat(opened(delivery, file + ".pgp")).isEqualTo(plain.get(file));
        } else {
            assertThat(opened(delivery, file + ".pgp")).startsWith('P', 'K');
        }
    }

    @Test
    void a_roster_is_encrypted_too() throws Exception {
        hub.save(
                encrypted("")
                        .dataset("roster")
                        .with("format: csv", "format: oneroster\n    version: \"1.2\"")
                        .fields(
                                """
                        Organization: [name, type]
                        Person: [givenName, familyName]
                        Enrollment: [organization]"""));
        Delivery delivery = hub.deliver().orElseThrow();
        assertThat(opened(delivery, FEED + ".zip.pgp")).startsWith('P', 'K');
    }

    @Test
    void the_manifest_tells_the_key_and_the_checksums_of_what_is_there() throws Exception {
        Delivery delivery = hub.deliver().orElseThrow();
        Manifest manifest = Manifest.read(delivery.folder().resolve("manifest.json"));
        assertThat(manifest.encryption())
                .isEqualTo(new Manifest.Encryption(
                        "OpenPGP", fingerprint(key), "AES-256 with integrity protection (SEIPD version 1)", false));
        for (Manifest.File file : manifest.files()) {
            byte[] there = Files.readAllBytes(delivery.folder().resolve(file.name()));
            assertThat(file.bytes()).isEqualTo(there.length);
            assertThat(file.sha256())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(there)));
        }
        assertThat(manifest.files().get(0).rows()).isEqualTo(8);
    }

    @Test
    void text_is_written_where_the_partner_asks_for_it() throws Exception {
        hub.save(encrypted(", armor: true"));
        put(key.toCertificate().toAsciiArmoredString().getBytes(StandardCharsets.US_ASCII));
        Delivery delivery = hub.deliver().orElseThrow();
        assertThat(Hub.read(delivery, "attendance.csv.asc")).startsWith("-----BEGIN PGP MESSAGE-----");
        assertThat(new String(opened(delivery, "attendance.csv.asc"), StandardCharsets.UTF_8))
                .startsWith("id,day,school,category\r\nc1,");
    }

    @Test
    void a_key_that_an_editor_put_a_byte_order_mark_before_is_a_key() throws Exception {
        hub.save(encrypted(", armor: true"));
        put(('\uFEFF' + key.toCertificate().toAsciiArmoredString()).getBytes(StandardCharsets.UTF_8));
        assertThat(Hub.read(hub.deliver().orElseThrow(), "attendance.csv.asc"))
                .startsWith("-----BEGIN PGP MESSAGE-----");
    }

    @Test
    void a_changed_byte_is_noticed_by_the_partner() throws Exception {
        Delivery delivery = hub.deliver().orElseThrow();
        byte[] bytes = Files.readAllBytes(delivery.folder().resolve("attendance.csv.pgp"));
        bytes[bytes.length - 40] ^= 1;
        assertThatThrownBy(() -> opened(key, bytes)).isInstanceOf(Exception.class);
    }

    @Test
    void the_same_rows_are_the_same_however_often_they_are_encrypted() {
        Delivery first = hub.deliver().orElseThrow();
        hub.community.commit(Community.school("s9", "Elm School"));
        assertThat(hub.deliver()).as("nothing new to say").isEmpty();
        hub.deliveries.request(FEED, false, "operator");
        assertThat(hub.deliver().orElseThrow().id()).isEqualTo(first.id());
    }

    @Test
    void a_partner_with_another_key_gets_all_of_it_under_that_one() throws Exception {
        Delivery first = hub.deliver().orElseThrow();
        OpenPGPKey other = made(NOON.minus(Duration.ofDays(1)));
        put(other.toCertificate().getEncoded());
        hub.deliveries.request(FEED, true, "operator");
        Delivery second = hub.deliver().orElseThrow();
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(new String(
                        opened(other, Files.readAllBytes(second.folder().resolve("attendance.csv.pgp"))),
                        StandardCharsets.UTF_8))
                .contains("c1,2026-09-14,Ash School,Present");
    }

    @Test
    @DisplayName(
            "P-09 an expired key: nothing is written, sent or put on the ledger, and the words say what, where, what to do and who")
    void an_expired_key_lets_nothing_leave() throws Exception {
        OpenPGPKey old = made(NOON.minus(YEARS));
        put(old.toCertificate().getEncoded());
        assertThatThrownBy(() -> hub.deliver())
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("the public key etc/pgp/bridges.key of Bridges Afterschool")
                .hasMessageContaining(fingerprint(old))
                .hasMessageContaining("expired on 2025-")
                .hasMessageContaining("Hub operator: ask data@bridges.example")
                .extracting(e -> ((FeedException) e).kind())
                .isEqualTo(FeedException.Kind.KEY);
        assertThat(spooled()).isEmpty();
        assertThat(hub.ledger.head().entries()).isZero();
        put(key.toCertificate().getEncoded());
        assertThat(hub.deliver()).isPresent();
    }

    @Test
    void other_keys_that_cannot_be_used_say_why() throws Exception {
        Files.delete(folder.resolve("etc/pgp/bridges.key"));
        refused("is not there");
        put("no key at all".getBytes(StandardCharsets.UTF_8));
        refused("cannot be read as an OpenPGP key");
        put(key.getEncoded());
        refused("holds a private key");
        put(made(NOON.plus(Duration.ofDays(9))).toCertificate().getEncoded());
        refused("not valid yet");
        put(new BcOpenPGPApi()
                .generateKey(PublicKeyPacket.VERSION_4, Date.from(NOON.minusSeconds(60)))
                .signOnlyKey()
                .build()
                .toCertificate()
                .getEncoded());
        refused("for signing only");
        put(new BcOpenPGPApi()
                .generateKey(PublicKeyPacket.VERSION_4, Date.from(NOON.minusSeconds(60)))
                .withPrimaryKey(generator -> generator.generateEd25519KeyPair())
                .addEncryptionSubkey(generator -> generator.generateRsaKeyPair(1024))
                .addUserId("Weak")
                .build()
                .toCertificate()
                .getEncoded());
        refused("too weak");
        byte[] one = key.toCertificate().getEncoded();
        byte[] two = made(NOON.minusSeconds(60)).toCertificate().getEncoded();
        put(Stream.of(one, two).reduce(new byte[0], EncryptionTest::joined));
        refused("holds 2 keys");
        put(joined(two, key.getEncoded()));
        refused("holds a private key");
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] all = java.util.Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }

    private void refused(String why) throws IOException {
        assertThatThrownBy(() -> hub.deliver())
                .isInstanceOf(FeedException.class)
                .hasMessageContaining(why);
        assertThat(spooled()).isEmpty();
    }

    @Test
    void a_letter_that_speaks_of_a_child_is_encrypted_and_one_of_nobody_is_not() throws Exception {
        hub.deliver();
        long person = hub.community.person(Community.users("users", "u1"));
        String notice = post(List.of(new Addressee(person, "c1")), "id\r\nc1\r\n");
        Delivery packed =
                hub.deliveries.format(hub.deliveries.open(FEED).orElseThrow().id());
        assertThat(packed.id()).isEqualTo(notice);
        assertThat(names(packed)).containsExactlyInAnyOrder("manifest.json", "notice.csv.pgp");
        assertThat(opened(packed, "notice.csv.pgp")).asString().contains("c1");
        assertThat(Hub.read(packed, "manifest.json")).contains(fingerprint(key)).doesNotContain("pgp/bridges.key");
        hub.deliveries.release(notice);
        assertThat(Files.exists(packed.folder().resolve("notice.csv.pgp"))).isTrue();
        hub.deliveries.delivered(notice);
        String demand = post(List.of(), "destroy it");
        Delivery clear =
                hub.deliveries.format(hub.deliveries.open(FEED).orElseThrow().id());
        assertThat(clear.id()).isEqualTo(demand);
        assertThat(names(clear)).containsExactlyInAnyOrder("manifest.json", "notice.csv");
    }

    private static List<String> names(Delivery delivery) throws IOException {
        try (Stream<Path> files = Files.list(delivery.folder())) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    private String post(List<Addressee> spoken, String content) {
        Agreement agreement = hub.archive.find("bridges").orElseThrow();
        Letter letter = new Letter(
                "notice",
                "a notice",
                agreement,
                FEED,
                "file:store/outbox/bridges",
                Map.of("notice.csv", content.getBytes(StandardCharsets.UTF_8)),
                spoken,
                List.of());
        return hub.database.inTransaction(transaction -> hub.deliveries.post(transaction, letter, hub.clock.instant()));
    }
}
