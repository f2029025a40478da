// SPDX-License-Identifier: Apache-2.0

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A table of text, as wide as it must be, and never wider than the page: its widest column is wrapped. */
final class Table {
    private final List<List<String>> lines = new ArrayList<>();
    private final boolean[] numbers;

    Table(String... heads) {
        lines.add(List.of(heads));
        numbers = new boolean[heads.length];
    }

    void row(Object... cells) {
        List<String> line = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            numbers[i] |= cells[i] instanceof Long;
            line.add(cells[i] instanceof Long number ? String.format("%,d", number) : cells[i].toString());
        }
        lines.add(line);
    }

    boolean isEmpty() {
        return lines.size() == 1;
    }

    void print() {
        int[] widths = IntStream.range(0, numbers.length)
                .map(i -> lines.stream().mapToInt(l -> l.get(i).length()).max().orElse(1))
                .toArray();
        int widest = IntStream.range(0, widths.length).reduce(0, (a, b) -> widths[b] > widths[a] ? b : a);
        int tooMuch = IntStream.of(widths).sum() + 2 * widths.length - Screen.WIDTH;
        widths[widest] -= Math.max(0, tooMuch);
        for (List<String> line : isEmpty() ? List.<List<String>>of() : lines) {
            List<String> wrapped = wrapped(line.get(widest), widths[widest]);
            for (int part = 0; part < wrapped.size(); part++) {
                StringBuilder text = new StringBuilder();
                for (int i = 0; i < widths.length; i++) {
                    String cell = i == widest ? wrapped.get(part) : part == 0 ? line.get(i) : "";
                    text.append("  ").append(String.format("%" + (numbers[i] ? "" : "-") + widths[i] + "s", cell));
                }
                System.out.println(text.toString().stripTrailing());
            }
        }
    }

    private static List<String> wrapped(String text, int width) {
        List<String> parts = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            int cut = space > 0 ? space : width;
            parts.add(rest.substring(0, cut));
            rest = rest.substring(cut).stripLeading();
        }
        parts.add(rest);
        return parts;
    }
}
