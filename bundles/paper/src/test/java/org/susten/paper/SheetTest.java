// SPDX-License-Identifier: Apache-2.0
package org.susten.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
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

    @Test
    void a_heading_stands_on_the_page_of_what_it_is_of() throws IOException {
        for (int before = 1; before < 50; before++) {
            try (Sheet sheet = new Sheet("headed", "headed")) {
                for (int i = 0; i < before; i++) {
                    sheet.text(10, "line");
                }
                sheet.text(14, "heading");
                sheet.table(List.of("when", "who"), List.of(List.of("today", "the club"), List.of("then", "nobody")));
                assertThat(pages(sheet))
                        .filteredOn(page -> page.contains("heading"))
                        .as("after " + before)
                        .singleElement()
                        .asString()
                        .contains("today");
            }
        }
    }

    @Test
    void a_sign_that_the_paper_cannot_write_is_told_of_on_each_page() throws IOException {
        try (Sheet sheet = new Sheet("signs", "for the family only")) {
            sheet.text(11, "欧阳 García");
            assertThat(pages(sheet)).allSatisfy(page -> assertThat(page).contains("?? García", "cannot write"));
        }
        try (Sheet sheet = new Sheet("signs", "for the family only")) {
            sheet.text(11, "García?");
            assertThat(pages(sheet)).allSatisfy(page -> assertThat(page).doesNotContain("cannot write"));
        }
    }

    /** What stands on each. */
    private static List<String> pages(Sheet sheet) throws IOException {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        sheet.save(pdf);
        List<String> pages = new ArrayList<>();
        try (PDDocument document = Loader.loadPDF(pdf.toByteArray())) {
            for (int page = 1; page <= document.getNumberOfPages(); page++) {
                PDFTextStripper one = new PDFTextStripper();
                one.setStartPage(page);
                one.setEndPage(page);
                pages.add(one.getText(document));
            }
        }
        return pages;
    }

    private static List<String> words(Sheet sheet) throws IOException {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        sheet.save(pdf);
        try (PDDocument document = Loader.loadPDF(pdf.toByteArray())) {
            return List.of(new PDFTextStripper().getText(document).split("\\s+"));
        }
    }
}
