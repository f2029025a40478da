// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.packing;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.susten.feeds.Products.Entry;
import org.susten.feeds.product.Column;
import org.susten.feeds.product.Governed;
import org.susten.governance.Elements;

/** What each column means, what it is in CEDS, how it is to be handled and which clause grants it. */
public final class Dictionary {

    private Dictionary() {}

    public static List<Entry> of(Governed governed) {
        return governed.explained().stream()
                .map(granted -> entry(granted.column(), granted.clause()))
                .toList();
    }

    static Entry entry(Column column, String clause) {
        List<Elements.Info> elements = column.elements().stream()
                .map(name -> Elements.find(name)
                        .orElseThrow(() -> new IllegalStateException("the model has no element " + name)))
                .toList();
        return new Entry(
                column.name(),
                column.type().name().toLowerCase(Locale.ROOT),
                column.meaning(),
                elements.stream().map(Elements.Info::name).collect(Collectors.joining("; ")),
                elements.stream()
                        .map(Elements.Info::ceds)
                        .filter(id -> !id.isEmpty())
                        .distinct()
                        .collect(Collectors.joining("; ")),
                elements.stream()
                        .map(Elements.Info::sensitivity)
                        .max(Comparable::compareTo)
                        .map(s -> s.name().toLowerCase(Locale.ROOT))
                        .orElse(""),
                clause);
    }
}
