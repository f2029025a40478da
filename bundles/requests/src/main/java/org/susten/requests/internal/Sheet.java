// SPDX-License-Identifier: Apache-2.0
package org.susten.requests.internal;

import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.vandeseer.easytable.RepeatedHeaderTableDrawer;
import org.vandeseer.easytable.structure.Row;
import org.vandeseer.easytable.structure.Table;
import org.vandeseer.easytable.structure.cell.TextCell;

/** Pages that fill from the top: texts and tables below each other. One document, one thread. */
final class Sheet {

    private static final float MARGIN = 54;
    private static final float WIDTH = PDRectangle.LETTER.getWidth() - 2 * MARGIN;
    private static final Color HEAD = new Color(0xE8, 0xEC, 0xF1);
    private static final Color LINE = new Color(0xC4, 0xCC, 0xD6);
    private static final float SMALL = 9;

    private final PDDocument document;
    private final PDFont font;
    private float y = PDRectangle.LETTER.getHeight() - MARGIN;

    Sheet(PDDocument document, InputStream font) throws IOException {
        this.document = document;
        this.font = PDType0Font.load(document, font);
        document.addPage(new PDPage(PDRectangle.LETTER));
    }

    /** A paragraph. */
    void text(int size, Color colour, String text) throws IOException {
        Table.TableBuilder table = Table.builder().addColumnsOfWidth(WIDTH).font(font);
        table.addRow(Row.builder()
                .add(TextCell.builder()
                        .text(printable(text))
                        .fontSize(size)
                        .textColor(colour)
                        .lineSpacing(1.2f)
                        .paddingLeft(0f)
                        .paddingTop(size > 12 ? 14f : 2f)
                        .paddingBottom(6f)
                        .build())
                .build());
        draw(table.build(), 0);
    }

    /** A table; its head is repeated on every page. */
    void table(List<String> heads, List<List<String>> rows) throws IOException {
        float[] widths = new float[heads.size()];
        Arrays.fill(widths, WIDTH / heads.size());
        Table.TableBuilder table = Table.builder()
                .addColumnsOfWidth(widths)
                .font(font)
                .fontSize((int) SMALL)
                .borderColor(LINE)
                .borderWidth(0.5f);
        table.addRow(row(heads, HEAD));
        rows.forEach(row -> table.addRow(row(row, Color.WHITE)));
        draw(table.build(), 1);
        y -= 8;
    }

    private Row row(List<String> cells, Color background) {
        Row.RowBuilder row = Row.builder().backgroundColor(background);
        cells.forEach(cell -> row.add(TextCell.builder()
                .text(printable(cell))
                .lineSpacing(1.15f)
                .borderWidth(0.5f)
                .build()));
        return row.build();
    }

    private void draw(Table table, int repeated) throws IOException {
        RepeatedHeaderTableDrawer drawer = RepeatedHeaderTableDrawer.builder()
                .table(table)
                .startX(MARGIN)
                .startY(y)
                .endY(MARGIN)
                .numberOfRowsToRepeat(repeated)
                .build();
        drawer.draw(() -> document, () -> new PDPage(PDRectangle.LETTER), MARGIN);
        y = drawer.getFinalY();
    }

    /** Writes "page 2 of 5" at the foot of each. */
    void number() throws IOException {
        int pages = document.getNumberOfPages();
        for (int i = 0; i < pages; i++) {
            try (PDPageContentStream foot =
                    new PDPageContentStream(document, document.getPage(i), AppendMode.APPEND, true, true)) {
                foot.beginText();
                foot.setFont(font, SMALL);
                foot.newLineAtOffset(MARGIN, MARGIN / 2);
                foot.showText("page " + (i + 1) + " of " + pages + ", confidential: for the child's family only");
                foot.endText();
            }
        }
    }

    /** What the font cannot write is shown as a question mark. */
    private String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().forEach(point -> {
            String character = Character.toString(point);
            printable.append(Character.isISOControl(point) ? " " : canWrite(character) ? character : "?");
        });
        return printable.toString();
    }

    private boolean canWrite(String character) {
        try {
            font.encode(character);
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
