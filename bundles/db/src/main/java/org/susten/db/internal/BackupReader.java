// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.susten.db.BackupException;
import org.susten.db.Backups.Contents;

/** Reads one backup, entry by entry. Its contents stand at the end, so it is read whole before anything is made of it. */
final class BackupReader {

    private final Path file;
    private final BackupSeal seal;

    /** What the end of a backup says. */
    record Index(
            Contents contents,
            List<Migration> migrations,
            Map<String, Table> tables,
            Map<String, Table> sealed,
            Map<String, Long> sequences) {}

    record Migration(String schema, String version, String entry) {}

    record Table(String columns, long rows) {}

    /** Takes one entry's bytes, all or some. */
    @FunctionalInterface
    interface Entry {
        void take(String name, InputStream bytes) throws IOException;
    }

    BackupReader(Path file, BackupSeal seal) {
        this.file = file;
        this.seal = seal;
    }

    /** Reads every byte, each of which is authenticated, and gives what the backup says of itself. */
    Index index() {
        List<String> lines = new ArrayList<>();
        each((name, bytes) -> {
            if (name.equals("contents")) {
                new String(bytes.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(lines::add);
            } else {
                bytes.transferTo(OutputStream.nullOutputStream());
            }
        });
        try {
            return index(lines);
        } catch (DateTimeException | NumberFormatException | IndexOutOfBoundsException e) {
            throw new BackupException(file + " says nothing of its contents: it is no whole backup; use another", e);
        }
    }

    /** Every entry in order. */
    void each(Entry entry) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                InputStream plain = seal.opening(in);
                ZipInputStream zip = new ZipInputStream(plain)) {
            for (ZipEntry next = zip.getNextEntry(); next != null; next = zip.getNextEntry()) {
                entry.take(next.getName(), zip);
            }
            // to the very end, where a cut is noticed
            plain.transferTo(OutputStream.nullOutputStream());
        } catch (NoSuchFileException e) {
            throw new BackupException("there is no file " + file + ": name the backup as this machine knows it", e);
        } catch (IOException e) {
            throw new BackupException(
                    file + " cannot be read (" + e.getClass().getSimpleName()
                            + "): it is damaged, cut, or of a hub with" + " another etc/secrets/" + BackupSeal.KEY
                            + "; bring back that etc/, or use another backup",
                    e);
        }
    }

    private static Index index(List<String> lines) {
        Instant taken = Instant.MIN;
        long[] files = new long[2];
        List<Migration> migrations = new ArrayList<>();
        Map<String, Table> tables = new LinkedHashMap<>();
        Map<String, Table> sealed = new LinkedHashMap<>();
        Map<String, Long> sequences = new LinkedHashMap<>();
        for (String line : lines) {
            List<String> part = List.of(line.split("\t", -1));
            switch (part.get(0)) {
                case "taken" -> taken = Instant.parse(part.get(1));
                case "migration" -> migrations.add(new Migration(part.get(1), part.get(2), part.get(3)));
                case "table" -> tables.put(part.get(1), new Table(part.get(2), Long.parseLong(part.get(3))));
                case "sealed" ->
                    sealed.put(
                            SealedParts.PLACE + part.get(1) + "/tables/" + part.get(2),
                            new Table(part.get(3), Long.parseLong(part.get(4))));
                case "sequence" -> sequences.put(part.get(1), Long.parseLong(part.get(2)));
                case "files" -> files = new long[] {Long.parseLong(part.get(1)), Long.parseLong(part.get(2))};
                case "format" -> known(part.get(1));
                default -> throw new BackupException("the backup holds " + part.get(0) + ": use a newer hub", null);
            }
        }
        if (taken.equals(Instant.MIN)) {
            throw new IndexOutOfBoundsException();
        }
        long rows = Stream.concat(tables.values().stream(), sealed.values().stream())
                .mapToLong(Table::rows)
                .sum();
        return new Index(
                new Contents(taken, tables.size(), rows, files[0], files[1]), migrations, tables, sealed, sequences);
    }

    private static void known(String format) {
        if (!format.equals("1") && !format.equals("2")) {
            throw new BackupException("the backup is of format " + format + ": use a newer hub", null);
        }
    }
}
