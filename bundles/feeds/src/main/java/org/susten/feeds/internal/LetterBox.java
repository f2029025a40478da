// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.susten.db.Sql;
import org.susten.feeds.Deliveries.State;
import org.susten.feeds.Letters.Addressee;
import org.susten.feeds.Letters.Letter;

/** Letters as deliveries, within one transaction. Their files lie in the database until the partner has them: they hold no data. */
final class LetterBox {

    /** What a letter's package says of itself; {@code mode} is the letter's kind, so that no loader takes it for data. */
    private record LetterManifest(
            String delivery,
            String feed,
            String mode,
            String created,
            List<LetterFile> files,
            Manifest.Terms agreement) {}

    private record LetterFile(String name, long bytes, String sha256) {}

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
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
        String id = FeedRows.hash(parts.toArray(String[]::new)).substring(0, ID_LENGTH);
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
        try {
            return (JSON.writeValueAsString(new LetterManifest(
                                    id,
                                    letter.feed(),
                                    letter.kind(),
                                    now.toString(),
                                    files,
                                    Manifest.Terms.of(letter.agreement())))
                            + '\n')
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest holds text and numbers only", e);
        }
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

    /** Writes the package, where it is not there already. */
    void pack(DeliveryRow row, Spool spool) throws SQLException {
        if (spool.holds(row.id(), row.sha256())) {
            return;
        }
        Spool.Draft draft = spool.draft(row.id());
        try (PreparedStatement statement =
                transaction.prepareStatement("select name, content from feeds.letter where delivery = ?")) {
            statement.setString(1, row.id());
            try (ResultSet file = statement.executeQuery()) {
                while (file.next()) {
                    try (Spool.Written written = draft.create(file.getString(1))) {
                        written.write(file.getBytes(2));
                    }
                }
            }
        } catch (IOException e) {
            throw Spool.failed(draft.folder(), e);
        }
        draft.publish();
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
