// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.susten.db.Sql;
import org.susten.feeds.Deliveries.State;
import org.susten.feeds.Letters;
import org.susten.feeds.Letters.Addressee;
import org.susten.feeds.Letters.Letter;
import org.susten.feeds.packing.Manifest;
import org.susten.feeds.packing.PartnerKey;
import org.susten.feeds.packing.Spool;
import org.susten.feeds.packing.Written;
import org.susten.feeds.product.Hash;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;

/** Letters as deliveries, within one transaction. Their files lie in the database until the partner has them: they hold no data. */
final class LetterBox {

    /**
     * What a letter's package says of itself; {@code mode} is the letter's kind, so that no loader takes it for data.
     *
     * @param encrypt the key that is asked for when the package is written; no partner reads it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record LetterManifest(
            String delivery,
            String feed,
            String mode,
            String created,
            List<LetterFile> files,
            Manifest.Terms agreement,
            PartnerKey.@Nullable Named encrypt,
            Manifest.@Nullable Encryption encryption) {

        byte[] bytes() {
            try {
                return (JSON.writeValueAsString(this) + '\n').getBytes(StandardCharsets.UTF_8);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a manifest holds text and numbers only", e);
            }
        }
    }

    private record LetterFile(String name, long bytes, String sha256) {}

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            // A letter that waits may have been written by another release.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final int ID_LENGTH = 32;

    private final Connection transaction;
    private final DeliveryTable deliveries;

    LetterBox(Connection transaction) {
        this.transaction = transaction;
        this.deliveries = new DeliveryTable(transaction);
    }

    String post(Letter letter, Instant now) throws SQLException {
        TreeMap<String, byte[]> files = new TreeMap<>(letter.files());
        List<String> parts = new ArrayList<>(List.of(
                DeliveryRow.LETTER,
                letter.feed(),
                letter.agreement().id(),
                letter.kind(),
                letter.agreement().revision()));
        files.forEach((name, content) -> parts.add(name + ' ' + sha256(content)));
        String id = Hash.of(parts.toArray(String[]::new)).substring(0, ID_LENGTH);
        if (deliveries.find(id).isPresent()) {
            return id;
        }
        files.put(Manifest.NAME, manifest(letter, id, now));
        deliveries.insert(row(letter, id, now));
        DeliveryRow row = deliveries.find(id).orElseThrow();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            keep(id, letter, file.getKey(), file.getValue());
        }
        List<Long> persons =
                letter.spoken().stream().map(Addressee::person).distinct().toList();
        spoken(row, persons);
        deliveries.ready(
                row,
                new DeliveryTable.Packed(
                        letter.spoken().size(),
                        persons.size(),
                        List.of(),
                        sha256(files.get(Manifest.NAME)),
                        letter.words()));
        new Told(transaction).forget(letter.feed(), letter.gone());
        if (letter.kind().equals(Letters.DESTRUCTION)) {
            for (Agreement.Feed feed : letter.agreement().feeds()) {
                FeedState.forget(transaction, feed.id());
            }
        }
        return id;
    }

    private static DeliveryRow row(Letter letter, String id, Instant now) {
        return new DeliveryRow(
                id,
                letter.feed(),
                letter.agreement(),
                State.READY,
                letter.words(),
                new DeliveryRow.Span(DeliveryRow.LETTER, 0, 0, ""),
                letter.destination(),
                now);
    }

    private static byte[] manifest(Letter letter, String id, Instant now) {
        List<LetterFile> files = letter.files().entrySet().stream()
                .map(file -> new LetterFile(file.getKey(), file.getValue().length, sha256(file.getValue())))
                .toList();
        return new LetterManifest(
                        id,
                        letter.feed(),
                        letter.kind(),
                        now.toString(),
                        files,
                        Manifest.Terms.of(letter.agreement()),
                        key(letter),
                        null)
                .bytes();
    }

    /** A letter that speaks of nobody, as the demand to destroy does, is for everybody there to read. */
    private static PartnerKey.@Nullable Named key(Letter letter) {
        return letter.spoken().isEmpty()
                ? null
                : letter.agreement().feeds().stream()
                        .filter(feed -> feed.id().equals(letter.feed()) && feed.encrypt() != null)
                        .map(feed -> PartnerKey.Named.of(letter.agreement(), feed.encrypt()))
                        .findFirst()
                        .orElse(null);
    }

