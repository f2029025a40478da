// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.answer;

/** Lines, paragraphs and tables, one after the other; what is empty leaves no trace. */
public final class Text {

    private final StringBuilder text = new StringBuilder();

    /** A line; control characters are shown as question marks. */
    public Text line(String line) {
        if (!line.isBlank()) {
            text.append(Table.printable(line)).append('\n');
        }
        return this;
    }

    /** A table without a title. */
    public Text table(Table table) {
        text.append(table);
        return this;
    }

    /** A table under its title; nothing where the table is empty. */
    public Text section(String title, Table table) {
        if (!table.isEmpty()) {
            paragraph(title);
            text.append('\n').append(table);
        }
        return this;
    }

    /** A line after an empty one. */
    public Text paragraph(String line) {
        if (!text.isEmpty()) {
            text.append('\n');
        }
        return line(line);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
