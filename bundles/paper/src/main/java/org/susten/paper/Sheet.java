// SPDX-License-Identifier: Apache-2.0
package org.susten.paper;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.GregorianCalendar;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.vandeseer.easytable.RepeatedHeaderTableDrawer;
import org.vandeseer.easytable.structure.Row;
import org.vandeseer.easytable.structure.Table;
import org.vandeseer.easytable.structure.cell.TextCell;
import org.vandeseer.easytable.util.PdfUtil;

/** One document whose pages fill from the top: texts and tables below each other. One thread. */
public final class Sheet implements Closeable {

    private static final float MARGIN = 54;
    private static final float TOP = PDRectangle.LETTER.getHeight() - MARGIN;
    private static final float WIDTH = PDRectangle.LETTER.getWidth() - 2 * MARGIN;
    private static final Color HEAD = new Color(0xE8, 0xEC, 0xF1);
    private static final Color LINE = new Color(0xC4, 0xCC, 0xD6);
    private static final float SMALL = 9;
    /** As the library has it on both sides of a cell. */
    private static final float PADDING = 4;
    /** Of letters of any size in use, well below the height of a page; of the small ones of tables. */
    private static final int MOST_LINES = 25;

    /** A heading is never the last of a page: it has room for itself and some lines of what it is of, or begins the next. */
    private static final float TOGETHER = 120;

    private static final int HEADING = 12;

    private static final int MOST_SMALL_LINES = 45;

    private final PDDocument document = new PDDocument();
    private final PDFont font;
    private final String foot;
    private float y = TOP;
    private boolean lacking;

    /**
     * An empty document.
     *
     * @param title what it is, for programs that show it
     * @param foot what stands at the foot of each page beside its number
     */
    public Sheet(String title, String foot) throws IOException {
        this.foot = foot;
        try (InputStream letters =
                PDDocument.class.getResourceAsStream("/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf")) {
            if (letters == null) {
                throw new IOException("the bundle's own font is missing");
            }
            this.font = PDType0Font.load(document, letters);
        }
        document.getDocumentInformation().setTitle(title);
        document.addPage(new PDPage(PDRectangle.LETTER));
    }

    /** A paragraph of letters of that size; more than 12 is a heading. */
    public void text(int size, String text) throws IOException {
        text(size, size == 10 ? Color.DARK_GRAY : Color.BLACK, text);
    }

    /** A paragraph. */
    public void text(int size, Color colour, String text) throws IOException {
        if (size > HEADING && y < MARGIN + TOGETHER) {
            document.addPage(new PDPage(PDRectangle.LETTER));
            y = TOP;
        }
        Table.TableBuilder table = Table.builder().addColumnsOfWidth(WIDTH).font(font);
        List<String> pieces = pieces(text, size, WIDTH);
        for (int i = 0; i < pieces.size(); i++) {
            table.addRow(Row.builder()
                    .add(TextCell.builder()
                            .text(pieces.get(i))
                            .fontSize(size)
                            .textColor(colour)
                            .lineSpacing(1.2f)
                            .paddingLeft(0f)
                            .paddingTop(i > 0 ? 0f : size > HEADING ? 14f : 2f)
                            .paddingBottom(i < pieces.size() - 1 ? 0f : 6f)
                            .build())
                    .build());
        }
        draw(table.build(), 0);
    }

    /** A table; its head is repeated on every page. */
    public void table(List<String> heads, List<List<String>> rows) throws IOException {
        float[] widths = new float[heads.size()];
        Arrays.fill(widths, WIDTH / heads.size());
        Table.TableBuilder table = Table.builder()
                .addColumnsOfWidth(widths)
                .font(font)
                .fontSize((int) SMALL)
                .borderColor(LINE)
                .borderWidth(0.5f);
        table.addRow(row(heads.stream().map(this::printable).toList(), HEAD));
        for (List<String> row : rows) {
            List<List<String>> cells = new ArrayList<>();
            for (String cell : row) {
                cells.add(pieces(cell, (int) SMALL, widths[0] - 2 * PADDING));
            }
            int height = cells.stream().mapToInt(List::size).max().orElse(0);
            for (int i = 0; i < height; i++) {
                int piece = i;
                table.addRow(row(
                        cells.stream()
                                .map(cell -> piece < cell.size() ? cell.get(piece) : "")
                                .toList(),
                        Color.WHITE));
            }
        }
        draw(table.build(), 1);
        y -= 8;
    }

    /** What is too long for a page, in parts that are not: no row is ever cut. Almost always it is one. */
    private List<String> pieces(String text, int size, float width) {
        String printable = printable(text);
        List<String> lines = PdfUtil.getOptimalTextBreakLines(printable, font, size, width);
        int most = size <= SMALL ? MOST_SMALL_LINES : MOST_LINES;
        if (lines.size() <= most) {
            return List.of(printable);
        }
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < lines.size(); i += most) {
            pieces.add(String.join("\n", lines.subList(i, Math.min(lines.size(), i + most))));
        }
        return pieces;
    }

    private Row row(List<String> cells, Color background) {
        Row.RowBuilder row = Row.builder().backgroundColor(background);
        cells.forEach(cell -> row.add(TextCell.builder()
                .text(cell)
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

    /** Numbers the pages and writes them all. The stream stays open. */
    public void save(OutputStream pdf) throws IOException {
        number();
        document.save(pdf);
    }

    /**
     * The same with the hub's signature over all of it; any later change of the file breaks it.
     *
     * @param why what the signature stands for, for programs that show it
     * @throws IOException where it cannot be signed, and then nothing is written
     */
    public void save(OutputStream pdf, Signer signer, String why, Instant at) throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        save(plain);
        // Only a document that was read is written with what is added behind it, and that is where signatures stand.
        try (PDDocument written = Loader.loadPDF(plain.toByteArray())) {
            PDSignature signature = new PDSignature();
            signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
            signature.setSubFilter(PDSignature.SUBFILTER_ADBE_PKCS7_DETACHED);
            signature.setName("Susten hub");
            signature.setReason(printable(why));
            signature.setSignDate(GregorianCalendar.from(at.atZone(ZoneOffset.UTC)));
            written.addSignature(signature, content -> signer.sign(content, at));
            ByteArrayOutputStream signed = new ByteArrayOutputStream();
            written.saveIncremental(signed);
            signed.writeTo(pdf);
        }
    }

    @Override
    public void close() throws IOException {
        document.close();
    }

    private void number() throws IOException {
        int pages = document.getNumberOfPages();
        for (int i = 0; i < pages; i++) {
            try (PDPageContentStream line =
                    new PDPageContentStream(document, document.getPage(i), AppendMode.APPEND, true, true)) {
                line.beginText();
                line.setFont(font, SMALL);
                line.newLineAtOffset(MARGIN, MARGIN / 2);
                line.showText(printable("page " + (i + 1) + " of " + pages + ", " + foot
                        + (lacking ? "; ? stands also for a sign that this paper cannot write" : "")));
                line.endText();
            }
        }
    }

    /** What the font cannot write is shown as a question mark, and the foot of each page says so. */
    private String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().forEach(point -> {
            String character = Character.toString(point);
            boolean control = Character.isISOControl(point);
            lacking |= !control && !canWrite(character);
            printable.append(control ? " " : canWrite(character) ? character : "?");
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
