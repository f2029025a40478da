// SPDX-License-Identifier: Apache-2.0
package org.susten.kit;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.susten.kit.internal.XmlRows;
import org.susten.spi.Cursor;
import org.susten.spi.Inlet;
import org.susten.spi.SourceReader;

/**
 * XML elements as rows, read forward: whatever the size of the document, one row is in memory. Every method gives a changed copy.
 *
 * <ul>
 *   <li>A row's columns are its elements and attributes, nested as {@link XmlElements} gives them; {@code @id} is an attribute,
 *       {@code Name/First} an element further in, and {@code ../Site} or {@code ../@id} what stands before the row in the element
 *       around it.
 *   <li>Document types and entities are refused: nothing outside the document is ever looked at.
 *   <li>Where the document breaks off the reading ends with an unreadable row, and is not complete.
 * </ul>
 */
public final class Xml implements RowFormat {

    private final List<String> way;
    private final List<String> expected;

    private Xml(List<String> way, List<String> expected) {
        this.way = way;
        this.expected = expected;
    }

    /** The way to the rows from below the root, such as {@code Students/Student}; namespaces do not matter. */
    public static Xml rows(String way) {
        return new Xml(Arrays.asList(way.split("/")), List.of());
    }

    /** Columns that are there even where the first row does not have them, as the key must be; may lie further in. */
    public Xml expecting(Collection<String> names) {
        return new Xml(way, List.copyOf(names));
    }

    @Override
    public SourceReader open(Inlet inlet, String file, Cursor since, RowMaker.Factory rows) {
        return XmlRows.open(inlet, file, way, expected, Position.of(since).rowIn(file), rows);
    }
}