    private void keep(String id, Letter letter, String name, byte[] content) throws SQLException {
        Sql.run(
                transaction,
                "insert into feeds.letter (delivery, name, kind, words, content) values (?, ?, ?, ?, ?)",
                id,
                name,
                letter.kind(),
                letter.words(),
                content);
    }

    private void spoken(DeliveryRow row, List<Long> persons) throws SQLException {
        Sql.run(
                transaction,
                "insert into feeds.packed_person (delivery, person, leaving) select ?, person, true from unnest(?::bigint[]) person",
                row.number(),
                persons);
    }

    /**
     * Writes the package, where it is not there already; where it speaks of somebody, under the key of the feed as its agreement says now, or
     * said when it was posted.
     */
    void pack(DeliveryRow row, Agreements agreements, Spool spool, Instant now) throws SQLException {
        if (spool.intact(row.id(), row.sha256())) {
            return;
        }
        TreeMap<String, byte[]> files = new TreeMap<>(Sql.list(
                        transaction,
                        "select name, content from feeds.letter where delivery = ?",
                        file -> Map.entry(file.getString(1), file.getBytes(2)),
                        row.id())
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        LetterManifest manifest = manifest(files.remove(Manifest.NAME));
        Optional<PartnerKey> key = row.persons() == 0
                ? Optional.empty()
                : Optional.ofNullable(named(row, agreements, manifest)).map(named -> spool.key(named, now));
        Spool.Draft draft = spool.draft(row.id(), key);
        List<LetterFile> written = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Written out = write(draft, file.getKey(), file.getValue());
            written.add(new LetterFile(out.name(), out.bytes(), out.sha256Hex()));
        }
        LetterManifest told = new LetterManifest(
                manifest.delivery(),
                manifest.feed(),
                manifest.mode(),
                manifest.created(),
                written,
                manifest.agreement(),
                null,
                key.map(PartnerKey::words).orElse(null));
        String sha256 = write(draft, Manifest.NAME, told.bytes()).sha256Hex();
        deliveries.prepared(
                row, new DeliveryTable.Packed(row.rows(), row.persons(), row.withheld(), sha256, row.message()));
        draft.publish();
    }

    private static PartnerKey.@Nullable Named named(DeliveryRow row, Agreements agreements, LetterManifest manifest) {
        return agreements
                .find(row.agreement())
                .filter(agreement -> row.isOf(Optional.of(agreement)))
                .flatMap(agreement -> agreement.feeds().stream()
                        .filter(feed -> feed.id().equals(row.feed()) && feed.encrypt() != null)
                        .map(feed -> PartnerKey.Named.of(agreement, feed.encrypt()))
                        .findFirst())
                .orElse(manifest.encrypt());
    }

    private static LetterManifest manifest(byte[] content) {
        try {
            return JSON.readValue(content, LetterManifest.class);
        } catch (IOException e) {
            throw new IllegalStateException("a letter's manifest is as it was written", e);
        }
    }

    private static Written write(Spool.Draft draft, String name, byte[] content) {
        try {
            Written written = draft.create(name);
            try (written) {
                written.write(content);
            }
            return written;
        } catch (IOException e) {
            throw Spool.failed(draft.folder(), e);
        }
    }

    /** What the ledger says of it. */
    String words(DeliveryRow row) throws SQLException {
        return Sql.list(
                        transaction,
                        "select words from feeds.letter where delivery = ? limit 1",
                        words -> words.getString(1),
                        row.id())
                .get(0);
    }

    /** The partner has it. */
    void drop(DeliveryRow row) throws SQLException {
        Sql.run(transaction, "delete from feeds.letter where delivery = ?", row.id());
    }

    /** Feeds with a letter that its partner does not have. */
    static List<String> waiting(Connection connection) throws SQLException {
        return Sql.list(
                connection,
                "select distinct feed from feeds.delivery where mode = ? and state in ('READY', 'OFFERED', 'RELEASED', 'DEAD')",
                row -> row.getString(1),
                DeliveryRow.LETTER);
    }

    private static String sha256(byte[] content) {
        return HexFormat.of().formatHex(Spool.sha256().digest(content));
    }
}
