// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.row;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.susten.kit.RowMaker;
import org.susten.spi.Columns;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Inlet;
import org.susten.spi.SourceRecord;

/**
 * What is done with the rows of a stream's files before they are rows of the stream, in this order: other names of columns, blanks
 * filled from the row above, values above the table, columns of other files, one row made of many columns or several of one,
 * rows left out, rows folded. Immutable; safe for any thread.
 *
 * @param stream its name
 * @param layout the columns of its rows
 * @param key columns of the file without which nothing can be done
 * @param aliases other names of a column
 * @param fill places that are filled from the row above
 * @param above values above the table
 * @param joins columns of other files
 * @param unpivot rows made of columns; null where there are none
 * @param where what holds of rows that are kept
 * @param fold rows folded; null where none are
 */
public record Shape(
        String stream,
        Columns layout,
        List<String> key,
        Map<String, List<String>> aliases,
        int[] fill,
        List<Above> above,
        List<Join> joins,
        @Nullable Unpivot unpivot,
        List<Predicate<SourceRecord>> where,
        @Nullable Fold fold) {

    /** Rows held at a time; a group or a joined row takes about half a kilobyte. */
    public static final int MOST = 100_000;

    /** The rows of one file from its beginning. */
    Rows open(Inlet inlet, String file, TableFormat format, ShapedReader.Notes notes, int most) {
        Map<Integer, Object> constants = new LinkedHashMap<>();
        for (Above each : above) {
            Object value = each.of(inlet, file, format);
            if (value == null) {
                notes.add("has nothing above its table in line " + each.line() + " where " + name(each.target())
                        + " should be");
            } else {
                constants.put(each.target(), value);
            }
        }
        Rows.Source source = () -> new FileRows(this, file, inlet, format, constants, notes);
        for (Join join : joins) {
            Rows.Source before = source;
            source = () -> new JoinedRows(before, join, inlet, notes, most);
        }
        return rest(source, notes::add, most).open();
    }

    private String name(int place) {
        return layout.names().get(place);
    }

    /** The steps after those that need files. */
    private Rows.Source rest(Rows.Source source, Consumer<String> findings, int most) {
        Rows.Source left = where.isEmpty() ? source : () -> new KeptRows(source.open(), this, findings);
        Fold folding = fold;
        return folding == null ? left : () -> new FoldedRows(left, folding, stream, layout, most);
    }

    /** The rows made of these, as if they were a file's. */
    public List<SourceRecord> of(List<SourceRecord> file, RowMaker.Factory rows) {
        Rows.Source source = () -> new FileRows(this, file.iterator());
        RowMaker maker = rows.of("golden", layout);
        List<SourceRecord> made = new ArrayList<>();
        try (Rows all = rest(source, finding -> {}, MOST).open()) {
            all.forEachRemaining(row -> made.add(record(row, maker)));
        }
        return made;
    }

    /** The row as the stream has it. */
    static SourceRecord record(Row row, RowMaker maker) {
        return row.readable() ? maker.make(row.position(), row.values()) : row.source();
    }

    boolean keeps(Row row) {
        if (!row.readable()) {
            return true;
        }
        SourceRecord shaped = SourceRecord.present(stream, "", row.source().position(), layout, row.values());
        return where.stream().allMatch(condition -> condition.test(shaped));
    }

    /** How the columns of the layout are called in a file; those it has under no name are left out. */
    Map<Integer, String> sources(Columns file) {
        Map<Integer, String> sources = new LinkedHashMap<>();
        for (int i = 0; i < layout.names().size(); i++) {
            String name = layout.names().get(i);
            List<String> names = new ArrayList<>(List.of(name));
            names.addAll(aliases.getOrDefault(name, List.of()));
            int place = i;
            names.stream()
                    .filter(each -> file.indexOf(each) >= 0)
                    .findFirst()
                    .ifPresent(each -> sources.put(place, each));
        }
        return sources;
    }

    /** Refuses a file without the columns that nothing can be done without. */
    List<Unpivot.Group> groups(String file, Columns columns) {
        Map<Integer, String> sources = sources(columns);
        for (String name : key) {
            if (!sources.containsKey(layout.indexOf(name))) {
                throw new ConnectorException(
                        Kind.BROKEN,
                        file + " has no column " + name + ", which stream " + stream
                                + " needs; ask the source's owner for it, or correct the mapping");
            }
        }
        Unpivot wide = unpivot;
        List<Unpivot.Group> groups = wide == null ? List.of() : wide.groups(columns, layout);
        if (wide != null && groups.isEmpty()) {
            throw new ConnectorException(
                    Kind.BROKEN,
                    file + " has no column that is named as the mapping's unpivot expects; compare its header with the"
                            + " mapping, or ask the source's owner for the right file");
        }
        return groups;
    }
}
