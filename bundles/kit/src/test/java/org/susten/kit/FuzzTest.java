// SPDX-License-Identifier: Apache-2.0
package org.susten.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.spi.ConnectorException;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** Damaged files of every kind; the same damage on every machine. */
class FuzzTest {

    private static final RowMaker.Factory ROWS = RowMaker.keyed("rows", "id");
    private static final String TABLE = "id,name,note\r\n1,Ada,\"a \"\"b\"\"\r\nc\"\r\n2,Zoë,\r\n3,\"Bo, Jr.\",x\r\n";

    @Test
    @DisplayName("S-36 a damaged CSV file is read or refused, never more")
    void damaged_csv() {
        damage(TABLE.getBytes(StandardCharsets.UTF_8), Csv.standard(), 30_000);
        damage(TABLE.getBytes(StandardCharsets.UTF_16LE), Csv.standard().largestField(64), 5_000);
    }

    @Test
    @DisplayName("S-36 a damaged JSON file is read or refused, never more")
    void damaged_json() {
        byte[] array =
                "[{\"id\":1,\"n\":{\"a\":[1,2.5e3,null]}},{\"id\":\"2\",\"t\":true}]".getBytes(StandardCharsets.UTF_8);
        damage(array, Json.standard(), 20_000);
        damage("{\"id\":1}\n{\"id\":2,\"x\":\"\\u00e9\"}\n".getBytes(StandardCharsets.UTF_8), Json.standard(), 20_000);
    }

    @Test
    @DisplayName("S-36 a damaged workbook is read or refused, never more")
    void damaged_xlsx() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(bytes, "Test", "1.0")) {
            Worksheet sheet = book.newWorksheet("Rows");
            sheet.value(0, 0, "id");
            sheet.value(1, 0, "1");
            sheet.value(2, 0, 2);
        }
        damage(bytes.toByteArray(), Xlsx.standard(), 3_000);
    }

    @Test
    @DisplayName("R-09 an archive cut at any byte is refused")
    void cut_archives() throws IOException {
        byte[] whole = zip();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> ZipInlet.open(MemoryInlet.with("drop.zip", cut), "drop.zip"))
                    .as("cut after " + length + " bytes")
                    .isInstanceOf(ConnectorException.class);
        }
    }

    @Test
    @DisplayName("S-36 a damaged archive is read or refused, never more")
    void damaged_archives() throws IOException {
        byte[] whole = zip();
        Random random = new Random(11);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = damaged(whole, random);
            try {
                ZipInlet inlet = ZipInlet.open(MemoryInlet.with("drop.zip", bytes), "drop.zip");
                for (String name : inlet.names("**")) {
                    try (InputStream in = inlet.open(name)) {
                        in.readAllBytes();
                    }
                }
            } catch (ConnectorException | IOException e) {
                assertThat(e.getMessage()).isNotBlank();
            } catch (RuntimeException e) {
                fail("damage " + i, e);
            }
        }
    }

    @Test
    void what_a_writer_quotes_is_read_as_it_was() {
        Random random = new Random(5);
        char[] alphabet = "ab,;\"'\r\n \té€\uFEFF=-".toCharArray();
        for (int i = 0; i < 500; i++) {
            List<List<String>> table = new ArrayList<>();
            StringWriter text = new StringWriter();
            try (CsvWriter writer = CsvWriter.builder()
                    .lineDelimiter(i % 2 == 0 ? LineDelimiter.CRLF : LineDelimiter.LF)
                    .build(text)) {
                writer.writeRecord("id", "a", "b");
                for (int r = 0; r < 20; r++) {
                    List<String> row = List.of(String.valueOf(r), word(random, alphabet), word(random, alphabet));
                    table.add(row);
                    writer.writeRecord(row);
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            List<List<String>> read = new ArrayList<>();
            MemoryInlet inlet = MemoryInlet.with("rows.csv", text.toString());
            try (SourceReader reader = Csv.standard().open(inlet, "rows.csv", Cursor.START, ROWS)) {
                reader.forEachRemaining(row ->
                        read.add(List.of(row.key(), String.valueOf(row.value("a")), String.valueOf(row.value("b")))));
                assertThat(reader.extent().complete()).isTrue();
            }
            assertThat(read).isEqualTo(table);
        }
    }

    private static String word(Random random, char[] alphabet) {
        StringBuilder word = new StringBuilder();
        int length = random.nextInt(12);
        for (int i = 0; i < length; i++) {
            word.append(alphabet[random.nextInt(alphabet.length)]);
        }
        return word.toString();
    }

    private static void damage(byte[] whole, RowFormat format, int times) {
        Random random = new Random(7);
        for (int i = 0; i < times; i++) {
            byte[] bytes = damaged(whole, random);
            MemoryInlet inlet = MemoryInlet.with("rows", bytes);
            try (SourceReader reader = format.open(inlet, "rows", Cursor.START, ROWS)) {
                int rows = 0;
                while (reader.hasNext()) {
                    SourceRecord row = reader.next();
                    assertThat(row.position().value()).startsWith("rows#");
                    assertThat(++rows).isLessThan(10_000);
                }
                reader.extent();
                reader.findings();
            } catch (ConnectorException e) {
                assertThat(e.getMessage()).isNotBlank();
            } catch (RuntimeException e) {
                fail("damage " + i, e);
            }
            assertThat(inlet.open()).as("streams left open by damage " + i).isZero();
        }
    }

    private static byte[] damaged(byte[] whole, Random random) {
        byte[] bytes = random.nextInt(3) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length + 1)) : whole.clone();
        int hits = 1 + random.nextInt(4);
        for (int i = 0; i < hits && bytes.length > 0; i++) {
            int place = random.nextInt(bytes.length);
            switch (random.nextInt(3)) {
                case 0 -> bytes[place] = (byte) random.nextInt(256);
                case 1 -> bytes[place] ^= (byte) (1 << random.nextInt(8));
                default -> bytes[place] = (byte) "\",\r\n{}[]\0<>&;".charAt(random.nextInt(13));
            }
        }
        return bytes;
    }

    private static byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : List.of("orgs.csv", "users.csv")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(TABLE.getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
