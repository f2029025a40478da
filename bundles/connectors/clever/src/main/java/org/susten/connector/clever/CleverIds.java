// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.clever;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.susten.kit.Fields;
import org.susten.model.SourceId;
import org.susten.spi.SourceRecord;

/** Source ids of one district. */
record CleverIds(String site) {

    static final String SYSTEM = "clever";

    SourceId of(String stream, String key) {
        return new SourceId(SYSTEM, site, stream, key);
    }

    /** The row itself. */
    SourceId own(SourceRecord row) {
        return of(row.stream(), row.required("id"));
    }

    /** Something that the row says of another row, known by both. */
    SourceId derived(SourceRecord row, String other) {
        return of(row.stream(), row.required("id") + '@' + other);
    }

    @Nullable
    SourceId optional(SourceRecord row, String column, String stream) {
        String key = row.text(column);
        return key == null ? null : of(stream, key);
    }

    List<SourceId> list(SourceRecord row, String column, String stream) {
        return Fields.texts(row, column).stream().map(key -> of(stream, key)).toList();
    }
}
