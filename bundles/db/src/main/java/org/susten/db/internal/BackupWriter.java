// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.postgresql.PGConnection;
import org.susten.db.Backups.Contents;
import org.susten.db.DatabaseException;

/**
 * Writes one backup as a ZIP: {@code migrations/…} that make the schemas, {@code tables/…} as COPY gives them, {@code files/…},
 * {@code sealed/…} of both under keys of their own, and last {@code contents}, without which it is not whole. Logical, so that a newer hub and a newer PostgreSQL can read it.
 */
final class BackupWriter {

    /** What lies beside the database and belongs to it, below the hub's folder. */
    static final List<String> FOLDERS = List.of("store/raw", "store/spool", "addons");

    private final ZipOutputStream zip;
    private final SealKeys seals;
    private final StringBuilder contents = new StringBuilder();
    private long tables;
    private long rows;
    private long files;
    private long bytes;

    BackupWriter(OutputStream out, SealKeys seals) {
        this.seals = seals;
        zip = new ZipOutputStream(out);
        zip.setLevel(3);
    }

    /** Writes it all. The connection sees one state of the database throughout; scripts are those that the owners brought. */
    Contents write(Connection connection, Map<String, List<Script>> scripts, Path home, Instant now)
            throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read, read only");
        }
        line("format", "2");
        line("taken", now.toString());
        for (Catalog.Applied applied : Catalog.migrations(connection)) {
            migration(applied, scripts.getOrDefault(applied.schema(), List.of()));
        }
        SealedParts parts = SealedParts.of(connection);
        for (String table : Catalog.tables(connection)) {
            table(connection, table, parts.conditions(table));
        }
        for (Map.Entry<String, String> sequence : Catalog.sequences(connection).entrySet()) {
            line("sequence", sequence.getKey(), sequence.getValue());
        }
        for (String folder : FOLDERS) {
            folder(home, home.resolve(folder), parts);
        }
        line("files", Long.toString(files), Long.toString(bytes));
        zip.putNextEntry(new ZipEntry("contents"));
        zip.write(contents.toString().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        zip.finish();
        return new Contents(now, tables, rows, files, bytes);
    }

    private void migration(Catalog.Applied applied, List<Script> scripts) throws IOException {
        Script script = scripts.stream()
                .filter(s -> s.getFilename().equals(applied.script()))
                .findFirst()
                .orElseThrow(() -> new DatabaseException(
                        DatabaseException.Kind.UNAVAILABLE,
                        "the owner of schema " + applied.schema()
                                + " is not up, so it cannot be backed up: see that the"
                                + " hub is ready, then try again",
                        null));
        String name = "migrations/" + applied.schema() + '/' + applied.script();
        line("migration", applied.schema(), applied.version(), name);
        zip.putNextEntry(new ZipEntry(name));
        try (java.io.Reader text = script.read()) {
            java.io.StringWriter all = new java.io.StringWriter();
            text.transferTo(all);
            zip.write(all.toString().getBytes(StandardCharsets.UTF_8));
        }
        zip.closeEntry();
    }

    private void table(Connection connection, String table, Map<String, String> sealed)
            throws SQLException, IOException {
        String columns = Catalog.columns(connection, table);
        zip.putNextEntry(new ZipEntry("tables/" + table));
        String plain = sealed.isEmpty()
                ? table + " (" + columns + ")"
                : "(select " + columns + " from " + table + " where (" + String.join(" or ", sealed.values())
                        + ") is not true)";
        long copied = copy(connection, plain, new Unclosed(zip));
        zip.closeEntry();
        line("table", table, columns, Long.toString(copied));
        tables++;
        rows += copied;
        for (Set<String> together : SealedParts.together(connection, table, sealed)) {
            String under = String.join(SealedParts.AND, together);
            zip.putNextEntry(new ZipEntry(SealedParts.PLACE + under + "/tables/" + table));
            String what =
                    "(select " + columns + " from " + table + " where " + SealedParts.under(together, sealed) + ")";
            long more = copy(connection, what, together.iterator(), zip);
            zip.closeEntry();
            line("sealed", under, table, columns, Long.toString(more));
            rows += more;
        }
    }

    /** Under each of the seals, one within the other: without one of their keys nothing of it can be read. */
    private long copy(Connection connection, String what, Iterator<String> under, OutputStream to)
            throws SQLException, IOException {
        if (!under.hasNext()) {
            return copy(connection, what, new Unclosed(to));
        }
        try (OutputStream out = SealedParts.sealing(seals.make(under.next()), to)) {
            return copy(connection, what, under, out);
        }
    }

    private static long copy(Connection connection, String what, OutputStream to) throws SQLException, IOException {
        return connection.unwrap(PGConnection.class).getCopyAPI().copyOut("copy " + what + " to stdout", to);
    }

    private void folder(Path home, Path folder, SealedParts parts) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> found;
        try (Stream<Path> walk = Files.walk(folder)) {
            found = walk.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : found) {
            String name = home.relativize(file).toString();
            // what is hidden or incoming is half written
            if (!name.contains("/.") && !name.startsWith("store/raw/incoming/")) {
                file(file, name, parts.seal(name));
            }
        }
    }

    private void file(Path file, String name, String seal) throws IOException {
        try (java.io.InputStream in = Files.newInputStream(file)) {
            if (seal.isEmpty()) {
                zip.putNextEntry(new ZipEntry("files/" + name));
                bytes += in.transferTo(zip);
            } else {
                zip.putNextEntry(new ZipEntry(SealedParts.PLACE + seal + "/files/" + name));
                try (OutputStream out = SealedParts.sealing(seals.make(seal), zip)) {
                    bytes += in.transferTo(out);
                }
            }
            zip.closeEntry();
            files++;
        } catch (NoSuchFileException e) {
            // its time was over, or it was delivered, while the backup was taken
            return;
        }
    }

    private void line(String... parts) {
        contents.append(String.join("\t", parts)).append('\n');
    }

    /** COPY closes what it writes to; the archive goes on. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] b, int offset, int length) throws IOException {
            out.write(b, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
