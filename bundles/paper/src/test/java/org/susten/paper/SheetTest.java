// SPDX-License-Identifier: Apache-2.0
package org.susten.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class SheetTest {

    /** Far more than a page holds, in whatever width. */
    private static final List<String> WORDS =
            IntStream.range(0, 2_000).mapToObj(i -> "word" + i).toList();

    @Test
    void a_cell_that_is_longer_than_a_page_goes_on_on_the_next() throws IOException {
        try (Sheet sheet = new Sheet("long", "long")) {
            sheet.table(
                    List.of("when", "who", "what", "why", "law"),
                    List.of(
                            List.of("today", "the club", String.join(" ", WORDS), "to help", "consent"),
                            List.of("tomorrow", "the club", "little", "to help", "consent")));
            assertThat(words(sheet)).containsAll(WORDS).containsOnlyOnce("today", "tomorrow");
        }
    }

    @Test
    void a_paragraph_that_is_longer_than_a_page_goes_on_on_the_next() throws IOException {
        try (Sheet sheet = new Sheet("long", "long")) {
            sheet.text(11, String.join(" ", WORDS));
            assertThat(words(sheet)).containsAll(WORDS);
        }
    }

    private static List<String> words(Sheet sheet) throws IOException {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        sheet.save(pdf);
        try (PDDocument document = Loader.loadPDF(pdf.toByteArray())) {
            return List.of(new PDFTextStripper().getText(document).split("\\s+"));
        }
    }
}
