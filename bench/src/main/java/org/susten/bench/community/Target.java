// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.community;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Where generated files go, one after another: a folder or a ZIP file. */
interface Target extends Closeable {

    /** Starts a file; the one before must be closed. */
    OutputStream open(String name) throws IOException;

    /** Starts a CSV file and writes its header, column names separated by commas. */
    default CsvWriter csv(String name, String columns) throws IOException {
        return writer(open(name)).writeRecord(columns.split(","));
    }

    @Override
    default void close() throws IOException {}

    /** A folder, which is made. */
    static Target folder(Path folder) throws IOException {
        Files.createDirectories(folder);
        return name -> new BufferedOutputStream(Files.newOutputStream(folder.resolve(name)), 1 << 16);
    }

    /** A ZIP file. */
    static Target zip(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
        return new Target() {
            @Override
            public OutputStream open(String name) throws IOException {
                ZipEntry entry = new ZipEntry(name);
                // Without a zone and never now, so that the same community is the same bytes.
                entry.setTimeLocal(LocalDateTime.of(2026, 9, 1, 0, 0));
                zip.putNextEntry(entry);
                return new FilterOutputStream(zip) {
                    @Override
                    public void write(byte[] bytes, int from, int length) throws IOException {
                        zip.write(bytes, from, length);
                    }

                    @Override
                    public void close() throws IOException {
                        zip.closeEntry();
                    }
                };
            }

            @Override
            public void close() throws IOException {
                zip.close();
            }
        };
    }

    /** One compressed CSV file. */
    static CsvWriter gzipped(Path file, String columns) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        };
        return writer(out).writeRecord(columns.split(","));
    }

    private static CsvWriter writer(OutputStream out) {
        return CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }
}
