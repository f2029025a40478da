// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.answer;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;

/**
 * A table of text, no wider than 120 columns where it can be: numbers to the right, long texts on several lines, no colour. Control characters,
 * which a source's column name could carry to the terminal, are shown as question marks.
 */
public final class Table {

    private static final int WIDTH = 120;
    private static final int NARROWEST = 12;
    private static final String GAP = "  ";
    /** A space at which no line is broken: a day and its time stay together. */
    private static final char TOGETHER = '\u00a0';

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private final List<List<String>> rows = new ArrayList<>();
    private final boolean[] numbers;

    /** Without a row yet. */
    public Table(String... heads) {
        rows.add(List.of(heads));
        numbers = new boolean[heads.length];
    }

    /** One row per value. */
    public static <T> Table of(List<T> values, Function<T, List<?>> row, String... heads) {
        Table table = new Table(heads);
        values.forEach(value -> table.row(row.apply(value)));
        return table;
    }

    /** One row; numbers are grouped by thousands, instants shown in the hub's time zone. */
    public void row(List<?> cells) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] |= cells.get(i) instanceof Number;
            String text = text(cells.get(i));
            texts.add(cells.get(i) instanceof Instant ? together(text) : text);
        }
        rows.add(texts);
    }

    boolean isEmpty() {
        return rows.size() == 1;
    }

    /** As cells show it: numbers by thousands, instants in the hub's time zone, text without control characters. */
    public static String text(Object value) {
        if (value instanceof Number) {
            return String.format(Locale.ROOT, "%,d", value);
        }
        if (value instanceof Instant at) {
            return TIME.format(at.atZone(ZoneId.systemDefault()));
        }
        return printable(value instanceof Enum<?> word ? word.name().toLowerCase(Locale.ROOT) : value.toString());
    }

    /** The same where no line is broken within. */
    public static String together(String text) {
        return text.replace(' ', TOGETHER);
    }

    static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }

    @Override
    public String toString() {
        int[] widths = widths();
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> print(row, widths, text));
        return text.toString();
    }

    /** As wide as the longest cell; then heads of numbers give way, then the widest texts. */
    private int[] widths() {
        int[] widths = new int[numbers.length];
        int sum = 0;
        for (int i = 0; i < widths.length; i++) {
            widths[i] = longest(i, 0);
            sum += widths[i] + GAP.length();
        }
        for (int i = 0; i < widths.length && sum > WIDTH; i++) {
            if (numbers[i]) {
                int narrow = Math.max(longest(i, 1), longestWord(rows.get(0).get(i)));
                sum -= widths[i] - narrow;
                widths[i] = narrow;
            }
        }
        int over = sum - WIDTH;
        over = narrow(widths, over, 0, this::narrowest);
        // What a row is called by is broken last: it is copied into the next command.
        over = narrow(widths, over, 1, this::unbroken);
        narrow(widths, over, 0, this::unbroken);
        return widths;
    }

    /** Takes from the widest texts what is too much, down to the least that each may have. Returns what is left. */
    private int narrow(int[] widths, int over, int from, IntUnaryOperator least) {
        for (int left = over; left > 0; left--) {
            int widest = -1;
            for (int i = from; i < widths.length; i++) {
                boolean gives = !numbers[i] && widths[i] > least.applyAsInt(i);
                if (gives && (widest < 0 || widths[i] > widths[widest])) {
                    widest = i;
                }
            }
            if (widest < 0) {
                return left;
            }
            widths[widest]--;
        }
        return 0;
    }

    /** As wide as its longest word. */
    private int narrowest(int column) {
        return rows.stream().mapToInt(row -> longestWord(row.get(column))).max().orElse(0);
    }

    /** Narrower than its longest word, but for what is kept together. */
    private int unbroken(int column) {
        return rows.stream()
                .map(row -> row.get(column))
                .filter(cell -> cell.indexOf(TOGETHER) >= 0)
                .mapToInt(Table::longestWord)
                .reduce(NARROWEST, Math::max);
    }

    private int longest(int column, int from) {
        return rows.stream()
                .skip(from)
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(0);
    }

    private static int longestWord(String text) {
        return Stream.of(text.split(" ")).mapToInt(String::length).max().orElse(0);
    }

    private void print(List<String> row, int[] widths, StringBuilder text) {
        List<List<String>> cells = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            cells.add(wrap(row.get(i), widths[i]));
        }
        int height = cells.stream().mapToInt(List::size).max().orElse(0);
        for (int line = 0; line < height; line++) {
            StringBuilder out = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = line < cells.get(i).size() ? cells.get(i).get(line) : "";
                String space = " ".repeat(widths[i] - cell.length());
                out.append(GAP).append(numbers[i] ? space + cell : cell + space);
            }
            text.append(out.toString().replace(TOGETHER, ' ').stripTrailing()).append('\n');
        }
    }

    /** Breaks at spaces, and in the middle of a word where one is too long. */
    static List<String> wrap(String cell, int width) {
        List<String> lines = new ArrayList<>();
        String rest = cell;
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            int end = space > 0 ? space : width;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }
}
