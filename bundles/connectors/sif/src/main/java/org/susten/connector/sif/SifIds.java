// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.sif;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.susten.model.Identifier;
import org.susten.model.SourceId;
import org.susten.spi.SourceRecord;

/** Source ids of one connection. RefIds are compared without their hyphens and in lower case, as providers write them in both ways. */
record SifIds(String site) {

    static final String SYSTEM = "sif";

    static String plain(String refId) {
        return refId.strip().replace("-", "").toLowerCase(Locale.ROOT);
    }

    SourceId of(String stream, String refId) {
        return new SourceId(SYSTEM, site, stream, plain(refId));
    }

    SourceId own(SourceRecord row) {
        return of(row.stream(), row.required("refId"));
    }

    SourceId derived(SourceRecord row, String other) {
        return new SourceId(SYSTEM, site, row.stream(), plain(row.required("refId")) + '@' + plain(other));
    }

    /** Of a row that becomes several, one that has no RefId of its own. */
    SourceId part(SourceRecord row, String name) {
        return new SourceId(SYSTEM, site, row.stream(), plain(row.required("refId")) + '@' + name);
    }

    SourceId required(SourceRecord row, String column, String stream) {
        return of(stream, row.required(column));
    }

    @Nullable
    SourceId optional(SourceRecord row, String column, String stream) {
        String key = row.text(column);
        return key == null ? null : of(stream, key);
    }

    /** The district's own number, the state's, and others by their type. */
    List<Identifier> identifiers(
            @Nullable String local,
            @Nullable String state,
            Map<String, String> others,
            String localSystem,
            String stateSystem) {
        List<Identifier> identifiers = new ArrayList<>();
        if (local != null) {
            identifiers.add(new Identifier(localSystem + ':' + site, local));
        }
        if (state != null) {
            identifiers.add(new Identifier(stateSystem, state));
        }
        others.forEach((type, value) -> identifiers.add(new Identifier(type, value)));
        return identifiers;
    }
}
