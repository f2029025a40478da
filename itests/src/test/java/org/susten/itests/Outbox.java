// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folder a partner takes its packages from, looked at as the partner would: hidden names are not there yet. */
final class Outbox {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    Outbox(Path folder) {
        this.folder = folder;
    }

    /** The ids of the packages of data that the partner sees; letters, such as notices of corrections, lie beside them. */
    Set<String> packages() throws IOException {
        Set<String> data = new TreeSet<>();
        for (String id : names(false)) {
            if (manifest(id).has("dataset")) {
                data.add(id);
            }
        }
        return data;
    }

    /** Names of what is only beside yet. */
    Set<String> hidden() throws IOException {
        return names(true);
    }

    private Set<String> names(boolean hidden) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(each -> each.getFileName().toString())
                    .filter(name -> name.startsWith(".") == hidden)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Every package is whole: the files its manifest names and no others, their sizes, checksums and rows as it says. */
    void assertWhole() throws IOException {
        for (String id : names(false)) {
            JsonNode manifest = manifest(id);
            Set<String> named = new TreeSet<>(Set.of("manifest.json"));
            for (JsonNode file : manifest.path("files")) {
                Path path = folder.resolve(id).resolve(file.path("name").asText());
                named.add(file.path("name").asText());
                assertThat(Files.size(path)).isEqualTo(file.path("bytes").asLong());
                assertThat(sha256(path)).isEqualTo(file.path("sha256").asText());
                if (manifest.has("dataset")) {
                    assertThat(rows(path)).isEqualTo(file.path("rows").asLong());
                }
            }
            try (Stream<Path> files = Files.list(folder.resolve(id))) {
                assertThat(files.map(f -> f.getFileName().toString())).containsExactlyInAnyOrderElementsOf(named);
            }
            assertThat(manifest.path("delivery").asText()).isEqualTo(id);
        }
    }

    /** What left is on record, by the very package and person for person; asked of the database, with or without a hub. */
    void assertDisclosed(Store store) throws IOException {
        for (String id : names(false)) {
            String disclosure = store.text(
                    "select coalesce((select package || ' ' || entries from governance.disclosure where delivery = '"
                            + id + "'), 'nothing is on record of " + id + "')");
            long persons = store.number("select persons from feeds.delivery where id = '" + id + "'");
            assertThat(disclosure).isEqualTo(sha256(folder.resolve(id).resolve("manifest.json")) + " " + persons);
            if (manifest(id).has("dataset")) {
                assertThat(manifest(id).path("persons").asLong()).isEqualTo(persons);
            }
        }
        assertThat(store.number("select count(*) from governance.ledger_entry"))
                .as("entries belong to disclosures")
                .isEqualTo(store.number("select coalesce(sum(entries), 0) from governance.disclosure"));
    }

    JsonNode manifest(String id) throws IOException {
        return JSON.readTree(Files.readAllBytes(folder.resolve(id).resolve("manifest.json")));
    }

    private static long rows(Path csv) throws IOException {
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(csv)) {
            List<CsvRecord> records = reader.stream().toList();
            return records.size() - 1L;
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
